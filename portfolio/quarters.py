"""Spreading what is planned for a year over its quarters: pure arithmetic on days.

The rule, as the page says it to those who read the figures:

- What is planned for a year is spread over the days of that year when a phase that is not finished
  runs, as planned (for one that has started: from the day it started). Each day gets as much.
- A year that no such phase touches gets the same for each of its days.
- Quarters that have gone by get nothing, unless the whole year has gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

ORE = Decimal("0.01")
FIRST_DAYS = ((1, 1), (4, 1), (7, 1), (10, 1))
LAST_DAYS = ((3, 31), (6, 30), (9, 30), (12, 31))

Span = tuple[date, date]  # first and last day


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    def __str__(self) -> str:
        return _("%(n)s. kv. %(year)s") % {"n": self.number, "year": self.year}

    @property
    def first(self) -> date:
        return date(self.year, *FIRST_DAYS[self.number - 1])

    @property
    def last(self) -> date:
        return date(self.year, *LAST_DAYS[self.number - 1])

    def days(self) -> int:
        return (self.last - self.first).days + 1

    def days_in(self, spans: Iterable[Span]) -> int:
        """How many of its days lie in at least one of `spans`."""
        days: set[int] = set()
        for begin, end in spans:
            first, last = max(begin, self.first), min(end, self.last)
            days.update(range(first.toordinal(), last.toordinal() + 1))
        return len(days)


def quarters_of(year: int) -> list[Quarter]:
    return [Quarter(year, number) for number in (1, 2, 3, 4)]


def weights(year: int, spans: Sequence[Span], today: date) -> dict[Quarter, int]:
    """How heavy each quarter of `year` weighs, by the rule above; at least one weighs something."""
    ahead = [each for each in quarters_of(year) if each.last >= today] or quarters_of(year)
    found = {quarter: quarter.days_in(spans) for quarter in ahead}
    return found if any(found.values()) else {quarter: quarter.days() for quarter in ahead}


def spread(amount: Decimal, over: dict[Quarter, int]) -> dict[Quarter, Decimal]:
    """`amount` shared by weight, to two decimals; the parts make exactly the whole."""
    total, so_far, given = sum(over.values()), 0, Decimal(0)
    parts = {}
    for quarter, weight in over.items():
        so_far += weight
        until = (amount * so_far / total).quantize(ORE, ROUND_HALF_UP)
        parts[quarter], given = until - given, until
    return parts
