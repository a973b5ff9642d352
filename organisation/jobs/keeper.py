"""Keeps a running job ours, and tells the world how far it has come."""

import logging
import threading
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from organisation.jobs.models import Job
from organisation.jobs.registry import LeaseLost

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.3  # seconds between two reports that reach the database


class Keeper:
    """The `progress` a handler gets; while it is open, a thread renews the job's lease.

    The thread has its own connection. So the lease holds while the handler waits for a slow
    renderer, and the bar moves even when the handler sits in one long transaction. A kill takes
    the thread along, and the lease runs out.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._attempt = job.attempt
        self._seen: dict[str, Any] = {}
        self._lost = False
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` parts are finished, and in words what goes on now."""
        if self._lost:
            raise LeaseLost
        total = max(total, 0)
        self._seen = {
            "progress_done": min(max(done, 0), total),
            "progress_total": total,
            "progress_text": str(text)[:200],
        }
        self._news.set()

    def seen(self) -> dict[str, Any]:
        """The last report, as the columns to write."""
        return self._seen

    def __enter__(self) -> Self:
        # In a transaction nobody else can see the row yet, so there is no lease to keep.
        if not connection.in_atomic_block:
            self._thread = threading.Thread(target=self._keep, name="job-keeper", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._news.set()
        if self._thread:
            self._thread.join()

    def _keep(self) -> None:
        try:
            while not self._stop.is_set():
                self._news.wait(timeout=settings.JOBS_LEASE_SECONDS / 3)
                self._news.clear()
                if not self._stop.is_set():
                    self._renew()
                    self._stop.wait(timeout=SHORTEST_PAUSE)
        finally:
            connection.close()

    def _renew(self) -> None:
        lease = timezone.now() + timedelta(seconds=settings.JOBS_LEASE_SECONDS)
        try:
            with transaction.atomic():
                held = self._job.held_by(self._attempt).update(lease_until=lease, **self._seen)
        except DatabaseError:
            # The next round tries again; if the database stays away the lease runs out by itself.
            logger.warning("Could not renew the lease of job %s", self._job.pk, exc_info=True)
            connection.close()
            return
        self._lost = not held
