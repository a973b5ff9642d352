"""The money of the chosen projects, and the funds it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from portfolio.lifecycle.money import RELEASED_AT_GATES, FundKind
from portfolio.models import Entry, FundYear
from portfolio.models.money import NOTHING
from portfolio.queries.money import KINDS, Sums

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board

SHOWN_YEARS = 1  # before and after the year that is asked about


@dataclass
class FundMoney:
    """One fund in one year: all of it, and what of it went to the chosen projects."""

    row: Any  # a FundYear with sums
    chosen: Sums = field(default_factory=Sums)

    @property
    def frame_nok(self) -> Decimal:
        """What there is to release, with what was carried in and on."""
        frame: Decimal = self.row.frame_nok + self.row.opening_nok - self.row.carried_nok
        return frame

    @property
    def free_nok(self) -> Decimal:
        free: Decimal = self.row.free_nok
        return free if self.is_released else NOTHING

    @property
    def is_released(self) -> bool:
        return FundKind(self.row.fund.kind) in RELEASED_AT_GATES

    @property
    def is_empty(self) -> bool:
        amounts = [self.frame_nok, *(getattr(self.row, kind) for kind in KINDS)]
        return not any(amounts)


@dataclass
class Money:
    """What the figures and the chart read of money."""

    funds: list[FundMoney]
    years: list[int]
    newest: date | None  # the day of the last booking

    def of_years(self) -> list[FundMoney]:
        return [fund for fund in self.funds if fund.row.year in self.years]

    def sum_of(self, kind: str) -> Decimal:
        """The sum of one kind of entry, of the chosen projects in the years."""
        return sum((getattr(fund.chosen, kind) for fund in self.of_years()), NOTHING)

    @property
    def frame_nok(self) -> Decimal:
        return sum((fund.frame_nok for fund in self.of_years()), NOTHING)

    @property
    def free_nok(self) -> Decimal:
        return sum((fund.free_nok for fund in self.of_years()), NOTHING)


def fund_years(board: "Board") -> Any:
    """The funds whose money is shown, only those that are chosen when some are."""
    rows = FundYear.objects.visible_to(board.person).with_sums().select_related("fund")
    if board.selection.funds:
        rows = rows.filter(fund__in=board.selection.funds)
    if board.selection.years:
        return rows.filter(year__in=board.years)
    return rows.filter(year__range=(board.on.year - SHOWN_YEARS, board.on.year + SHOWN_YEARS))


def entries(board: "Board") -> Any:
    """The entries of the chosen projects in the years, in the chosen funds when some are."""
    rows = board.among(Entry.objects.known()).filter(fund_year__year__in=board.years)
    funds = board.selection.funds
    return rows.filter(fund_year__fund__in=funds) if funds else rows


def read(board: "Board") -> Money:
    """Two queries, whatever the number of projects."""
    funds = {
        row.pk: FundMoney(row) for row in fund_years(board).order_by("-year", "fund__name_key")
    }
    chosen = board.among(Entry.objects.known()).filter(fund_year__in=list(funds))
    newest: list[date] = []
    for row in chosen.sums("fund_year").annotate(newest=Max("booked_on")):
        funds[row["fund_year"]].chosen = Sums(**{kind: row[kind] for kind in KINDS})
        newest.append(row["newest"])
    return Money(shown(funds.values()), board.years, max(newest, default=None))


def shown(funds: Iterable[FundMoney]) -> list[FundMoney]:
    return [fund for fund in funds if not fund.is_empty]
