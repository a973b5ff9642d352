"""What each noun adds to the world, when there is a project to add it to."""

from typing import Any

from tests.permissions.worlds import benefit, everyday, project, risk, status, ways

NOUNS: tuple[Any, ...] = (
    project,
    status,
    risk,
    benefit,
    everyday,
    ways,
)


def add(world: Any) -> None:
    for noun in NOUNS:
        noun.add(world)
