"""Jobs without a broker: what stands in the row."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisation.jobs import enqueue, services
from organisation.jobs.models import Job, State
from organisation.jobs.registry import LeaseLost, kinds
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def lines(notes: Path) -> list[str]:
    return notes.read_text().splitlines() if notes.exists() else []


def test_a_key_orders_a_job_once(notes):
    first = enqueue("test.note", str(notes), key="once")
    again = enqueue("test.note", str(notes), key="once")

    assert again.pk == first.pk
    assert Job.objects.count() == 1


def test_a_job_is_rolled_back_with_the_work_that_ordered_it(notes):
    with transaction.atomic():
        enqueue("test.note", str(notes), key="never")
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_job_of_an_unknown_kind_cannot_be_ordered():
    with pytest.raises(KeyError):
        enqueue("test.nobody_wrote_this", 1, key="x")


def test_a_finished_job_run_again_does_nothing(notes):
    job = enqueue("test.note", str(notes), key="x")

    assert services.run(job.pk) == State.DONE
    assert services.run(job.pk) is None
    assert lines(notes) == ["done"]


def test_a_job_another_worker_holds_is_left_alone(notes):
    job = enqueue("test.note", str(notes), key="x")
    now = timezone.now()
    Job.objects.update(
        state=State.RUNNING, attempt=1, started_at=now, lease_until=now + timedelta(minutes=1)
    )

    assert services.run(job.pk) is None
    assert lines(notes) == []


def test_a_job_whose_worker_died_is_taken_over(notes):
    job = enqueue("test.note", str(notes), key="x")
    now = timezone.now()
    Job.objects.update(
        state=State.RUNNING, attempt=1, started_at=now, lease_until=now - timedelta(seconds=1)
    )

    assert services.run(job.pk) == State.DONE
    job.refresh_from_db()
    assert job.attempt == 2
    assert lines(notes) == ["done"]


def test_a_failing_job_waits_longer_each_time_and_then_says_why_it_stopped(notes):
    job = enqueue("test.broken", str(notes), key="x")
    start = timezone.now()
    waits = []
    with time_machine.travel(start, tick=False) as clock:
        for _attempt in range(3):
            services.run(job.pk)
            job.refresh_from_db()
            waits.append((job.state, (job.run_after - timezone.now()).total_seconds()))
            assert services.run(job.pk) is None  # not due yet, or ended
            clock.shift(60)

    assert [wait for state, wait in waits if state == State.WAITING] == [10, 20]
    assert job.state == State.FAILED
    assert job.error == "Noe gikk galt hos oss. Vi prøvde 3 ganger."
    assert lines(notes) == ["tried"] * 3


def test_a_rule_that_says_no_ends_the_job_at_once_with_its_own_words(notes):
    job = enqueue("test.refused", str(notes), key="x")

    assert services.run(job.pk) == State.FAILED
    job.refresh_from_db()
    assert job.error == "Saken er ikke godkjent ennå."
    assert lines(notes) == ["tried"]


def test_long_work_goes_on_in_new_runs_that_are_no_attempts(notes):
    enqueue("test.long", str(notes), key="x")

    services.run_waiting()

    job = Job.objects.get()
    assert (job.state, job.attempt) == (State.DONE, 1)
    assert lines(notes) == ["part"] * 5


def test_a_job_that_kills_every_worker_is_given_up(notes):
    job = enqueue("test.broken", str(notes), key="x")
    past = timezone.now() - timedelta(minutes=5)
    Job.objects.update(
        state=State.RUNNING, attempt=3, started_at=past, lease_until=past, run_after=past
    )

    assert services.sweep() >= 1
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error == "Arbeidet ble avbrutt hver gang det ble forsøkt. Prøv igjen om litt."
    assert lines(notes) == []


def test_a_failed_job_tried_again_starts_from_nothing(alna, notes):
    job = enqueue("test.refused", str(notes), key="x")
    services.run(job.pk)

    again = services.retry(job, by=PersonFactory(unit=alna))

    assert (again.state, again.attempt, again.error) == (State.WAITING, 0, "")
    assert services.run(job.pk) == State.FAILED


def test_a_job_that_did_not_fail_is_not_tried_again(alna, notes):
    job = enqueue("test.note", str(notes), key="x")
    services.run(job.pk)

    assert services.retry(job, by=PersonFactory(unit=alna)).state == State.DONE


def test_a_worker_that_lost_the_job_stops_and_writes_nothing(notes, monkeypatch):
    job = enqueue("test.note", str(notes), key="x")

    def slow(path, *, progress):
        Job.objects.update(attempt=2)  # another worker has taken it over
        raise LeaseLost

    monkeypatch.setitem(kinds, "test.note", _with_handler("test.note", slow))

    assert services.run(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.RUNNING, 2)


def test_a_worker_that_ends_late_does_not_overrule_the_one_that_took_over(notes, monkeypatch):
    job = enqueue("test.note", str(notes), key="x")

    def late(path, *, progress):
        Job.objects.update(attempt=2)

    monkeypatch.setitem(kinds, "test.note", _with_handler("test.note", late))

    assert services.run(job.pk) is None
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_daily_jobs_are_ordered_once_a_day_when_their_time_has_come():
    with time_machine.travel("2026-11-23 01:00+01:00", tick=False):
        services.sweep()
        assert not Job.objects.filter(kind="jobs.prune").exists()
    with time_machine.travel("2026-11-23 12:00+01:00", tick=False):
        services.sweep()
        services.sweep()
        assert Job.objects.get(kind="jobs.prune").key == "jobs.prune-2026-11-23"


def test_finished_jobs_are_forgotten_after_90_days(notes):
    old = enqueue("test.note", str(notes), key="old")
    new = enqueue("test.note", str(notes), key="new")
    services.run_waiting()
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=91))

    assert services.prune() == 1
    assert list(Job.objects.all()) == [new]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "asleep"},
        {"queue": "nowhere"},
        {"attempt": 99},
        {"progress_done": 2, "progress_total": 1},
        {"state": State.RUNNING},
        {"state": State.DONE},
        {"state": State.FAILED, "finished_at": datetime(2026, 11, 23, tzinfo=UTC)},
    ],
    ids=str,
)
def test_the_database_refuses_a_row_that_makes_no_sense(notes, nonsense):
    enqueue("test.note", str(notes), key="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**nonsense)


def _with_handler(name, handler):
    from dataclasses import replace

    return replace(kinds[name], handler=handler)


def test_what_waits_can_be_done_without_a_broker(notes, capsys):
    enqueue("test.note", str(notes), key="x")

    call_command("run_jobs")

    assert lines(notes) == ["done"]
    assert "jobs were run" in capsys.readouterr().out
