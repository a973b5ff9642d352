"""Which goals of adopted plans have projects, and which have none."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import StrategyGoal
from organisation.web.wording import number
from portfolio.models import ProjectStrategyGoal
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading

NAMED = 3  # projects of a goal that are named


@dataclass(frozen=True)
class Goal:
    plan: str
    words: str
    projects: list[str]


def read(reading: Reading) -> list[Goal]:
    """Every goal of the plans in force that year, with its chosen projects; one query."""
    links = reading.board.among(ProjectStrategyGoal.objects).filter(goal=OuterRef("pk"))
    goals = (
        StrategyGoal.objects.visible_to(reading.person)
        .in_force(reading.year)
        .filter(strategy__district=reading.district)
        .select_related("strategy")
        .annotate(
            titles=ArraySubquery(links.order_by("project__title_key").values("project__title"))
        )
        .order_by("strategy__title_key", "strategy", "number", "pk")
    )
    return [Goal(goal.strategy.title, str(goal), goal.titles) for goal in goals]


def named(titles: list[str]) -> str:
    said = ", ".join(titles[:NAMED])
    if len(titles) > NAMED:
        said += " " + _("og %(n)s til") % {"n": number(len(titles) - NAMED)}
    return said


def write(now: list[Goal], then: Any, since: date | None) -> list[Block]:
    if not now:
        return [paragraph(_("Ingen planer med mål er i bruk."))]
    covered = [goal for goal in now if goal.projects]
    bare = [goal for goal in now if not goal.projects]
    said = _("%(n)s av %(all)s mål i planene som gjelder, har prosjekter.") % {
        "n": number(len(covered)),
        "all": number(len(now)),
    }
    blocks = [paragraph(said)]
    for plan, goals in groupby(covered, key=lambda goal: goal.plan):
        blocks.append(
            table(
                _("Mål med prosjekter: %(plan)s") % {"plan": plan},
                [_("Mål"), _("Antall"), _("Prosjekter")],
                [[goal.words, number(len(goal.projects)), named(goal.projects)] for goal in goals],
                figures=(1,),
            )
        )
    if bare:
        blocks.append(
            table(
                _("Mål uten prosjekter"),
                [_("Mål"), _("Plan")],
                [[goal.words, goal.plan] for goal in bare],
            )
        )
    return blocks


PART = Part(
    "strategi",
    gettext_lazy("Planer og mål"),
    gettext_lazy("Hvor mange planmål som har prosjekter, og hvilke som ikke har."),
    read,
    write,
)
