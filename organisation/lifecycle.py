"""The one engine that moves states. Each app brings its table of moves as data.

A table maps the name of a move to a `Step`. Buttons, services, tests and the diagrams in docs/ all
read that table; the database repeats the states in a CHECK constraint.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organisation.errors import StepRefused


class HasState(Protocol):
    state: Any


# A check answers None when the move may be taken, otherwise the reason why not.
Check = Callable[[Any], "str | None"]


@dataclass(frozen=True)
class Step:
    """One legal move: from any of `sources` to `target`, for those with `permission`."""

    sources: tuple[str, ...]
    target: str
    permission: str
    requires: tuple[Check, ...] = ()
    label: str | Promise = ""


def refusals(thing: HasState, step: Step) -> list[str]:
    """Why `step` cannot be taken now, for people to read; empty when it can."""
    if thing.state not in step.sources:
        return [_("Steget passer ikke i denne tilstanden.")]
    return [str(reason) for check in step.requires if (reason := check(thing))]


def take_step(thing: HasState, step: Step) -> None:
    """Move `thing` along `step`; raises StepRefused and changes nothing when it is refused.

    The caller holds the row's lock and saves the row.
    """
    if reasons := refusals(thing, step):
        raise StepRefused(reasons)
    thing.state = step.target


def open_steps(steps: Mapping[str, Step], state: str) -> Iterator[tuple[str, Step]]:
    """The moves that start in `state`, by name; whether each is refused is another question."""
    return ((name, step) for name, step in steps.items() if state in step.sources)
