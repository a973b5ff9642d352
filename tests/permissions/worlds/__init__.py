"""What each noun adds to the world, when there is a project to add it to."""

from typing import Any

from tests.permissions.worlds import (
    answers,
    assessment,
    benefit,
    documents,
    everyday,
    follow_up,
    gate,
    money,
    priority,
    project,
    risk,
    rooms,
    saved,
    shielding,
    similar,
    status,
    submit,
    substance,
    together,
    ways,
)

NOUNS: tuple[Any, ...] = (
    submit,
    project,
    status,
    risk,
    benefit,
    everyday,
    gate,
    money,
    priority,
    ways,
    substance,
    rooms,
    assessment,
    saved,
    together,
    similar,
    answers,
    shielding,
    follow_up,
    documents,
)


def add(world: Any) -> None:
    for noun in NOUNS:
        noun.add(world)
