"""Jobs with real worker processes and a real broker, and what happens when these die."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from django.db import transaction

from config.local import servers
from organisation.jobs import broker, enqueue, services
from organisation.jobs.models import Job, State
from tests import plugin
from tests.jobs.conftest import ClockedWorker, ForgetfulWorker
from tests.worker import ROOT, publish_to

pytestmark = pytest.mark.django_db(transaction=True)


def lines(notes: Path) -> list[str]:
    return notes.read_text().splitlines() if notes.exists() else []


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def seconds_of(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


@pytest.fixture
def closed_port() -> Generator[int]:
    """A port where nobody answers; held, so that nobody else comes to."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


@pytest.fixture
def silent_port() -> Generator[int]:
    """A port where connections are taken and nothing is ever said."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        yield int(deaf.getsockname()[1])


@pytest.mark.parametrize("trouble", ["closed", "silent"])
def test_ordering_takes_under_a_second_when_the_broker_is_gone(
    trouble, closed_port, silent_port, notes
):
    port = {"closed": closed_port, "silent": silent_port}[trouble]
    publish_to(f"redis://127.0.0.1:{port}/0")

    def submit() -> None:
        with transaction.atomic():
            for number in range(3):
                enqueue("test.note", str(notes), key=f"order-{number}")

    try:
        assert seconds_of(submit) < 1
    finally:
        publish_to(plugin.current().valkey())
    assert list(Job.objects.values_list("state", "lease_until")) == [("waiting", None)] * 3


def test_the_work_is_done_when_the_broker_comes_back_without_those_who_ordered_it(
    clocked_workers, notes, closed_port
):
    """The ordering process is gone for good when the broker comes back: only the row is left."""
    ordering = (
        "import django; django.setup()\n"
        "import tests.jobs.handlers\n"
        "from organisation.jobs import enqueue\n"
        f"enqueue('test.note', {str(notes)!r}, key='x')\n"
    )
    subprocess.run(
        [sys.executable, "-c", ordering],
        cwd=ROOT,
        env=_environment(REDIS_URL=f"redis://127.0.0.1:{closed_port}/0"),
        check=True,
        timeout=60,
    )
    job = Job.objects.get(key="x")
    assert job.state == State.WAITING

    worker = clocked_workers()

    worker.wait_until(lambda: state(job) == State.DONE)
    assert lines(notes) == ["done"]


def test_a_broker_that_stops_and_starts_loses_nothing(tmp_path, notes):
    """Broker and worker up, broker down while ordering, broker up again, empty."""
    valkey = servers.start_valkey(tmp_path / "valkey", throwaway=True)
    worker = None
    try:
        publish_to(valkey.address())
        worker = ClockedWorker(valkey.address(), tmp_path / "worker.log", tmp_path / "mail")
        valkey.stop()
        job = enqueue("test.note", str(notes), key="x")
        assert state(job) == State.WAITING
        valkey = _start_again(valkey.port, tmp_path)
        worker.wait_until(lambda: state(job) == State.DONE)
    finally:
        if worker:
            worker.stop()
        valkey.stop()
        publish_to(plugin.current().valkey())
    assert lines(notes) == ["done"]


def test_a_child_let_go_is_followed_by_a_new_one_at_once(clocked_workers, notes):
    """Waiting for Celery's own round takes five seconds for each of the ten, which is too long."""
    worker = clocked_workers(ForgetfulWorker)
    for number in range(10):
        enqueue("test.signed", str(notes), key=str(number))

    worker.wait_until(lambda: not Job.objects.unfinished().exists())

    assert len(lines(notes)) == len(set(lines(notes))) == 10


def test_two_workers_run_a_job_once_and_one_ends_what_the_other_died_of(clocked_workers, notes):
    workers = [clocked_workers(), clocked_workers()]
    with transaction.atomic():
        jobs = [enqueue("test.note", f"{notes}-{number}", key=str(number)) for number in range(10)]
    for job in jobs:
        broker.publish(job.pk, job.queue)  # a second message for each

    workers[0].wait_until(lambda: not Job.objects.unfinished().exists())
    for worker in workers:
        worker.wait_until_idle()
    assert [lines(Path(f"{notes}-{number}")) for number in range(10)] == [["done"]] * 10
    assert set(Job.objects.filter(kind="test.note").values_list("attempt", flat=True)) == {1}

    job = enqueue("test.slow", str(notes), key="x")
    workers[0].wait_until(lambda: Job.objects.get(pk=job.pk).progress_total == 3)
    (begun,) = lines(notes)
    group = os.getpgid(int(begun.split()[1]))
    (first,) = (worker for worker in workers if worker.process.pid == group)
    (second,) = (worker for worker in workers if worker is not first)
    first.kill()
    Path(f"{notes}.go").touch()
    second.wait_until(lambda: state(job) == State.DONE)
    job.refresh_from_db()
    assert job.attempt == 2
    assert [line.split()[0] for line in lines(notes)] == ["begun", "begun", "done"]


def test_a_worker_tries_again_keeps_its_lease_and_ends_its_job_before_it_stops(
    clocked_workers, tmp_path
):
    worker = clocked_workers()  # its leases last two seconds, and it sweeps each second
    tried = tmp_path / "tried"
    job = enqueue("test.broken", str(tried), key="x")
    worker.wait_until(lambda: state(job) == State.FAILED)
    job.refresh_from_db()
    assert job.error == "Noe gikk galt hos oss. Vi prøvde 3 ganger."
    assert lines(tried) == ["tried"] * 3

    slow = tmp_path / "slow"
    job = enqueue("test.slow", str(slow), key="y")
    worker.wait_until(lambda: lines(slow))
    time.sleep(4)
    assert services.run(job.pk) is None
    assert services.sweep() == 0
    Path(f"{slow}.go").touch()
    worker.wait_until(lambda: state(job) == State.DONE)
    assert [line.split()[0] for line in lines(slow)] == ["begun", "done"]

    last = tmp_path / "last"
    job = enqueue("test.slow", str(last), key="z")
    worker.wait_until(lambda: lines(last))
    worker.process.send_signal(signal.SIGTERM)
    Path(f"{last}.go").touch()
    worker.process.wait(20)
    assert state(job) == State.DONE


def _environment(**changes: str) -> dict[str, str]:
    return {**os.environ, **changes}


def _start_again(port: int, folder: Path) -> servers.Valkey:
    """A broker on the port the old one had, with nothing in it."""
    return servers.start_valkey(folder / "valkey-again", throwaway=True, port=port)
