"""Ordering, running and finding jobs again. Nothing here trusts the broker."""

import logging
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.jobs import broker
from organisation.jobs.keeper import Keeper
from organisation.jobs.models import Job, State
from organisation.jobs.registry import LeaseLost, Unfinished, kinds
from organisation.people.models import Person

logger = logging.getLogger(__name__)

SWEEP_LOCK = 7_263_001  # the number of the advisory lock that only one sweep can hold
SWEEP_LIMIT = 500
LONGEST_BACK_OFF = timedelta(minutes=10)
KEEP_FINISHED = timedelta(days=90)


def enqueue(kind: str, *ids: int | str, key: str, by: Person | None = None) -> Job:
    """Order one run of `kind` on `ids`; answers the job that has `key` if there is one already.

    Part of the caller's transaction: rolled back with it, and the broker hears of it only after
    the commit. A broker that is down costs nobody anything; the sweep finds the row.
    """
    known = kinds[kind]
    new = Job(
        kind=kind,
        args=list(ids),
        key=key,
        queue=known.queue,
        max_attempts=known.attempts,
        # The message is trusted to arrive for so long; after that the sweep sends another.
        lease_until=timezone.now() + timedelta(seconds=settings.JOBS_MESSAGE_SECONDS),
        created_by=by,
    )
    Job.objects.bulk_create([new], ignore_conflicts=True)
    job = Job.objects.get(key=key)
    if job.public_id == new.public_id:
        _publish_after_commit(job)
    return job


def retry(job: Job, *, by: Person | None) -> Job:
    """Give a job that failed or was cancelled a fresh set of attempts; others are left alone."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state not in (State.FAILED, State.CANCELLED):
            return job
        job.state, job.attempt, job.error = State.WAITING, 0, ""
        job.progress_done = job.progress_total = 0
        job.progress_text = ""
        job.run_after = timezone.now()
        job.lease_until = job.run_after + timedelta(seconds=settings.JOBS_MESSAGE_SECONDS)
        job.started_at = job.finished_at = None
        job.save()
        _publish_after_commit(job)
    logger.info("Job %s is tried again by person %s", job.pk, by.pk if by else None)
    return job


def cancel(job: Job, *, by: Person) -> Job:
    """Give the job up, whether it waits or runs; one that has ended is left as it is.

    Nobody waits for the worker: it hears at its next `report` that the job is no longer its own,
    and leaves nothing behind. `retry` takes the job up again.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.is_finished:
            return job
        job.state, job.lease_until, job.error = State.CANCELLED, None, ""
        job.finished_at = timezone.now()
        job.save(update_fields=["state", "lease_until", "error", "finished_at"])
    logger.info("Job %s (%s) is cancelled by person %s", job.pk, job.kind, by.pk)
    return job


def run(job_id: int) -> State | None:
    """Run the job if it is free and due: the state it ends in, None when it is not ours to run.

    Safe to call at any time and from any number of workers.
    """
    job = _take(job_id)
    if job is None:
        return None
    with Keeper(job) as progress:
        outcome = _run_handler(job, progress)
    if outcome is None:
        return None
    return _give_back(job, progress, outcome)


def sweep() -> int:
    """Wake workers for every job that nobody holds, and order today's daily jobs.

    Answers how many it found. Only one sweep works at a time; the others find nothing.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Ends with the transaction, so that it also holds behind PgBouncer.
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        _order_daily_jobs()
        found = list(
            Job.objects.abandoned()
            .select_for_update(skip_locked=True)
            .order_by("run_after", "pk")[:SWEEP_LIMIT]
        )
        for job in found:
            _release(job)
        Job.objects.bulk_update(
            found, ["state", "lease_until", "error", "finished_at"], batch_size=SWEEP_LIMIT
        )
    _publish([job for job in found if not job.is_finished])
    return len(found)


def run_waiting() -> int:
    """Run here and now what is due, without any broker; answers how many jobs it ran.

    For installations that are being filled or mended, and for tests.
    """
    count = 0
    while job_id := (
        Job.objects.filter(state=State.WAITING, run_after__lte=timezone.now())
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    ):
        run(job_id)
        count += 1
    return count


def prune() -> int:
    """Forget jobs that ended long ago; answers how many."""
    old = Job.objects.filter(
        state__in=(State.DONE, State.FAILED, State.CANCELLED),
        finished_at__lt=timezone.now() - KEEP_FINISHED,
    )
    return old.delete()[0]


def _publish_after_commit(job: Job) -> None:
    transaction.on_commit(lambda: _publish([job]))


def _publish(jobs: list[Job]) -> None:
    """Wake workers; rows whose message did not get through are left for the next sweep."""
    unsent = [job.pk for job in jobs if not broker.publish(job.pk, job.queue)]
    if unsent:
        Job.objects.filter(pk__in=unsent, state=State.WAITING).update(lease_until=None)


@transaction.atomic
def _take(job_id: int) -> Job | None:
    """Take the job for one attempt, or None when it is done, held, or not due."""
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
    now = timezone.now()
    if job is None or job.is_finished or job.run_after > now:
        return None
    if job.state == State.RUNNING and job.lease_until and job.lease_until >= now:
        return None
    if job.state == State.RUNNING and job.attempt >= job.max_attempts:
        _release(job)
        job.save(update_fields=["state", "lease_until", "error", "finished_at"])
        return None
    job.state = State.RUNNING
    job.attempt += 1
    job.lease_until = now + timedelta(seconds=settings.JOBS_LEASE_SECONDS)
    job.started_at = now
    job.save(update_fields=["state", "attempt", "lease_until", "started_at"])
    return job


def _release(job: Job) -> None:
    """Make a job that nobody holds ready for the next worker, or give it up."""
    now = timezone.now()
    if job.state == State.RUNNING and job.attempt >= job.max_attempts:
        job.state, job.lease_until, job.finished_at = State.FAILED, None, now
        job.error = _("Arbeidet ble avbrutt hver gang det ble forsøkt. Prøv igjen om litt.")
        logger.error("Job %s (%s) lost its worker %s times", job.pk, job.kind, job.attempt)
        return
    job.state = State.WAITING
    job.lease_until = now + timedelta(seconds=settings.JOBS_MESSAGE_SECONDS)


class _Outcome:
    """What a run led to: the state it asks for, and the words a person may read about it."""

    def __init__(self, state: State, error: str = "", *, counts: bool = True) -> None:
        self.state = state
        self.error = error
        self.counts = counts


def _run_handler(job: Job, progress: Keeper) -> _Outcome | None:
    """Call the handler; None when another worker has the job now."""
    kind = kinds.get(job.kind)
    if kind is None:
        return _Outcome(State.FAILED, _("Programmet kjenner ikke denne typen arbeid."))
    try:
        kind.handler(*job.args, progress=progress)
    except LeaseLost:
        logger.warning("Job %s (%s) is cancelled, or another worker has it", job.pk, job.kind)
        return None
    except Unfinished:
        return _Outcome(State.WAITING, counts=False)
    except DomainError as error:
        return _Outcome(State.FAILED, error.message)
    except SoftTimeLimitExceeded:
        logger.exception("Job %s (%s) took too long", job.pk, job.kind)
        error_text = _("Det tok for lang tid.")
    except Exception:
        logger.exception("Job %s (%s), attempt %s failed", job.pk, job.kind, job.attempt)
        error_text = _("Noe gikk galt hos oss.")
    else:
        return _Outcome(State.DONE)
    if job.attempt >= job.max_attempts:
        tried = _("%(reason)s Vi prøvde %(times)s ganger.")
        return _Outcome(State.FAILED, tried % {"reason": error_text, "times": job.attempt})
    return _Outcome(State.WAITING, error_text)


def _give_back(job: Job, progress: Keeper, outcome: _Outcome) -> State | None:
    """Write how the run ended, if the job still is ours; None when it is not."""
    now = timezone.now()
    changes = {
        **progress.seen(),
        "state": outcome.state,
        "error": outcome.error,
        "lease_until": None,
        "finished_at": None if outcome.state == State.WAITING else now,
    }
    if outcome.state == State.WAITING and outcome.counts:
        changes["run_after"] = now + back_off(job.attempt)
    if not outcome.counts:
        changes["attempt"] = job.attempt - 1
        changes["lease_until"] = now + timedelta(seconds=settings.JOBS_MESSAGE_SECONDS)
    if not job.held_by(job.attempt).update(**changes):
        return None
    if not outcome.counts:
        _publish_after_commit(job)
    return outcome.state


def back_off(attempt: int) -> timedelta:
    """How long to wait after attempt number `attempt`: 10 s, 20 s, 40 s … at most ten minutes."""
    wait = timedelta(seconds=settings.JOBS_BACK_OFF_SECONDS) * 2 ** (attempt - 1)
    return min(wait, LONGEST_BACK_OFF)


def _order_daily_jobs() -> None:
    """Order each daily job whose time has come; its key lets it run once a day."""
    now = timezone.localtime()
    day = now.date().isoformat()
    due = {
        f"{kind.name}-{day}": kind.name
        for kind in kinds.values()
        if kind.daily and now.time() >= kind.daily
    }
    known = set(Job.objects.filter(key__in=due).values_list("key", flat=True))
    for key in due.keys() - known:
        enqueue(due[key], day, key=key)
