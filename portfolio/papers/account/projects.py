"""Projects of the year: begun, under way, finished, stopped, and what was decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.history import events_of
from organisation.audit.tracking import moment_of
from organisation.web.wording import number
from portfolio.lifecycle import GOING_ON, GateMeaning, Outcome, ProjectState
from portfolio.models import GateDecision, Project
from portfolio.papers import listed
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading


@dataclass(frozen=True)
class YearOfProjects:
    year: int
    flows: dict[int, dict[str, int]]  # year → begun, finished, stopped
    under_way: int
    paused: int
    decisions: Counter[str]
    balance: Block


def with_days(projects: Any, on: date) -> Any:
    """`began`: the start of the first phase, else the day it was registered. `ended`: the day of
    the decision that stopped or closed it, else the day somebody first said that it had ended.
    """
    made = GateDecision.objects.current().filter(gate__project=OuterRef("pk"))
    ending = made.filter(
        Q(outcome=Outcome.STOP) | Q(outcome__in=GOING_ON, gate__meaning=GateMeaning.HAND_OVER)
    ).order_by("-decided_on")
    said = (
        events_of(Project)
        .filter(pgh_obj=OuterRef("pk"), state=OuterRef("state"), pgh_created_at__lte=moment_of(on))
        .order_by("pgh_created_at")
    )
    return projects.annotate(
        first_phase=Min("phases__actual_start"),
    ).annotate(
        began=Coalesce("first_phase", TruncDate("created_at"), output_field=DateField()),
        ended=Coalesce(
            Subquery(ending.values("decided_on")[:1]),
            Subquery(said.annotate(day=TruncDate("pgh_created_at")).values("day")[:1]),
            output_field=DateField(),
        ),
    )


def read(reading: Reading) -> YearOfProjects:
    """Two queries and those of the chart; projects that ended are asked for the day they did."""
    board = reading.board
    rows = with_days(board.among(Project.objects, "pk"), reading.on)
    flows = {
        year: {"begun": 0, ProjectState.CLOSED: 0, ProjectState.STOPPED: 0}
        for year in (reading.year - 1, reading.year)
    }
    for state, began, ended in rows.order_by().values_list("state", "began", "ended"):
        if began and began.year in flows:
            flows[began.year]["begun"] += 1
        is_over = state in (ProjectState.CLOSED, ProjectState.STOPPED)
        if is_over and ended and ended.year in flows:
            flows[ended.year][state] += 1
    decided = (
        board.among(GateDecision.objects.current(), "gate__project")
        .filter(decided_on__year=reading.year)
        .order_by()
        .values("outcome")
        .annotate(n=Count("pk"))
    )
    return YearOfProjects(
        reading.year,
        flows,
        len(board.under_way),
        board.states[ProjectState.PAUSED],
        Counter({row["outcome"]: row["n"] for row in decided}),
        listed.chart(board, "balanse"),
    )


def write(now: YearOfProjects, then: Any, since: date | None) -> list[Block]:
    last, this = now.flows[now.year - 1], now.flows[now.year]
    names = {
        "begun": _("Begynt"),
        ProjectState.CLOSED: _("Avsluttet og gitt til linjen"),
        ProjectState.STOPPED: _("Stoppet"),
    }
    said = _("%(n)s prosjekter er i gang ved utgangen av perioden, %(paused)s av dem på vent.")
    blocks = [
        paragraph(said % {"n": number(now.under_way), "paused": number(now.paused)}),
        table(
            _("Prosjekter"),
            [_("Hva"), str(now.year - 1), str(now.year)],
            [[words, number(last[name]), number(this[name])] for name, words in names.items()],
            figures=(1, 2),
        ),
    ]
    if now.decisions:
        blocks.append(
            table(
                _("Beslutninger i %(year)s") % {"year": now.year},
                [_("Utfall"), _("Antall")],
                [
                    [outcome.label, number(now.decisions[outcome])]
                    for outcome in Outcome
                    if now.decisions[outcome]
                ],
                figures=(1,),
            )
        )
    return [*blocks, now.balance]


PART = Part(
    "prosjekter",
    gettext_lazy("Prosjekter"),
    gettext_lazy("Begynt, i gang, avsluttet og stoppet, og hva som er besluttet."),
    read,
    write,
)
