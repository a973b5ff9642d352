"""The money of the project, or of the programme's projects together, by year and source."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import nok
from portfolio.lifecycle.money import EntryKind, FundKind
from portfolio.models.money import Entry
from portfolio.queries.money import Sums
from reports.blocks.base import PROGRAMME, PROJECT, Block, Drawn, Scope, table

SHOWN = (EntryKind.PLAN, EntryKind.RELEASED, EntryKind.COMMITTED, EntryKind.SPENT)


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    found = (
        Entry.objects.of_projects(scope.projects)
        .sums(
            "fund_year__year",
            "fund_year__fund",
            "fund_year__fund__name",
            "fund_year__fund__kind",
        )
        .order_by("fund_year__year", "fund_year__fund__name")
    )
    names = [f"{kind}_nok" for kind in SHOWN]
    rows, together = [], Sums()
    for row in found:
        for name in names:
            setattr(together, name, getattr(together, name) + row[name])
        kind = str(FundKind(row["fund_year__fund__kind"]).label).lower()
        rows.append(
            (
                str(row["fund_year__year"]),
                f"{row['fund_year__fund__name']} ({kind})",
                *(nok(row[name]) for name in names),
            )
        )
    if not rows:
        return Drawn()
    if len(rows) > 1:
        rows.append((_("Til sammen"), "–", *(nok(getattr(together, name)) for name in names)))
    heads = (_("År"), _("Kilde"), *(kind.label for kind in SHOWN))
    return Drawn(table(_("Penger etter år og kilde"), heads, rows))


BLOCK = Block(
    name="money",
    title=gettext_lazy("Penger"),
    lead=gettext_lazy("Plan, frigitt, bundet og brukt, etter år og kilde."),
    needs=(PROJECT, PROGRAMME),
    draw=draw,
)
