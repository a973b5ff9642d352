"""Benefits with baseline, target and the last measurement."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle.benefit import BenefitKind, BenefitState
from portfolio.models import Benefit
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Gevinst"), width=40),
    Column(_("Type"), width=22),
    Column(_("Ulempe"), width=9),
    Column(_("Hva vi måler"), width=30),
    Column(_("Målt i"), width=16),
    Column(_("Nullpunkt"), "decimal", 13),
    Column(_("Nullpunkt målt"), "day", 14),
    Column(_("Mål"), "decimal", 13),
    Column(_("Nås innen"), "day", 12),
    Column(_("Sist målt"), "decimal", 13),
    Column(_("Sist målt dag"), "day", 13),
    Column(_("Ansvarlig"), width=22),
    Column(_("Tilstand"), width=12),
)


def rows(source: Source) -> Iterable[Row]:
    kinds, states = words_of(BenefitKind), words_of(BenefitState)
    units = {kind.value: str(kind.unit) for kind in BenefitKind}
    found = (
        source.board.among(Benefit.objects)
        .with_latest(source.board.on)
        .order_by("project", "pk")
        .values_list(
            "project", "title", "kind", "is_disbenefit", "indicator", "own_unit",
            "baseline_value", "baseline_on", "target_value", "target_on", "latest_value",
            "latest_on", "owner__name", "state",
        )
    )  # fmt: skip
    return source.of_projects(
        (project, title, kinds[kind], harm, indicator, units[kind] or own, *values, states[state])
        for project, title, kind, harm, indicator, own, *values, state in found
    )


SHEET = SheetKind("gevinster", _("Gevinster"), _("Nullpunkt, mål og siste måling"), COLUMNS, rows)
