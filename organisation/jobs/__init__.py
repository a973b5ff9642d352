"""Work that is done after the answer is given: one row in the database, one wake-up in the broker.

An app's `tasks.py` registers handlers with `@job`; its services call `enqueue` in the transaction
that makes the work needed. See docs/jobs.md.
"""

from typing import TYPE_CHECKING

from organisation.jobs.registry import Progress, Unfinished, job

if TYPE_CHECKING:
    from organisation.jobs.models import Job
    from organisation.people.models import Person

__all__ = ["Progress", "Unfinished", "enqueue", "job"]


def enqueue(kind: str, *ids: int | str, key: str, by: "Person | None" = None) -> "Job":
    """Order one run of `kind` on `ids`, once for each `key`; part of the caller's transaction."""
    # Imported here because this package is loaded before Django can load models.
    from organisation.jobs import services

    return services.enqueue(kind, *ids, key=key, by=by)
