"""The phases of every project, with planned and actual days."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle import PhaseState
from portfolio.models import Phase
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Fase"), width=18),
    Column(_("Tilstand"), width=13),
    Column(_("Planlagt start"), "day", 14),
    Column(_("Planlagt slutt"), "day", 14),
    Column(_("Startet"), "day", 12),
    Column(_("Ferdig"), "day", 12),
)


def rows(source: Source) -> Iterable[Row]:
    states = words_of(PhaseState)
    found = (
        source.board.among(Phase.objects)
        .order_by("project", "position")
        .values_list(
            "project", "name", "state", "planned_start", "planned_end", "actual_start", "actual_end"
        )
    )
    return source.of_projects((row[0], row[1], states[row[2]], *row[3:]) for row in found)


SHEET = SheetKind("faser", _("Faser"), _("Faser med planlagte og faktiske dager"), COLUMNS, rows)
