"""Who may keep courses, who knows the names of those who took part, and who gets a proof."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import has_role, has_role_somewhere, is_employee_of

is_adviser = has_role(Role.ADVISER)


@rules.predicate
def is_course_leader(person: Person, course: Any) -> bool:
    return course is not None and course.leader_id == person.pk


@rules.predicate
def leads_its_course(person: Person, participation: Any) -> bool:
    return participation is not None and participation.course.leader_id == person.pk


@rules.predicate
def takes_part(person: Person, course: Any) -> bool:
    """Asks the database: for the page of one course, not for lists."""
    return course is not None and course.participations.filter(person=person.pk).exists()


@rules.predicate
def is_participant(person: Person, participation: Any) -> bool:
    return participation is not None and participation.person_id == person.pk


PERMISSIONS = {
    "incubator.view_course": is_employee_of | is_adviser | is_course_leader | takes_part,
    "incubator.start_course": has_role_somewhere(Role.ADVISER),
    "incubator.edit_course": is_adviser,
    "incubator.view_participants": is_adviser | is_course_leader,
    "incubator.view_participation": is_adviser | is_participant | leads_its_course,
    "incubator.order_proof": is_adviser | is_participant,
}
