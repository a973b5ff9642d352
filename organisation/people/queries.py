"""What my page shows, gathered from all floors through the registries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from organisation import in_one_query, registries
from organisation.people.models import Person
from organisation.registries import Lines, Panel, Row, Start

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
    pass_over_empty([*registries.waiting_for, *registries.following], person)
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


def pass_over_empty(entries: Iterable[object], person: Person) -> None:
    """One query tells which `Lines` have nothing for `person`; these then ask nothing more."""
    asked = {entry.found: entry.found(person) for entry in entries if isinstance(entry, Lines)}
    there = in_one_query.nonempty({found: q for found, q in asked.items() if q is not None})
    for found in asked.keys() - there:
        person.once(found, list)
