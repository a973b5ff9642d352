"""The sums of every project by fund and year."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle.money import FundKind
from portfolio.models import FundYear
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("År"), width=7),
    Column(_("Fond"), width=24),
    Column(_("Slag"), width=18),
    Column(_("Plan"), "nok", 15),
    Column(_("Frigitt"), "nok", 15),
    Column(_("Bundet"), "nok", 15),
    Column(_("Brukt"), "nok", 15),
    Column(_("Prognose"), "nok", 15),
    Column(_("Timer"), "number", 10),
)


def rows(source: Source) -> Iterable[Row]:
    kinds = words_of(FundKind)
    funds = {
        pk: (year, name, kinds[kind])
        for pk, year, name, kind in FundYear.objects.visible_to(source.board.person).values_list(
            "pk", "year", "fund__name", "fund__kind"
        )
    }
    return source.of_projects(
        (project, *funds[fund], *(amount or None for amount in sums))
        for project, fund, *sums in source.money
        if fund in funds
    )


SHEET = SheetKind("penger", _("Penger"), _("Summer per prosjekt, fond og år"), COLUMNS, rows)
