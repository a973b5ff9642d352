"""Every project on one line, those under way first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import day, nok
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts.lights import words
from portfolio.filters import UNDER_WAY
from portfolio.lifecycle import PhaseState
from portfolio.models import Phase, Project
from portfolio.overview.lines import annotated
from portfolio.papers.blocks import Block, light, of_n, paragraph, table
from portfolio.papers.part import Part, Reading

MOST = 200


@dataclass(frozen=True)
class Projects:
    rows: list[list[Any]]
    total: int


def read(reading: Reading) -> Projects:
    """One query, whatever the number of projects."""
    board = reading.board
    running = Phase.objects.filter(project=OuterRef("pk"), state=PhaseState.RUNNING)
    rows = (
        annotated(board.among(Project.objects, "pk"), "gate", "money")
        .annotate(
            phase_now=Subquery(running.order_by("position").values("name")[:1]),
            rank=Case(
                When(state__in=UNDER_WAY, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .select_related("unit", "leader")
        .order_by("rank", "title_key", "pk")[:MOST]
    )
    return Projects([row_of(board, project) for project in rows], len(board.facts))


def row_of(board: Board, project: Any) -> list[Any]:
    mark = board.mark_of.get(project.pk)
    state = project.get_state_display()
    return [
        f"{project.title}, {project.number}",
        project.unit.name,
        project.leader.name if project.leader else "–",
        project.phase_now or "–",
        state if mark is None else light(mark, words(mark)),
        next_of(project),
        nok(project.money_spent_nok) if project.money_spent_nok else "–",
        nok(project.money_released_nok) if project.money_released_nok else "–",
    ]


def next_of(project: Any) -> str:
    if project.state not in UNDER_WAY or not project.gate_code:
        return "–"
    return f"{project.gate_name} {day(project.gate_due)}".strip()


def write(now: Projects, then: Projects | None, since: date | None) -> list[Block]:
    if not now.rows:
        return [paragraph(_("Ingen prosjekter i utvalget."))]
    heads = [
        _("Prosjekt"),
        _("Enhet"),
        _("Leder"),
        _("Fase"),
        _("Status"),
        _("Neste beslutning"),
        _("Brukt"),
        _("Frigitt"),
    ]
    return [
        table(
            _("Prosjektene"),
            heads,
            now.rows,
            figures=(6, 7),
            note=of_n(len(now.rows), now.total),
        )
    ]


PART = Part(
    "prosjekter",
    gettext_lazy("Prosjektene"),
    gettext_lazy("Alle prosjektene i utvalget på hver sin linje."),
    read,
    write,
    is_wide=True,
)
