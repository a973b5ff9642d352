"""Risks and opportunities that are not closed."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle.risk import RiskKind, RiskState
from portfolio.models import Risk
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Slag"), width=11),
    Column(_("Hendelse"), width=40),
    Column(_("Årsak"), width=30),
    Column(_("Følge"), width=30),
    Column(_("Sannsynlighet"), "number", 14),
    Column(_("Virkning"), "number", 10),
    Column(_("Poeng"), "number", 8),
    Column(_("Hva vi gjør"), width=40),
    Column(_("Ansvarlig"), width=22),
    Column(_("Frist"), "day", 12),
    Column(_("Tilstand"), width=12),
)


def rows(source: Source) -> Iterable[Row]:
    kinds, states = words_of(RiskKind), words_of(RiskState)
    found = (
        source.board.among(Risk.objects.exclude(state=RiskState.CLOSED))
        .order_by("-score", "project", "number")
        .values_list(
            "project", "kind", "event", "cause", "consequence", "likelihood", "impact", "score",
            "response", "owner__name", "due", "state",
        )
    )  # fmt: skip
    return source.of_projects(
        (project, kinds[kind], *values, states[state]) for project, kind, *values, state in found
    )


SHEET = SheetKind("risiko", _("Risiko"), _("Åpne risikoer og muligheter"), COLUMNS, rows)
