"""Pilots: planned, found to be in order, tried, and one of them finished."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from portfolio.models.pilot import Pilot
from portfolio.services import pilot

Row = Mapping[str, Any]
STEPS = (
    "idea",
    "unit",
    "judged",
    "approver",
    "started_ago",
    "finished_ago",
    "happened",
    "worked",
    "next_step",
)


def plan(alna: Alna) -> None:
    alna.each(content("pilots")["pilots"], begin, hour=13)


def begin(alna: Alna, row: Row) -> Pilot:
    idea = alna.ideas[row["idea"]] if "idea" in row else None
    facts = content("ideas")["ideas"]
    reply = next((each["reply"] for each in facts if each["title"] == row.get("idea")), "")
    leader = alna.people[row["leader"]]
    by = alna.people["radgiver"]
    made = pilot.start_pilot(
        unit=alna.units[row["unit"]], by=by, idea=idea, reply=reply, **alna.facts(row, STEPS)
    )
    made = pilot.edit_pilot(made, row["judged"], version=made.version, by=leader)
    approver = alna.people[row["approver"]]
    made = pilot.ask_approval(made, approver, version=made.version, by=leader)
    pilot.approve(made, version=made.version, by=approver)
    alna.diary.on(alna.ago(row["started_ago"]), partial(start, leader, made.pk))
    if "finished_ago" in row:
        alna.diary.on(alna.ago(row["finished_ago"]), partial(finish, row, leader, made.pk))
    return made


def start(leader: Any, made: int) -> None:
    pilot.start(Pilot.objects.get(pk=made), by=leader)


def finish(row: Row, leader: Any, made: int) -> None:
    there = Pilot.objects.get(pk=made)
    pilot.finish(
        there,
        happened=row["happened"],
        worked=row["worked"],
        next_step=row["next_step"],
        version=there.version,
        by=leader,
    )
