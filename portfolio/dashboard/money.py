"""The money of the chosen projects, and the funds it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q, Sum

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

    row: Any  # a FundYear with what is carried, and sums
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
    rows = FundYear.objects.visible_to(board.person).select_related("fund")
    if board.selection.funds:
        rows = rows.filter(fund__in=board.selection.funds)
    if board.selection.years:
        return rows.filter(year__in=board.years)
    around = 0 if board.is_brief else SHOWN_YEARS
    return rows.filter(year__range=(board.on.year - around, board.on.year + around))


def entries(board: "Board") -> Any:
    """The entries of the chosen projects in the years, in the chosen funds when some are."""
    rows = board.among(Entry.objects.known()).filter(fund_year__year__in=board.years)
    funds = board.selection.funds
    return rows.filter(fund_year__fund__in=funds) if funds else rows


def read(board: "Board") -> Money:
    """Two queries, whatever the number of projects; the entries are gone through once."""
    rows = fund_years(board).with_carried().order_by("-year", "fund__name_key")
    funds = {row.pk: FundMoney(row) for row in rows}
    whole = {pk: Sums() for pk in funds}
    newest: list[date] = []
    booked = Entry.objects.known().filter(fund_year__in=list(funds)).order_by()
    chosen = Q(board.is_among("project"))
    for pk, kind, all_of, of_chosen, last in booked.values_list("fund_year", "kind").annotate(
        all_of=Sum("amount_nok"),
        of_chosen=Sum("amount_nok", filter=chosen),
        last=Max("booked_on", filter=chosen),
    ):
        setattr(whole[pk], f"{kind}_nok", all_of)
        if last is not None:
            setattr(funds[pk].chosen, f"{kind}_nok", of_chosen)
            newest.append(last)
    for pk, fund in funds.items():
        put_on(fund.row, whole[pk])
    return Money(shown(funds.values()), board.years, max(newest, default=None))


def put_on(fund_year: Any, sums: Sums) -> None:
    """The sums on a row with what is carried, as `with_sums` puts them there."""
    for kind in KINDS:
        setattr(fund_year, kind, getattr(sums, kind))
    given = fund_year.carried_nok + fund_year.released_nok
    fund_year.free_nok = fund_year.frame_nok + fund_year.opening_nok - given


def shown(funds: Iterable[FundMoney]) -> list[FundMoney]:
    return [fund for fund in funds if not fund.is_empty]
