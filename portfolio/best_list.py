"""The list that gives most value under a frame; pure arithmetic, and HiGHS to search.

For the worker only: HiGHS is read when it is asked, so that the site runs without it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Any

from portfolio.lifecycle.priority import Bound

NOTHING = Decimal(0)
SECONDS = 60.0
# HiGHS counts in floating point; a list that breaks a bound by less than it sees is ruled out and
# the search goes on.
MOST_TRIES = 50


@dataclass(frozen=True)
class Item:
    """A candidate: `value` and `cost` are None when nobody knows them."""

    key: int
    value: Decimal | None
    cost: Decimal | None
    area: int | None = None
    bound: str = Bound.FREE

    @property
    def is_judged(self) -> bool:
        """Both known, so that it can be weighed against the others."""
        return self.value is not None and self.cost is not None

    @property
    def worth(self) -> Decimal:
        return self.value or NOTHING

    @property
    def price(self) -> Decimal:
        return self.cost or NOTHING


@dataclass(frozen=True)
class Limit:
    """What an area must get and may take, in kroner."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Loosen:
    """A bound that must give way, and by how many kroner at least; `area` is None for the frame."""

    by: Decimal
    area: int | None = None
    is_least: bool = False


class CannotBeMet(Exception):
    """No list keeps all bounds. `bounds` are the fewest kroner that would have to give way."""

    def __init__(self, bounds: Sequence[Loosen] = (), without_cost: Sequence[int] = ()) -> None:
        super().__init__("No list keeps all bounds")
        self.bounds, self.without_cost = list(bounds), list(without_cost)


class TookTooLong(Exception):
    """The best list was not found in the time there is."""


@dataclass(frozen=True)
class Best:
    chosen: frozenset[int]
    left_out: frozenset[int]  # could not be weighed: value or cost is not known


@dataclass
class Question:
    """Items in one order whatever order they came in, so that equal questions get equal answers."""

    items: Sequence[Item]
    frame: Decimal
    limits: Mapping[int, Limit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.items = sorted(self.items, key=lambda item: item.key)

    @property
    def open(self) -> list[Item]:
        """Those that may be chosen: judged and not ruled out, and all that must be in."""
        return [
            item
            for item in self.items
            if item.bound == Bound.MUST or (item.bound == Bound.FREE and item.is_judged)
        ]

    def bounds(self) -> Iterator[tuple[int | None, Decimal | None, Decimal | None]]:
        """(area, at least, at most); the frame has no area."""
        yield None, None, self.frame
        for area, limit in sorted(self.limits.items()):
            yield area, limit.at_least, limit.at_most

    def is_kept(self, chosen: Collection[int]) -> bool:
        """Whether `chosen` keeps the frame and the limits, to the øre."""
        spent: dict[int | None, Decimal] = defaultdict(Decimal)
        for item in self.items:
            if item.key in chosen:
                spent[None] += item.price
                if item.area is not None:
                    spent[item.area] += item.price
        return all(
            (least is None or spent[area] >= least) and (most is None or spent[area] <= most)
            for area, least, most in self.bounds()
        )


def find_best(question: Question) -> Best:
    """The list with the largest sum of value; of equal ones, no swap of two makes it cheaper.

    Raises CannotBeMet or TookTooLong.
    """
    without = [item.key for item in question.open if item.cost is None]
    if without:
        raise CannotBeMet(without_cost=without)
    search = _Search(question)
    chosen = search.best()
    left_out = frozenset(
        item.key for item in question.items if item.bound == Bound.FREE and not item.is_judged
    )
    return Best(frozenset(_cheapened(question, chosen)), left_out)


def _cheapened(question: Question, chosen: set[int]) -> set[int]:
    """Swap for one as valuable that costs less, and leave out what gives nothing, while one can."""
    free = [item for item in question.open if item.bound == Bound.FREE]
    found = True
    while found:
        found = False
        for out in sorted(free, key=lambda item: (-item.price, item.key)):
            if out.key not in chosen:
                continue
            less = chosen - {out.key}
            others = [less | {item.key} for item in _cheaper(out, free) if item.key not in chosen]
            nothing = [less] if not out.worth and out.price else []
            kept = next((each for each in [*nothing, *others] if question.is_kept(each)), None)
            if kept is not None:
                chosen, found = kept, True
    return chosen


def _cheaper(than: Item, items: Sequence[Item]) -> list[Item]:
    equal = [item for item in items if item.worth == than.worth and item.price < than.price]
    return sorted(equal, key=lambda item: (item.price, item.key))


class _Search:
    """One question laid out for HiGHS: a column for each item that may be chosen."""

    def __init__(self, question: Question) -> None:
        import highspy  # worker only

        self.api = highspy
        self.question = question
        self.items = question.open

    def best(self) -> set[int]:
        if not self.items:  # nothing for HiGHS to decide
            if self.question.is_kept(()):
                return set()
            raise CannotBeMet(self._to_loosen())
        model = self._model()
        for nth, item in enumerate(self.items):
            # Hundredths, so that the sum is a whole number and a gap below one is none.
            model.changeColCost(nth, float(item.worth * 100))
        for _area, least, most, columns, prices in self._rows():
            self._add_row(model, least, most, columns, prices)
        for _nth in range(MOST_TRIES):
            if not self._solve(model):
                raise CannotBeMet(self._to_loosen())
            chosen = {item.key for item in self._taken(model)}
            if self.question.is_kept(chosen):
                return chosen
            self._rule_out(model, chosen)
        raise TookTooLong

    def _model(self) -> Any:
        model = self.api.Highs()
        for name, value in {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5,
            "time_limit": SECONDS,
        }.items():
            model.setOptionValue(name, value)
        for nth, item in enumerate(self.items):
            model.addCol(0.0, 1.0 if item.bound == Bound.MUST else 0.0, 1.0, 0, [], [])
            model.changeColIntegrality(nth, self.api.HighsVarType.kInteger)
        model.changeObjectiveSense(self.api.ObjSense.kMaximize)
        return model

    def _rows(self) -> Iterator[tuple[int | None, Any, Any, list[int], list[float]]]:
        for area, least, most in self.question.bounds():
            columns = [
                nth for nth, item in enumerate(self.items) if area is None or item.area == area
            ]
            yield area, least, most, columns, [float(self.items[nth].price) for nth in columns]

    def _add_row(
        self, model: Any, least: Any, most: Any, columns: list[int], prices: list[float]
    ) -> None:
        lowest = -self.api.kHighsInf if least is None else float(least)
        highest = self.api.kHighsInf if most is None else float(most)
        model.addRow(lowest, highest, len(columns), columns, prices)

    def _solve(self, model: Any) -> bool:
        """Whether there is a best list; False when no list keeps the bounds."""
        model.run()
        status, known = model.getModelStatus(), self.api.HighsModelStatus
        if status in (known.kOptimal, known.kModelEmpty):
            return True
        if status == known.kTimeLimit:
            raise TookTooLong
        return False

    def _taken(self, model: Any) -> list[Item]:
        values = model.getSolution().col_value
        return [item for nth, item in enumerate(self.items) if values[nth] > 0.5]

    def _rule_out(self, model: Any, chosen: set[int]) -> None:
        """Never exactly this list again."""
        signs = [-1.0 if item.key in chosen else 1.0 for item in self.items]
        model.addRow(
            1.0 - len(chosen), self.api.kHighsInf, len(signs), list(range(len(signs))), signs
        )

    def _to_loosen(self) -> list[Loosen]:
        """The fewest kroner the bounds must give way for a list to exist."""
        model = self._model()
        model.changeObjectiveSense(self.api.ObjSense.kMinimize)
        slack: list[tuple[int, int | None, bool]] = []
        for area, least, most, columns, prices in self._rows():
            for bound, is_least in ((least, True), (most, False)):
                if bound is None:
                    continue
                column = len(self.items) + len(slack)
                model.addCol(1.0, 0.0, self.api.kHighsInf, 0, [], [])
                slack.append((column, area, is_least))
                self._add_row(
                    model,
                    bound if is_least else None,
                    None if is_least else bound,
                    [*columns, column],
                    [*prices, 1.0 if is_least else -1.0],
                )
        self._solve(model)
        values = model.getSolution().col_value
        return [
            Loosen(Decimal(repr(round(values[nth], 2))).to_integral_value(ROUND_CEILING), area, low)
            for nth, area, low in slack
            if values[nth] > 0.005
        ]
