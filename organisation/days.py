"""Which day is shown: today, or the earlier one that `organisation.audit.tracking.as_of` opened.

Whatever is judged by today on a page (late, soon, stale, the share of a phase that has gone) asks
`today()`, so that the page of an earlier day judges by that day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

PER = "per"  # the earlier day in an address: `?per=2026-03-31`
_moment: ContextVar[datetime | None] = ContextVar("shown_moment", default=None)


def shown_moment() -> datetime | None:
    """The moment whose rows are read; None is now."""
    return _moment.get()


def is_past() -> bool:
    return _moment.get() is not None


def today() -> date:
    """The day that is shown, in Oslo."""
    return timezone.localdate(_moment.get())


@contextmanager
def showing(moment: datetime) -> Iterator[None]:
    """Let the code inside believe that it is `moment`; only `as_of` calls it."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def ends_before(on: date, *, months: int = 6, tertials: int = 3) -> list[tuple[date, bool]]:
    """The last days of months and tertials before `on`, newest first; True for a tertial's end."""
    found: list[tuple[date, bool]] = []
    first = on.replace(day=1)
    while months > 0 or tertials > 0:
        last = date.fromordinal(first.toordinal() - 1)
        is_tertial = last.month % 4 == 0
        if months > 0 or (is_tertial and tertials > 0):
            found.append((last, is_tertial))
        months -= 1
        tertials -= is_tertial
        first = last.replace(day=1)
    return found
