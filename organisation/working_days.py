"""Counting working days in Norway: what is promised does not fall on, or count, days off."""

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=32)
def _days_off(year: int) -> frozenset[date]:
    import holidays  # a process that counts no days need not carry them

    return frozenset(holidays.country_holidays("NO", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a Norwegian public holiday."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def counts(day: date, pause: Container[int] = ()) -> bool:
    """A working day outside `pause`, the ISO weeks of every year in which nothing is counted."""
    return is_working_day(day) and day.isocalendar().week not in pause


def add_working_days(day: date, count: int, pause: Container[int] = ()) -> date:
    """The day `count` working days after `day`; `day` itself and the weeks of `pause` do not count.

    `pause` must leave some weeks of the year.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= counts(day, pause)
    return day


def working_days_between(start: date, end: date, pause: Container[int] = ()) -> int:
    """Working days after `start` up to and with `end`; negative when `end` comes first.

    The weeks of `pause` do not count.
    """
    if end < start:
        return -working_days_between(end, start, pause)
    days = (end - start).days
    return sum(counts(start + timedelta(days=n), pause) for n in range(1, days + 1))
