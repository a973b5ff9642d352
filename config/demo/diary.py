"""Things that happen on given days, done in the order of the days, so that history is as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from organisation.audit.tracking import backdated

OSLO = ZoneInfo("Europe/Oslo")
FRIDAY = 4


def working_day(day: date) -> date:
    """`day`, or the Friday before when nobody is at work."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


@contextmanager
def living_on(moment: datetime) -> Iterator[None]:
    """Let clock and history say `moment`."""
    import time_machine  # only the demo and the tests have it

    with time_machine.travel(moment, tick=True), backdated(moment):
        yield


@dataclass
class Diary:
    """What will happen. An entry may write further entries, on the same day or later."""

    entries: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    written: int = 0

    def on(self, day: date, what: Callable[[], None], *, hour: int = 10) -> None:
        """Let `what` happen on `day`; what is written first on a day happens first."""
        self.written += 1
        minute = self.written % 50
        moment = datetime.combine(day, time(hour, minute), OSLO)
        self.entries.append((moment, self.written, what))

    def live(self) -> None:
        """Do it all, the oldest first."""
        while self.entries:
            self.entries.sort(key=lambda entry: entry[:2])
            moment, _nth, what = self.entries.pop(0)
            with living_on(moment):
                what()
