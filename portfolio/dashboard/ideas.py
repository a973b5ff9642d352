"""The ideas beside the projects: how many come, how many wait, and how long an answer takes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.utils import timezone

from ideas.lifecycle import OPEN_STATES, Outcome, State
from ideas.models import Idea
from portfolio.dashboard.spans import Median, days_in

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board

MONTHS = 12


@dataclass(frozen=True)
class Period:
    """What one bar counts: a month, or a whole year when several years are chosen."""

    first: date
    is_year: bool = False

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return self.first.replace(month=12) if self.is_year else self.first

    @property
    def key(self) -> str:
        """As it stands in addresses."""
        return f"{self.first:%Y}" if self.is_year else f"{self.first:%Y-%m}"


@dataclass
class Ideas:
    """Counts of the ideas one may see, in the periods that are shown."""

    periods: list[Period]
    answered: Counter[Period] = field(default_factory=Counter)
    waiting: Counter[Period] = field(default_factory=Counter)
    days: int | None = None  # the median from an idea came to its first answer
    open: int = 0
    late: int = 0
    improvements: int = 0

    @property
    def count(self) -> int:
        return sum((self.answered + self.waiting).values())


def periods_of(board: "Board") -> list[Period]:
    """The chosen years, the months of the only one, or the last twelve months."""
    years = board.selection.years
    if len(years) > 1:
        return [Period(date(year, 1, 1), is_year=True) for year in years]
    if years:
        return [Period(date(years[0], month, 1)) for month in range(1, 13)]
    found, first = [], board.on.replace(day=1)
    for _each in range(MONTHS):
        found.append(Period(first))
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]


def seen(board: "Board") -> Any:
    """The ideas the filters leave, of those one may see; withdrawn ones are not counted."""
    ideas = Idea.objects.visible_to(board.person).exclude(state=State.WITHDRAWN)
    return board.selection.of_ideas(ideas)


def in_months(board: "Board") -> Any:
    """Those of the periods that are shown; what lies between chosen years is not among `seen`."""
    periods = periods_of(board)
    return seen(board).filter(within(periods[0].first, periods[-1].last))


def within(first: date, last: date) -> Q:
    """Came in from the first of one month to the end of another."""
    after = (last + timedelta(days=32)).replace(day=1)
    return Q(submitted_at__gte=midnight(first), submitted_at__lt=midnight(after))


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def read(board: "Board") -> Ideas:
    """One query, whatever the number of ideas."""
    is_open = Q(state__in=OPEN_STATES)
    waits = Q(first_answered_at=None)
    found = Ideas(periods_of(board))
    sums: dict[str, Any] = {
        "open": Count("pk", filter=is_open),
        "late": Count("pk", filter=is_open & Q(promised_by__lt=board.on)),
        "improvements": Count("pk", filter=Q(outcome=Outcome.IMPROVEMENT, state=State.ANSWERED)),
        "took": Median(
            F("first_answered_at") - F("submitted_at"),
            filter=within(found.periods[0].first, found.periods[-1].last) & ~waits,
        ),
    }
    for place, period in enumerate(found.periods):
        came = within(period.first, period.last)
        sums[f"waits_{place}"] = Count("pk", filter=came & waits)
        sums[f"answered_{place}"] = Count("pk", filter=came & ~waits)
    row = seen(board).aggregate(**sums)
    found.open, found.late, found.improvements = row["open"], row["late"], row["improvements"]
    found.days = days_in(row["took"]) if row["took"] is not None else None
    for place, period in enumerate(found.periods):
        found.waiting[period] = row[f"waits_{place}"]
        found.answered[period] = row[f"answered_{place}"]
    return found
