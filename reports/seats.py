"""Who may vote in an item, how many that makes, and which deputy is next.

`attendances` are those of one meeting, read once; nothing here asks the database.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reports.lifecycle.meeting import AttendeeRole, Presence

if TYPE_CHECKING:
    from reports.models import AgendaItem, Attendance, CommitteeMember, Meeting

ELECTED = (AttendeeRole.CHAIR, AttendeeRole.MEMBER)


def voters(
    attendances: Iterable["Attendance"], item: "AgendaItem | None" = None
) -> list["Attendance"]:
    """Those who may vote: members there, and deputies for those who are not.

    With `item`, without the disqualified there, and with the deputies who took their seats.
    """
    there = [each for each in attendances if each.presence == Presence.PRESENT]
    seated = [
        each
        for each in there
        if each.role in ELECTED
        or (each.role == AttendeeRole.DEPUTY and each.stands_in_for_id is not None)
    ]
    if item is None:
        return seated
    out = {line.attendance_id for line in item.disqualified.all()}
    in_their_place = {line.replaced_by_id for line in item.disqualified.all()}
    extra = [
        each
        for each in there
        if each.pk in in_their_place and each.role == AttendeeRole.DEPUTY and each not in seated
    ]
    return [each for each in [*seated, *extra] if each.pk not in out]


def parties(seated: Iterable["Attendance"]) -> dict[str, int]:
    """How many may vote for each party, in the order they sit; without a party under their name."""
    counted: dict[str, int] = {}
    for each in seated:
        name = each.party or each.name
        counted[name] = counted.get(name, 0) + 1
    return counted


def quorum_fault(meeting: "Meeting", present: int) -> str | None:
    """Why nothing can be decided with `present` voters: kommuneloven § 11-9 asks for half."""
    size = meeting.size_of_committee
    if 2 * present >= size:
        return None
    return _(
        "Utvalget er ikke vedtaksført: %(present)d av %(size)d kan stemme, og minst halvparten må."
    ) % {"present": present, "size": size}


def next_deputy(
    deputies: Sequence["CommitteeMember"], called: Iterable["Attendance"], party: str
) -> "CommitteeMember | None":
    """The first of the party's deputies, in the order elected, who has not been called yet.

    A body without parties has one list for all.
    """
    asked = {each.member_id for each in called}
    of_party = [deputy for deputy in deputies if deputy.party == party]
    return next((deputy for deputy in of_party if deputy.pk not in asked), None)
