"""What the projects give: planned with a baseline, and measured on the days that were set."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from portfolio.models.benefit import Benefit, BenefitPoint
from portfolio.services import benefit

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    alna.each(content("benefits")["benefits"], add_benefit, hour=13)


def add_benefit(alna: Alna, row: Row) -> Benefit:
    facts = alna.facts(row, ("points",))
    made = benefit.add_benefit(alna.projects[row["project"]], facts, by=alna.by(row))
    for point in row["points"]:
        plan_point(alna, made, point)
    return made


def plan_point(alna: Alna, made: Benefit, row: Row) -> None:
    told = alna.facts(row, ("in", "comment"))
    due = alna.ago(row.get("ago", -row.get("in", 0)))
    point = benefit.add_point(
        made,
        due=due,
        by=made.project.leader or alna.people["radgiver"],
        measurer=told.get("measurer"),
        expected_value=told.get("expected_value"),
    )
    if "value" in row:
        alna.diary.on(due, partial(measure, alna, row, point.pk), hour=15)


def measure(alna: Alna, row: Row, point: int) -> None:
    there = BenefitPoint.objects.select_related("benefit__owner").get(pk=point)
    benefit.measure(
        there,
        value=alna.facts({"read_value": row["value"]})["read_value"],
        comment=row["comment"],
        by=there.benefit.owner or alna.people["radgiver"],
    )
