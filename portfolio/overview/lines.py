"""The nouns that have a line on the overview, in the order they stand there.

A noun is joined by importing its module and adding it to `NOUNS`.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from portfolio.overview import (
    Noun,
    OverviewLine,
    action,
    benefit,
    conditions,
    gate,
    joining,
    kinship,
    milestone,
    money,
    participation,
    pilot,
    risk,
    rollout,
    status,
    steering,
)

NOUNS: tuple[Noun, ...] = (
    gate.NOUN,
    conditions.NOUN,
    status.NOUN,
    risk.NOUN,
    money.NOUN,
    benefit.NOUN,
    action.NOUN,
    steering.NOUN,
    milestone.NOUN,
    rollout.NOUN,
    participation.NOUN,
    joining.NOUN,
    pilot.NOUN,
    kinship.NOUN,
)


def annotated(projects: Any, *names: str) -> Any:
    """`projects` with what the lines read, in the same query; only of the nouns in `names` if any.

    A name that has no noun is passed over.
    """
    chosen = [noun for noun in NOUNS if not names or noun.name in names]
    return projects.annotate(
        **{name: read() for noun in chosen for name, read in noun.annotations.items()}
    )


def lines_of(project: Any, on: date, *, without: Collection[str] = ()) -> list[OverviewLine]:
    """What stands on the overview of an annotated project on the day `on`; asks nothing more.

    `without` names nouns that the page shows in another way.
    """
    lines = (noun.line(project, on) for noun in NOUNS if noun.name not in without)
    return [line for line in lines if line is not None]
