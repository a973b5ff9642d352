"""What was stopped in the year, and whether it was stopped well: with a reason and a lesson."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.web.wording import day, number
from portfolio.lifecycle import Outcome, ProjectState
from portfolio.models import GateDecision, Lesson, Project
from portfolio.papers.account.projects import with_days
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading


@dataclass(frozen=True)
class Stopped:
    year: int
    rows: list[list[Any]]
    well: int


def read(reading: Reading) -> Stopped:
    """One query. Stopped well: why is written, and what was learned, in the decision or beside."""
    stops = (
        GateDecision.objects.current()
        .filter(gate__project=OuterRef("pk"), outcome=Outcome.STOP)
        .order_by("-decided_on")
    )
    lessons = Lesson.objects.filter(project=OuterRef("pk")).order_by("written_on", "pk")
    found = (
        with_days(
            reading.board.among(Project.objects.filter(state=ProjectState.STOPPED), "pk"),
            reading.on,
        )
        .filter(ended__year=reading.year)
        .annotate(
            why=Coalesce(
                Subquery(stops.values("reason")[:1]), "pilot__happened", output_field=CharField()
            ),
            learned=Subquery(stops.values("lesson")[:1]),
            lesson_titles=ArraySubquery(lessons.values("title")),
        )
        .order_by("ended", "title_key", "pk")
    )
    rows, well = [], 0
    for project in found:
        learned = "\n".join(filter(None, [project.learned or "", *project.lesson_titles]))
        well += bool((project.why or "").strip() and learned.strip())
        rows.append(
            [
                f"{project.title}, {project.number}",
                day(project.ended),
                (project.why or "").strip() or "–",
                learned.strip() or "–",
            ]
        )
    return Stopped(reading.year, rows, well)


def write(now: Stopped, then: Any, since: date | None) -> list[Block]:
    if not now.rows:
        return [paragraph(_("Ingen prosjekter ble stoppet i %(year)s.") % {"year": now.year})]
    n = len(now.rows)
    said = ngettext(
        "%(n)s prosjekt ble stoppet i %(year)s.", "%(n)s prosjekter ble stoppet i %(year)s.", n
    ) % {"n": number(n), "year": now.year}
    well = _(
        "%(well)s er stoppet godt: det står hvorfor, og hva vi lærte. En stopp er også et resultat."
    ) % {"well": number(now.well)}
    return [
        paragraph(f"{said} {well}"),
        table(
            _("Stoppede prosjekter"),
            [_("Prosjekt"), _("Stoppet"), _("Hvorfor"), _("Hva vi lærte")],
            now.rows,
        ),
    ]


PART = Part(
    "stoppet",
    gettext_lazy("Stoppet godt"),
    gettext_lazy("Hva som ble stoppet, hvorfor, og hva vi lærte."),
    read,
    write,
)
