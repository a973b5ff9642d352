"""The last status report of every project, light by light."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle.status import ASKED, LABELS, Light, light_field
from portfolio.models import Project, StatusReport
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Rapport"), "number", 9),
    Column(_("Levert"), "day", 12),
    *(Column(LABELS[area], width=15) for area in ASKED),
    Column(_("Hva rapporten sier"), width=50),
    Column(_("Trenger"), width=40),
)


def rows(source: Source) -> Iterable[Row]:
    """One query; the last report of each project is looked up in an index."""
    lights = words_of(Light)
    last = StatusReport.objects.filter(project=OuterRef("pk")).newest_first()
    newest = source.board.among(Project.objects, "pk").annotate(
        last=Subquery(last.values("pk")[:1])
    )
    found = (
        StatusReport.objects.filter(pk__in=newest.order_by().values("last"))
        .order_by("project")
        .values_list(
            "project", "number", "delivered_on", "overall_text", "needed",
            *(light_field(area) for area in ASKED),
        )
    )  # fmt: skip
    return source.of_projects(
        (project, number, on, *(lights[light] for light in marks), said, needed)
        for project, number, on, said, needed, *marks in found
    )


SHEET = SheetKind("status", _("Status"), _("Siste statusrapport, lys for lys"), COLUMNS, rows)
