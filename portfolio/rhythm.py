"""When status reports are due: a fixed series of working days, with a pause in it.

Everything here is arithmetic on days. A day in the series that is not a working day moves on to
the next one that is; a day in the pause falls out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from organisation.working_days import add_working_days, is_working_day

FIRST_MONDAY = date(2024, 1, 1)  # what weeks are counted from, so that a series never drifts
LAST_DAY = 31
LONGEST_SEARCH = 800  # days; a pause never covers the whole of two years


@dataclass(frozen=True)
class Rhythm:
    """Either day `day` of every month, or weekday `day` (0 is Monday) of every `weeks` weeks.

    `pause` is the first and last (month, day) of the same stretch each year; it may cross New Year.
    """

    kind: Literal["monthly", "weeks", "never"]
    day: int = 1
    weeks: int = 4
    pause: tuple[tuple[int, int], tuple[int, int]] | None = None

    def is_paused(self, on: date) -> bool:
        if self.pause is None:
            return False
        first, last = self.pause
        here = (on.month, on.day)
        return first <= here <= last if first <= last else here >= first or here <= last


def next_due(rhythm: Rhythm, after: date) -> date | None:
    """The first due date later than `after`; None when there is no rhythm."""
    return next((day for day in due_dates(rhythm, after) if day > after), None)


def due_dates(rhythm: Rhythm, start: date) -> Iterator[date]:
    """Due dates in order, from a little before `start`; ends after some two years."""
    if rhythm.kind == "never":
        return
    # A day just before `start` may have moved on to a working day after it.
    nominal = nominal_days(rhythm, start - timedelta(days=14))
    for day in nominal:
        if (day - start).days > LONGEST_SEARCH:
            return
        if rhythm.is_paused(day):
            continue
        due = day if is_working_day(day) else add_working_days(day, 1)
        if not rhythm.is_paused(due):
            yield due


def nominal_days(rhythm: Rhythm, start: date) -> Iterator[date]:
    """The days as the rhythm says them, without end, the first on or after `start`."""
    if rhythm.kind == "weeks":
        step = timedelta(weeks=rhythm.weeks)
        first = FIRST_MONDAY + timedelta(days=rhythm.day)
        gone = -((first - start) // step)  # whole steps, rounded up
        day = first + step * gone
        while True:
            yield day
            day += step
    year, month = start.year, start.month
    while True:
        day = clipped(year, month, rhythm.day)
        if day >= start:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def clipped(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last: day 31 is the end of every month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))


def answered(rhythm: Rhythm, on: date) -> date:
    """The due date a report delivered `on` answers: the one before, or the next when it is nearer.

    So a report in the last week of the month is that month's, and an extra one in the middle skips
    nothing. The day itself where the series has not begun, or never does.
    """
    before = previous_due(rhythm, on + timedelta(days=1))
    coming = next_due(rhythm, on)
    if coming is None or before == on:
        return before or on
    if before is None:
        return on
    return coming if coming - on < on - before else before


def previous_due(rhythm: Rhythm, due: date) -> date | None:
    """The due date just before `due`, as far as one year back."""
    found = None
    for day in due_dates(rhythm, due - timedelta(days=366)):
        if day >= due:
            break
        found = day
    return found
