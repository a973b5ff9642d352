"""What each noun adds to the world, when there is a project to add it to."""

from typing import Any

from tests.permissions.worlds import (
    benefit,
    everyday,
    money,
    project,
    risk,
    status,
    submit,
    substance,
    ways,
)

NOUNS: tuple[Any, ...] = (
    submit,
    project,
    status,
    risk,
    benefit,
    everyday,
    money,
    ways,
    substance,
)


def add(world: Any) -> None:
    for noun in NOUNS:
        noun.add(world)
