"""Courses with those who take part, made by the services people use."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from incubator.models import Course, Participation
from incubator.pasted import Somebody
from incubator.services import course as courses
from incubator.services import participation as participations
from organisation.people.models import Person, Unit


def make_course(unit: Unit, *, by: Person, **facts: Any) -> Course:
    """A course that was yesterday, led by `by`, unless `facts` says otherwise."""
    yesterday = localdate() - timedelta(days=1)
    usual: dict[str, Any] = {
        "title": "Gevinster i praksis",
        "about": "Hvordan vi finner, måler og tar ut gevinster.",
        "goals": "Finne nullpunktet\nSkrive en gevinstplan",
        "role": "Prosjektleder",
        "starts_on": facts.get("ends_on", yesterday),
        "ends_on": facts.get("starts_on", yesterday),
        "hours": Decimal("7.5"),
        "place": "Furuset bibliotek",
        "leader": None if facts.get("leader_name") else by,
    }
    return courses.plan_course(unit, {**usual, **facts}, by=by)


def with_people(
    course: Course, people: Iterable[Person | Somebody], *, by: Person
) -> list[Participation]:
    somebody = [Somebody(each) if isinstance(each, Person) else each for each in people]
    return participations.add_participants(course, somebody, by=by).new


def held_course(
    unit: Unit, people: Iterable[Person | Somebody] = (), *, by: Person, **facts: Any
) -> Course:
    """A course that was held, completed by all of `people`."""
    course = make_course(unit, by=by, **facts)
    rows = with_people(course, people, by=by)
    course = courses.hold_course(course, on=localdate(), by=by)
    ids = [row.pk for row in rows]
    participations.set_completed(course, ids, on=course.ends_on, version=course.version, by=by)
    return Course.objects.get(pk=course.pk)
