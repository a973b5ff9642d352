"""How the projects work: with diagnosis, those it is about, units, the market and volunteers."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from portfolio import services as portfolio
from portfolio.models.procurement import Procurement
from portfolio.models.rollout import RolloutUnit
from portfolio.services import (
    audience,
    diagnosis,
    joining,
    participation,
    procurement,
    rollout,
    three_tests,
)

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    rows = content("ways")
    told: dict[str, Callable[[Alna, Row], Any]] = {
        "groups": add_group,
        "parts": take_part,
        "members": add_member,
        "three_tests": judge,
        "diagnoses": diagnose,
        "participation": log,
        "rollouts": roll_out,
        "procurements": buy,
        "dialogues": talk,
        "calls": call_for,
        "offers": offer,
    }
    for name, what in told.items():
        alna.each(rows[name], what, hour=15)


def add_group(alna: Alna, row: Row) -> Any:
    return audience.add_target_group(
        alna.projects[row["project"]], by=alna.by(row), **alna.facts(row)
    )


def take_part(alna: Alna, row: Row) -> Any:
    return audience.add_unit(
        alna.projects[row["project"]], alna.units[row["unit"]], role=row["role"], by=alna.by(row)
    )


def add_member(alna: Alna, row: Row) -> Any:
    return portfolio.add_member(
        alna.projects[row["project"]],
        alna.people[row["person"]],
        role=row["role"],
        by=alna.by(row),
    )


def judge(alna: Alna, row: Row) -> Any:
    return three_tests.answer_three_tests(
        alna.projects[row["project"]], "start", alna.facts(row), version=0, by=alna.by(row)
    )


def diagnose(alna: Alna, row: Row) -> None:
    project, by = alna.projects[row["project"]], alna.by(row)
    diagnosis.write_diagnosis(project, alna.facts(row, ("causes",)), version=0, by=by)
    causes: dict[str, Any] = {}
    for cause in row["causes"]:
        causes[cause["text"]] = diagnosis.add_cause(
            project,
            text=cause["text"],
            level=cause["level"],
            under=causes.get(cause.get("under", "")),
            by=by,
        )


def log(alna: Alna, row: Row) -> Any:
    return participation.log_participation(
        alna.projects[row["project"]], alna.facts(row), by=alna.by(row)
    )


def roll_out(alna: Alna, row: Row) -> None:
    facts = alna.facts(row, ("unit", "in_use_ago"))
    made = rollout.add_unit(
        alna.projects[row["project"]], alna.units[row["unit"]], by=alna.by(row), **facts
    )
    if "in_use_ago" in row:
        since = alna.ago(row["in_use_ago"])
        alna.diary.on(since, partial(begin_to_use, alna, row, made.pk))


def begin_to_use(alna: Alna, row: Row, made: int) -> None:
    there = RolloutUnit.objects.get(pk=made)
    rollout.mark_in_use(there, since=alna.ago(row["in_use_ago"]), by=alna.by(row))


def buy(alna: Alna, row: Row) -> None:
    facts = alna.facts(row, ("supplier", "awarded_ago"))
    made = procurement.plan_procurement(alna.projects[row["project"]], facts, by=alna.by(row))
    if "awarded_ago" in row:
        alna.diary.on(alna.ago(row["awarded_ago"]), partial(award, alna, row, made.pk))


def award(alna: Alna, row: Row, made: int) -> None:
    there = Procurement.objects.get(pk=made)
    procurement.award(
        there,
        supplier=row["supplier"],
        on=alna.ago(row["awarded_ago"]),
        version=there.version,
        by=alna.by(row),
    )


def talk(alna: Alna, row: Row) -> Any:
    return procurement.note_dialogue(
        alna.projects[row["project"]], alna.facts(row), by=alna.by(row)
    )


def call_for(alna: Alna, row: Row) -> Any:
    return joining.ask_for_people(alna.projects[row["project"]], by=alna.by(row), **alna.facts(row))


def offer(alna: Alna, row: Row) -> Any:
    return joining.offer_to_join(alna.made[row["call"]], message=row["message"], by=alna.by(row))
