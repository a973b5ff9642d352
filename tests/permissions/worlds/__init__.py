"""What each noun adds to the world, when there is a project to add it to."""

from typing import Any

from tests.permissions.worlds import (
    answers,
    assessment,
    benefit,
    course,
    documents,
    everyday,
    follow_up,
    gate,
    letters,
    meeting,
    money,
    paper,
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
    template,
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
    paper,
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
    template,
    follow_up,
    documents,
    meeting,
    course,
    letters,
)


def add(world: Any) -> None:
    for noun in NOUNS:
        noun.add(world)
