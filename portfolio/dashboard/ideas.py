"""The ideas beside the projects: how many come, how many wait, and how long an answer takes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from ideas.lifecycle import OPEN_STATES, Outcome, State
from ideas.models import Idea
from portfolio.dashboard.spans import days_in
from portfolio.queries.once import summed

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
    begins, ends = bounds(first, last)
    return Q(submitted_at__gte=begins, submitted_at__lt=ends)


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    return midnight(first), midnight((last + timedelta(days=32)).replace(day=1))


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


COLUMNS = ("state", "outcome", "promised_by", "submitted_at", "first_answered_at")
# All of them first, then each month or year that some came in.
COUNTS = """
    , told AS (SELECT *, date_trunc(%s, submitted_at AT TIME ZONE %s)::date AS period,
                      submitted_at >= %s AND submitted_at < %s AS is_shown FROM rows)
    SELECT NULL::date, count(*) FILTER (WHERE state = ANY(%s)),
           count(*) FILTER (WHERE state = ANY(%s) AND promised_by < %s),
           count(*) FILTER (WHERE outcome = %s AND state = %s),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY first_answered_at - submitted_at)
               FILTER (WHERE is_shown)
      FROM told
     UNION ALL
    SELECT period, count(*) - count(first_answered_at), count(first_answered_at), NULL, NULL
      FROM told WHERE is_shown GROUP BY period
"""


def read(board: "Board") -> Ideas:
    """One query, whatever the number of ideas."""
    found = Ideas(periods_of(board))
    first, last = found.periods[0], found.periods[-1]
    open_states = [*OPEN_STATES]
    rows = summed(
        seen(board),
        COLUMNS,
        COUNTS,
        [
            *("year" if first.is_year else "month", timezone.get_current_timezone_name()),
            *bounds(first.first, last.last),
            *(open_states, open_states, board.on),
            *(Outcome.IMPROVEMENT, State.ANSWERED),
        ],
    )
    for period, *counts in rows:
        if period is None:
            found.open, found.late, found.improvements, took = counts
            found.days = days_in(took) if took is not None else None
        else:
            shown = Period(period, is_year=first.is_year)
            found.waiting[shown], found.answered[shown] = counts[:2]
    return found
