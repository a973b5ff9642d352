"""Candidates side by side: what each is worth, costs and takes of people, and what a list comes to.

Pure arithmetic; `portfolio.queries.priority` reads the facts. Unknown is None, never guessed, and
counted where it matters.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from portfolio.best_list import Item, Limit, Question
from portfolio.lifecycle.priority import Bound
from portfolio.models.money import NOTHING
from portfolio.models.priority import Prioritisation
from portfolio.quarters import Quarter, quarters_of

HUNDREDTH = Decimal("0.01")


@dataclass
class Weighed:
    """One candidate as it is known today, with what somebody has written instead."""

    pk: int
    project: int
    number: str
    title: str
    url: str
    unit: str
    area: int | None
    area_name: str
    kind: str
    is_restricted: bool
    is_under_way: bool
    bound: str
    bound_words: str
    reason: str
    value: Decimal | None
    cost: Decimal | None
    value_is_set: bool
    cost_is_set: bool
    known_value: Decimal | None
    known_cost: Decimal | None
    money: dict[Quarter, Decimal] = field(default_factory=dict)
    hours: dict[Quarter, Decimal] = field(default_factory=dict)
    goals: frozenset[int] = frozenset()

    @property
    def is_must(self) -> bool:
        return self.bound == Bound.MUST

    @property
    def is_never(self) -> bool:
        return self.bound == Bound.NEVER

    @property
    def order(self) -> tuple[Any, ...]:
        """Most value first, then cheapest; unknown last."""
        return (
            self.value is None,
            -(self.value or 0),
            self.cost is None,
            self.cost or 0,
            self.number,
        )


@dataclass(frozen=True)
class AreaBound:
    """What one service area must get and may take."""

    area: int
    name: str
    at_least_nok: Decimal | None
    at_most_nok: Decimal | None


@dataclass
class Group:
    """Part of a list: a service area, a kind or a unit."""

    name: str
    count: int
    cost: Decimal
    limit: AreaBound | None = None

    @property
    def lacks(self) -> Decimal:
        """Kroner up to what the area must get."""
        least = self.limit.at_least_nok if self.limit else None
        return max(NOTHING, least - self.cost) if least is not None else NOTHING

    @property
    def is_over_by(self) -> Decimal:
        most = self.limit.at_most_nok if self.limit else None
        return max(NOTHING, self.cost - most) if most is not None else NOTHING


@dataclass
class GoalLine:
    goal: Any
    projects: int


@dataclass
class QuarterLine:
    quarter: Quarter
    money: Decimal
    hours: Decimal
    man_years: Decimal


@dataclass
class Sums:
    """What the chosen come to."""

    chosen: list[Weighed]
    of: int
    frame: Decimal
    areas: list[Group]
    kinds: list[Group]
    units: list[Group]
    goals: list[GoalLine]
    quarters: list[QuarterLine]
    left_must: list[Weighed]  # must be in and is not
    taken_never: list[Weighed]  # must not be in and is

    @property
    def cost(self) -> Decimal:
        return sum((each.cost or NOTHING for each in self.chosen), NOTHING)

    @property
    def value(self) -> Decimal:
        return sum((each.value or Decimal(0) for each in self.chosen), Decimal(0))

    @property
    def left(self) -> Decimal:
        return self.frame - self.cost

    @property
    def is_over(self) -> bool:
        return self.left < 0

    @property
    def over_by(self) -> Decimal:
        return max(NOTHING, -self.left)

    @property
    def thousandths(self) -> int:
        """How much of the frame is taken, for a bar; never beyond its end."""
        if not self.frame:
            return 1000 if self.cost else 0
        return min(1000, round(self.cost * 1000 / self.frame))

    @property
    def without_cost(self) -> int:
        return sum(each.cost is None for each in self.chosen)

    @property
    def without_value(self) -> int:
        return sum(each.value is None for each in self.chosen)

    @property
    def man_years(self) -> Decimal:
        return sum((line.man_years for line in self.quarters), Decimal(0))

    @property
    def uncovered(self) -> list[Any]:
        return [line.goal for line in self.goals if not line.projects]

    @property
    def covered(self) -> int:
        return len(self.goals) - len(self.uncovered)

    @property
    def keeps_all(self) -> bool:
        """Under the frame, within every limit, with all that must and nothing that never."""
        return not (
            self.is_over
            or self.left_must
            or self.taken_never
            or any(group.lacks or group.is_over_by for group in self.areas)
        )


@dataclass
class Weighing:
    """All that is weighed in one question, as one person sees it."""

    prioritisation: Prioritisation
    candidates: list[Weighed]
    hidden: int
    limits: list[AreaBound]
    goals: list[Any]
    hours_in_year: int

    @property
    def years(self) -> range:
        return range(self.prioritisation.first_year, self.prioritisation.last_year + 1)

    @cached_property
    def by_pk(self) -> dict[int, Weighed]:
        return {each.pk: each for each in self.candidates}

    @cached_property
    def known(self) -> frozenset[int]:
        return frozenset(self.by_pk)

    @property
    def unjudged(self) -> list[Weighed]:
        """Those the suggestion cannot weigh."""
        return [each for each in self.candidates if each.value is None or each.cost is None]

    def sums(self, chosen: Collection[int]) -> Sums:
        """What the candidates with these ids come to; ids that are hidden or gone say nothing."""
        taken = [each for each in self.candidates if each.pk in chosen]
        out = [each for each in self.candidates if each.pk not in chosen]
        return Sums(
            chosen=taken,
            of=len(self.candidates),
            frame=self.prioritisation.frame_nok,
            areas=self._areas(taken),
            kinds=_grouped((each.kind, each) for each in taken),
            units=_grouped((each.unit, each) for each in taken),
            goals=[
                GoalLine(goal, sum(goal.pk in each.goals for each in taken)) for goal in self.goals
            ],
            quarters=self._quarters(taken),
            left_must=[each for each in out if each.is_must],
            taken_never=[each for each in taken if each.is_never],
        )

    def _areas(self, taken: Sequence[Weighed]) -> list[Group]:
        """Those with something in them, and those with a limit."""
        groups = {group.name: group for group in _grouped((each.area_name, each) for each in taken)}
        for limit in self.limits:
            groups.setdefault(limit.name, Group(limit.name, 0, NOTHING)).limit = limit
        return sorted(groups.values(), key=lambda group: (-group.cost, group.name))

    def _quarters(self, taken: Sequence[Weighed]) -> list[QuarterLine]:
        lines = []
        for quarter in (each for year in self.years for each in quarters_of(year)):
            hours = sum((each.hours.get(quarter, NOTHING) for each in taken), NOTHING)
            lines.append(
                QuarterLine(
                    quarter,
                    sum((each.money.get(quarter, NOTHING) for each in taken), NOTHING),
                    hours,
                    (hours / self.hours_in_year).quantize(HUNDREDTH),
                )
            )
        return lines

    def question(self) -> Question:
        """The same for the search of the best list."""
        return Question(
            items=[
                Item(each.pk, each.value, each.cost, each.area, each.bound)
                for each in self.candidates
            ],
            frame=self.prioritisation.frame_nok,
            limits={
                limit.area: Limit(limit.at_least_nok, limit.at_most_nok) for limit in self.limits
            },
        )


def _grouped(pairs: Iterable[tuple[str, Weighed]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for name, each in pairs:
        group = groups.setdefault(name, Group(name, 0, NOTHING))
        group.count += 1
        group.cost += each.cost or NOTHING
    return sorted(groups.values(), key=lambda group: (-group.cost, group.name))
