"""What my page shows, gathered from all floors through the registries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from organisation import registries
from organisation.people.models import Person
from organisation.registries import Panel, Row, Start

Item = TypeVar("Item")
FAR_AWAY = date.max


@dataclass(frozen=True)
class MyPage:
    """`waiting` is in the order it is due, what has no date last."""

    waiting: list[Row]
    following: list[Row]
    starts: list[Start]
    panels: list[Panel]
    overdue: int


def my_page(person: Person, *, today: date) -> MyPage:
    """What waits for `person`, what the person follows and can begin, judged on `today`."""
    waiting = sorted(gather(registries.waiting_for, person), key=lambda row: row.due or FAR_AWAY)
    return MyPage(
        waiting=waiting,
        following=gather(registries.following, person),
        starts=gather(registries.can_start, person),
        # What the higher floors show comes first.
        panels=[panel for entry in registries.panels if (panel := entry(person))][::-1],
        overdue=sum(1 for row in waiting if row.due and row.due < today),
    )


def gather(registry: Iterable[Callable[[Any], Iterable[Item]]], person: Person) -> list[Item]:
    return [item for entry in registry for item in entry(person)]
