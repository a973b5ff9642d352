"""Courses: one that was held with its proofs, one to come and one that was called off."""

from decimal import Decimal
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from incubator.models import Course
from incubator.pasted import read_participants
from incubator.services import course as courses
from incubator.services import participation as participations
from incubator.services.course_proof import order_proofs

AFTERWARDS = ("planned_ago", "participants", "absent", "held_ago", "proofs_ago")
NOT_HELD = ("cancelled_ago", "because")


def plan(alna: Alna) -> None:
    for row in content("courses")["courses"]:
        alna.diary.on(alna.ago(row["planned_ago"]), partial(plan_course, alna, row), hour=9)


def plan_course(alna: Alna, row: dict[str, Any]) -> None:
    """With those who are to come; what becomes of it is written in the diary."""
    adviser = alna.people["radgiver"]
    facts = alna.facts(row, leave=(*AFTERWARDS, *NOT_HELD))
    facts |= {"goals": "\n".join(row["goals"]), "hours": Decimal(row["hours"])}
    course = courses.plan_course(alna.units["idelab"], facts, by=adviser)
    pasted = read_participants(row["participants"], course.district_id)
    participations.add_participants(course, pasted.people, by=adviser)
    if "held_ago" in row:
        alna.diary.on(alna.ago(row["held_ago"]), partial(hold, alna, course, row))
    if "proofs_ago" in row:
        alna.diary.on(alna.ago(row["proofs_ago"]), partial(print_proofs, alna, course))
    if "cancelled_ago" in row:
        alna.diary.on(alna.ago(row["cancelled_ago"]), partial(cancel, alna, course, row))


def hold(alna: Alna, course: Course, row: dict[str, Any]) -> None:
    """Everybody completed it but those who stand as absent."""
    adviser = alna.people["radgiver"]
    held = courses.hold_course(course, on=alna.ago(row["held_ago"]), by=adviser)
    came = [each.pk for each in held.participations.all() if str(each) not in row["absent"]]
    participations.set_completed(held, came, on=held.ends_on, version=held.version, by=adviser)


def print_proofs(alna: Alna, course: Course) -> None:
    order_proofs(course, by=alna.people["radgiver"])


def cancel(alna: Alna, course: Course, row: dict[str, Any]) -> None:
    courses.cancel_course(course, reason=row["because"], by=alna.people["radgiver"])
