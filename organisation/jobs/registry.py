"""Which kinds of jobs there are. Knows no model, so that any module may import it at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Protocol, TypeVar

from django.utils.functional import Promise

Handler = TypeVar("Handler", bound=Callable[..., None])

QUEUES = ("mail", "documents", "packs", "bulk")


class Progress(Protocol):
    """How a handler tells what it has done; costs next to nothing, so call it often."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` parts are finished, and in words what goes on now.

        Raises LeaseLost when the job was cancelled or another worker has taken it over; let it
        pass.
        """


class LeaseLost(Exception):
    """The job was cancelled, or another worker has it; this one stops without a trace."""


class Unfinished(Exception):
    """Raised by a handler that has done a fair share and wants to go on in a new run.

    The job goes back to the queue, and the run does not count as an attempt.
    """


@dataclass(frozen=True)
class JobKind:
    """How one kind of job is run.

    `title` names the work on its page; `result_url` takes the job's ids and says where the result
    is; `daily` is the time of day after which the job runs by itself, once a day.
    """

    name: str
    handler: Callable[..., None]
    queue: str
    attempts: int
    title: str | Promise
    result_url: Callable[..., str] | None
    daily: time | None


kinds: dict[str, JobKind] = {}


def job(
    kind: str,
    *,
    queue: str,
    attempts: int = 5,
    title: str | Promise = "",
    result_url: Callable[..., str] | None = None,
    daily: time | None = None,
) -> Callable[[Handler], Handler]:
    """Register `handler(*ids, progress)` as what a job of `kind` does.

    The handler may be run again at any time, also after a kill in the middle: it looks first, and
    writes under a unique key or a lock. A DomainError ends the job at once with its message, every
    other exception makes it wait and try again. A handler with `daily` gets the day as its only
    id, an ISO date.
    """
    if queue not in QUEUES:
        raise ValueError(f"{kind}: no queue {queue!r}, only {', '.join(QUEUES)}")

    def register(handler: Handler) -> Handler:
        known = kinds.get(kind)
        if known and known.handler.__module__ != handler.__module__:
            raise ValueError(f"Two handlers for {kind}: {known.handler} and {handler}")
        kinds[kind] = JobKind(kind, handler, queue, attempts, title, result_url, daily)
        return handler

    return register
