"""The ideas beside the projects, without who sent them in."""

from collections.abc import Iterable

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import Outcome, State
from organisation.web.sheets import Column
from portfolio.dashboard import ideas
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Idé"), width=50),
    Column(_("Enhet"), width=26),
    Column(_("Meldt inn"), "day", 12),
    Column(_("Svar lovet"), "day", 12),
    Column(_("Tilstand"), width=18),
    Column(_("Svar"), width=22),
    Column(_("Første svar"), "day", 12),
)


def rows(source: Source) -> Iterable[Row]:
    states, outcomes = words_of(State), words_of(Outcome)
    found = (
        ideas.seen(source.board)
        .order_by("-submitted_at", "-pk")
        .values_list(
            "number", "title", "unit__name", TruncDate("submitted_at"), "promised_by", "state",
            "outcome", TruncDate("first_answered_at"),
        )
    )  # fmt: skip
    return (
        (*first, states[state], outcomes[outcome], answered)
        for *first, state, outcome, answered in found
    )


SHEET = SheetKind("ideer", _("Idéer"), _("Idéene, uten hvem som meldte dem"), COLUMNS, rows)
