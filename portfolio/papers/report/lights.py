"""How the projects stand: units against lights, and what is said of those that need something."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import number
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts.common import LIGHTS
from portfolio.dashboard.charts.lights import words
from portfolio.models import Project, StatusReport
from portfolio.papers import listed
from portfolio.papers.blocks import Block, light, of_n, paragraph, table
from portfolio.papers.part import Part, Reading

MOST = 25
TOLD = ("act", "watch")


@dataclass(frozen=True)
class Lights:
    """How many have each light, the chart, and the rows of those that need something."""

    marks: Counter[str]
    chart: Block
    rows: list[list[Any]]
    total: int


def read(reading: Reading) -> Lights:
    board = reading.board
    rows, total = told(board)
    return Lights(board.marks, listed.chart(board, "lys"), rows, total)


def told(board: Board) -> tuple[list[list[Any]], int]:
    """Those that need something with what their last report says, the worst first; one query."""
    order = {pk: TOLD.index(mark) for pk, mark in board.mark_of.items() if mark in TOLD}
    chosen = sorted(order, key=lambda pk: (order[pk], pk))[:MOST]
    last = StatusReport.objects.filter(project=OuterRef("pk")).newest_first()
    projects = (
        board.among_those(Project.objects, chosen, "pk")
        .select_related("unit", "leader")
        .annotate(
            said=Subquery(last.values("overall_text")[:1]),
            needed=Subquery(last.values("needed")[:1]),
        )
        .in_bulk()
    )
    found = [projects[pk] for pk in chosen if pk in projects]
    return [
        [
            f"{project.title}, {project.number}",
            light(board.mark_of[project.pk], words(board.mark_of[project.pk])),
            project.unit.name,
            project.leader.name if project.leader else "–",
            "\n".join(part.strip() for part in (project.said, project.needed) if part) or "–",
        ]
        for project in found
    ], len(order)


def write(now: Lights, then: Lights | None, since: date | None) -> list[Block]:
    heads = [_("Status"), _("Prosjekter")] + ([_("Før")] if then else [])
    counts = [
        [
            light(mark, words(mark)),
            number(now.marks[mark]),
            *([number(then.marks[mark])] if then else []),
        ]
        for mark in LIGHTS
    ]
    blocks = [
        table(_("Prosjekter som pågår, etter status"), heads, counts, figures=(1, 2)),
        now.chart,
    ]
    if not now.rows:
        return [*blocks, paragraph(_("Ingen prosjekter trenger tiltak eller må følges med på."))]
    told_of = table(
        _("Trenger tiltak eller må følges med på"),
        [_("Prosjekt"), _("Status"), _("Enhet"), _("Leder"), _("Hva siste rapport sier")],
        now.rows,
        note=of_n(len(now.rows), now.total),
    )
    return [*blocks, told_of]


PART = Part(
    "status",
    gettext_lazy("Status"),
    gettext_lazy("Lys per enhet, og hva rapportene sier der noe må gjøres."),
    read,
    write,
)
