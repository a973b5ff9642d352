"""Who keeps the list of what is followed up after meetings."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import has_role, has_role_somewhere, is_employee
from reports.rules.core import is_director, is_secretariat, reads_whole


@rules.predicate
def is_owner(person: Person, follow_up: Any) -> bool:
    return follow_up is not None and person.is_active and follow_up.owner_id == person.pk


keeps = is_secretariat | is_director


@rules.predicate
def reads_its_case(person: Person, extract: Any) -> bool:
    return extract is not None and bool(reads_whole.test(person, extract.stop.case))


PERMISSIONS = {
    "reports.view_caseextract": reads_its_case,
    "reports.list_followups": is_employee,  # the list itself shows what one may see
    "reports.view_followup": keeps | has_role(Role.MANAGER) | is_owner,
    "reports.add_followup": has_role_somewhere(Role.SECRETARIAT)
    | has_role_somewhere(Role.DIRECTOR),
    "reports.edit_followup": keeps,
    "reports.close_followup": keeps | is_owner,
    "reports.report_followups": has_role_somewhere(Role.SECRETARIAT),
    "reports.take_in_meeting": has_role_somewhere(Role.SECRETARIAT),
}
