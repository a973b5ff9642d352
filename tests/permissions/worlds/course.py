"""A planned course, and one that was held with the member and somebody from outside."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from incubator.pasted import Somebody
from tests.factories.courses import held_course, make_course, with_people


def add(world: Any) -> None:
    people = world.people
    adviser, leader = people["adviser"], people["leader"]
    soon = localdate() + timedelta(days=20)
    world.course = make_course(
        world.care,
        by=adviser,
        leader=leader,
        title="Prosjektlederkurset ved grendehuset",
        starts_on=soon,
        ends_on=soon,
    )
    [world.coming_participant] = with_people(world.course, [people["employee"]], by=adviser)
    outside = Somebody(None, "Utenfra Ugletveit", "utenfra@frivillig.example")
    world.held_course = held_course(
        world.care,
        [people["member"], outside],
        by=adviser,
        leader=leader,
        title="Gevinstkurset ved grendehuset",
    )
    world.course_member = world.held_course.participations.get(person=people["member"])
    world.course_outsider = world.held_course.participations.get(person=None)
