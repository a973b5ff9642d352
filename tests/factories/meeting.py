"""The least a committee needs to meet, made by the services as people make it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from organisation.people.models import Part, PartChoice, Person, Unit
from reports.lifecycle.meeting import ItemKind, MemberFunction
from reports.models import AgendaItem, BoardCase, Committee, CommitteeMember, Meeting
from reports.services import agenda, meeting
from tests.factories.reports import approved_case, committee_of

ELECTED_ON = date(2023, 10, 16)
FUNCTION = MemberFunction


def turn_on_meetings(district: Unit) -> None:
    PartChoice.objects.update_or_create(
        district=district, part=Part.OWN_MEETINGS, defaults={"is_on": True}
    )


def board_of(district: Unit, members: str = "AAASH", deputies: str = "AAH") -> Committee:
    """The board with a member for each letter, which is the party; the first one leads."""
    turn_on_meetings(district)
    board = committee_of(district)
    for place, party in enumerate(members, start=1):
        chair = FUNCTION.CHAIR if place == 1 else FUNCTION.MEMBER
        sit(board, f"Medlem {place}", party, chair, place)
    for place, party in enumerate(deputies, start=1):
        sit(board, f"Vara {place}", party, FUNCTION.DEPUTY, place)
    return board


def sit(
    board: Committee, name: str, party: str, function: str, place: int, **facts: Any
) -> CommitteeMember:
    return CommitteeMember.objects.create(
        committee=board,
        name=name,
        party=party,
        function=function,
        place=place,
        from_day=ELECTED_ON,
        **facts,
    )


def planned(board: Committee, by: Person, *, on: date | None = None) -> Meeting:
    """In the calendar, with the standard lines of an agenda; today unless said otherwise."""
    [made] = meeting.plan_meeting(board, {"held_on": on or timezone.localdate()}, by=by)
    return made


def case_for(
    board: Committee, by: Person, director: Person, *, unit: Unit | None = None, **facts: Any
) -> BoardCase:
    """Approved, and going to the board alone."""
    case = approved_case(unit or board.district, by, director, **facts)
    for stop in case.stops.exclude(committee=board):
        stop.delete()
    return BoardCase.objects.get(pk=case.pk)


def put_on(made: Meeting, case: BoardCase, by: Person) -> AgendaItem:
    return agenda.put_on_agenda(made, case.stops.get(committee=made.committee), by=by)


def called(
    board: Committee, by: Person, *cases: BoardCase, on: date | None = None
) -> tuple[Meeting, list[AgendaItem]]:
    """A meeting that is called, and the lines of its cases in order."""
    made = planned(board, by, on=on)
    for case in cases:
        put_on(made, case, by)
    made = meeting.call_meeting(made, by=by)
    items = made.items.filter(kind=ItemKind.CASE).order_by("position")
    return made, list(items)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def exempt(case: BoardCase, public_title: str = "Klagesak") -> BoardCase:
    """The case kept from the public, under a neutral title."""
    BoardCase.objects.filter(pk=case.pk).update(
        is_exempt=True, legal_basis="offl. § 13", public_title=public_title
    )
    return BoardCase.objects.get(pk=case.pk)
