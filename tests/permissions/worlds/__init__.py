"""What each noun adds to the world, when there is a project to add it to."""

from typing import Any

NOUNS: tuple[Any, ...] = ()


def add(world: Any) -> None:
    for noun in NOUNS:
        noun.add(world)
