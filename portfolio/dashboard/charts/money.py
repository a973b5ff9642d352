"""Where the money is: spent, promised away, released, and still free, by fund and year."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.charts import LyingBars, Series
from organisation.web.wording import nok
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts.common import thousands
from portfolio.dashboard.money import FundMoney
from portfolio.models.money import NOTHING

MOST = 10


def make(board: Board) -> LyingBars | None:
    """The funds around the year; what is chosen of them, and all that is free without a filter."""
    funds = board.money.funds[:MOST]
    if not funds:
        return None
    whole = not board.selection.is_filtered
    parts = [parts_of(fund, whole=whole) for fund in funds]
    labels = [_("Brukt"), _("Bundet"), rest_words(funds), _("Fritt å frigi")]
    fills: list[Any] = ["full", "striped", "tint", "outline"]
    columns = list(zip(*parts, strict=True))[: 4 if whole else 3]
    return LyingBars(
        name="penger",
        title=_("Penger per fond og år"),
        summary=_("%(n)s fond og år, i kroner.") % {"n": len(funds)},
        heading=_("Fond og år"),
        categories=[f"{fund.row.fund.name} {fund.row.year}" for fund in funds],
        series=[
            Series(label, values, fill=fill)
            for label, values, fill in zip(labels, columns, fills, strict=False)
        ],
        ends=[end_of(fund, whole=whole) for fund in funds],
        urls=[
            reverse("portfolio:fund_year", args=[fund.row.fund_id, fund.row.year]) for fund in funds
        ],
        keyed=True,
        show=thousands,
        heads=[_("Ramme"), _("Frigitt"), _("Brukt"), _("Bundet"), _("Fritt")],
        cells=[cells_of(fund, whole=whole) for fund in funds],
        caption=caption(whole=whole),
    )


def rest_words(funds: list[FundMoney]) -> str:
    """What is given and not gone; own share is never released, only planned."""
    if all(fund.is_released for fund in funds):
        return _("Frigitt, ikke brukt")
    return _("Frigitt eller planlagt, ikke brukt")


def caption(*, whole: bool) -> str:
    if whole:
        return _("Hele fondet, også penger til prosjekter du ikke ser.")
    return _("Bare prosjektene du har valgt. Ramme og fritt gjelder hele fondet.")


def of(fund: FundMoney, kind: str, *, whole: bool) -> Decimal:
    amount: Decimal = getattr(fund.row if whole else fund.chosen, kind)
    return amount


def parts_of(fund: FundMoney, *, whole: bool) -> list[Decimal]:
    """What the bar is made of; own share is planned and spent, and never released."""
    spent, committed = (of(fund, kind, whole=whole) for kind in ("spent_nok", "committed_nok"))
    given = of(fund, "released_nok" if fund.is_released else "plan_nok", whole=whole)
    rest = max(given - spent - committed, NOTHING)
    return [spent, committed, rest, fund.free_nok]


def end_of(fund: FundMoney, *, whole: bool) -> str:
    if whole and fund.is_released:
        return _("%(free)s fritt av %(frame)s") % {
            "free": nok(fund.free_nok),
            "frame": nok(fund.frame_nok),
        }
    spent = nok(of(fund, "spent_nok", whole=whole))
    if fund.is_released:
        return _("%(spent)s brukt") % {"spent": spent}
    planned = nok(of(fund, "plan_nok", whole=whole))
    return _("%(spent)s brukt av %(planned)s planlagt") % {"spent": spent, "planned": planned}


def cells_of(fund: FundMoney, *, whole: bool) -> list[str]:
    kinds = ("released_nok", "spent_nok", "committed_nok")
    return [
        nok(fund.frame_nok) if fund.is_released else "–",
        *(nok(of(fund, kind, whole=whole)) for kind in kinds),
        nok(fund.free_nok) if fund.is_released else "–",
    ]
