"""The money: funds by year, and the projects that have used most."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import nok
from portfolio.dashboard.figures import in_years
from portfolio.papers import listed
from portfolio.papers.blocks import Block, table
from portfolio.papers.part import Part, Reading

KINDS = ("plan_nok", "released_nok", "committed_nok", "spent_nok")


@dataclass(frozen=True)
class Money:
    """The sums of the chosen projects in the years, and what is drawn and listed."""

    years: str
    sums: list[Decimal]
    blocks: list[Block]


def read(reading: Reading) -> Money:
    board = reading.board
    years = in_years(board.years)
    return Money(
        years,
        [board.money.sum_of(kind) for kind in KINDS],
        [
            listed.chart(board, "penger"),
            listed.rows_of(board, "fond", _("Fondene %(years)s") % {"years": years}),
            listed.rows_of(board, "penger", _("Prosjektenes penger %(years)s") % {"years": years}),
        ],
    )


def write(now: Money, then: Money | None, since: date | None) -> list[Block]:
    names = (_("Plan"), _("Frigitt"), _("Bundet"), _("Brukt"))
    # Another year's money is another budget, and says nothing of this one.
    same = then if then is not None and then.years == now.years else None
    rows = [
        [name, nok(amount), *([nok(same.sums[nth])] if same else [])]
        for nth, (name, amount) in enumerate(zip(names, now.sums, strict=True))
    ]
    heads = [_("Slag"), _("Kroner")] + ([_("Før")] if same else [])
    caption = _("Pengene til disse prosjektene i %(years)s") % {"years": now.years}
    return [table(caption, heads, rows, figures=(1, 2)), *now.blocks]


PART = Part(
    "penger",
    gettext_lazy("Penger"),
    gettext_lazy("Fond mot ramme, og hva prosjektene har fått og brukt."),
    read,
    write,
)
