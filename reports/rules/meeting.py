"""Who may do what with meetings, committees and those who sit in them."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import (
    has_role,
    has_role_for_district,
    has_role_somewhere,
    is_employee,
    is_employee_of,
)

is_secretariat = has_role(Role.SECRETARIAT)
is_insider = is_secretariat | has_role(Role.DIRECTOR) | has_role(Role.BOARD_MEMBER)


@rules.predicate
def is_announced(person: Person, meeting: Any) -> bool:
    return meeting is not None and meeting.is_announced


sees_meeting = is_insider | (is_announced & is_employee_of)


@rules.predicate
def sees_paper(person: Person, paper: Any) -> bool:
    """What is public goes with the meeting; the rest is for the board and those who work."""
    if paper is None or not person.is_active:
        return False
    sees = sees_meeting if paper.is_public else is_insider
    return bool(sees.test(person, paper.meeting))


PERMISSIONS = {
    "reports.list_meetings": is_employee
    | has_role_somewhere(Role.SECRETARIAT)
    | has_role_somewhere(Role.DIRECTOR)
    | has_role_somewhere(Role.BOARD_MEMBER),
    "reports.view_meeting": sees_meeting,
    "reports.view_meetingpaper": sees_paper,
    # Closed items with all that was said.
    "reports.view_closed_doors": is_insider,
    "reports.start_meeting": has_role_somewhere(Role.SECRETARIAT),
    "reports.plan_meeting": is_secretariat,
    "reports.call_meeting": is_secretariat,
    "reports.hold_meeting": is_secretariat,
    "reports.lock_minutes": is_secretariat,
    # Asked of a committee, and of the district a new one is for.
    "reports.change_committee": is_secretariat | has_role_for_district(Role.ADMINISTRATOR),
}
