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


@dataclass
class Ideas:
    """Counts of the ideas one may see, in the months that are shown."""

    months: list[date]  # the first day of each
    answered: Counter[date] = field(default_factory=Counter)
    waiting: Counter[date] = field(default_factory=Counter)
    days: int | None = None  # the median from an idea came to its first answer
    open: int = 0
    late: int = 0
    improvements: int = 0

    @property
    def count(self) -> int:
        return sum((self.answered + self.waiting).values())


def months_of(board: "Board") -> list[date]:
    """The months of the chosen year, else the last twelve."""
    if board.selection.year:
        return [date(board.selection.year, month, 1) for month in range(1, 13)]
    found, first = [], board.on.replace(day=1)
    for _each in range(MONTHS):
        found.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]


def seen(board: "Board") -> Any:
    """The ideas the filters leave, of those one may see; withdrawn ones are not counted."""
    ideas = Idea.objects.visible_to(board.person).exclude(state=State.WITHDRAWN)
    return board.selection.of_ideas(ideas)


def in_months(board: "Board") -> Any:
    """Those of the months that are shown."""
    months = months_of(board)
    return seen(board).filter(within(months[0], months[-1]))


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
    found = Ideas(months_of(board))
    sums: dict[str, Any] = {
        "open": Count("pk", filter=is_open),
        "late": Count("pk", filter=is_open & Q(promised_by__lt=board.on)),
        "improvements": Count("pk", filter=Q(outcome=Outcome.IMPROVEMENT, state=State.ANSWERED)),
        "took": Median(
            F("first_answered_at") - F("submitted_at"),
            filter=within(found.months[0], found.months[-1]) & ~waits,
        ),
    }
    for place, month in enumerate(found.months):
        came = within(month, month)
        sums[f"waits_{place}"] = Count("pk", filter=came & waits)
        sums[f"answered_{place}"] = Count("pk", filter=came & ~waits)
    row = seen(board).aggregate(**sums)
    found.open, found.late, found.improvements = row["open"], row["late"], row["improvements"]
    found.days = days_in(row["took"]) if row["took"] is not None else None
    for place, month in enumerate(found.months):
        found.waiting[month] = row[f"waits_{place}"]
        found.answered[month] = row[f"answered_{place}"]
    return found
