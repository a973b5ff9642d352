"""A meeting that is planned, one that is called with a closed case on it, one that is held."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from reports.services import meeting, minutes
from tests.factories.meeting import board_of, called, case_for, exempt, planned


def add(world: Any) -> None:
    by, director = world.people["secretariat"], world.people["director"]
    board = world.committee = board_of(world.alna)
    world.committee_member = board.members.get(name="Medlem 5")
    today = timezone.localdate()

    def case(title: str) -> Any:
        return case_for(board, by, director, unit=world.care, title=f"{title} ved grendehuset")

    world.held_meeting, [held] = called(board, by, case("Rampen"), on=today - timedelta(days=30))
    minutes.record_item_vedtak(held, "as_proposed", by=by)
    meeting.hold_meeting(world.held_meeting, by=by)
    closed = exempt(case("Ankesaken"))
    world.board_meeting, items = called(board, by, case("Benken"), closed)
    world.item, world.closed_item = items
    world.attendance = world.board_meeting.attendances.get(name="Medlem 2")
    world.meeting_entry = minutes.add_entry(world.item, kind="proposal", text="Med rygg", by=by)
    world.disqualified = minutes.disqualify(
        world.item, world.board_meeting.attendances.get(name="Medlem 3"), ground="Slekt", by=by
    )
    world.planned_meeting = planned(board, by, on=today + timedelta(days=30))
    world.waiting_stop = case("Krakken").stops.get()
