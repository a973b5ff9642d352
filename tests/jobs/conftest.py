import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from config.local import servers
from organisation.jobs import broker
from tests import plugin
from tests.jobs import handlers  # noqa: F401 - makes the kinds known here
from tests.worker import ROOT, Worker, publish_to


class ClockedWorker(Worker):
    """A worker that knows the tests' kinds, sweeps each second and soon gives up on the dead."""

    def start(self) -> None:
        before = self.log.stat().st_size if self.log.exists() else 0
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--beat"]
        command += ["--concurrency", "1", "--loglevel", "INFO", "--include", "tests.jobs.handlers"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat", *self.options]
        environment = {
            **os.environ,
            "REDIS_URL": self.broker,
            "LOG_LEVEL": "INFO",
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.mail),
            "JOBS_SWEEP_SECONDS": "1",
            "JOBS_LEASE_SECONDS": "2",
            "JOBS_BACK_OFF_SECONDS": "0.1",
        }
        with self.log.open("ab") as log:
            self.process = servers.launch(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.wait_until(lambda: b" ready." in self.log.read_bytes()[before:])


class ForgetfulWorker(ClockedWorker):
    """A worker whose children have all grown too big after one job."""

    options = ("--max-memory-per-child", "1")


@pytest.fixture
def clocked_workers(
    transactional_db: None, tmp_path: Path
) -> Generator[Callable[..., ClockedWorker]]:
    """Starts workers on a broker database of the test's own; all are stopped after it."""
    here = plugin.current()
    started: list[ClockedWorker] = []

    def start(made_of: type[ClockedWorker] = ClockedWorker) -> ClockedWorker:
        name = f"clocked-{len(started)}"
        worker = made_of(here.valkey(3), tmp_path / f"{name}.log", tmp_path / "mail")
        started.append(worker)
        return worker

    publish_to(here.valkey(3))
    yield start
    for worker in started:
        worker.throw_away()
    publish_to(here.valkey())


@pytest.fixture(autouse=True)
def _broker_answers() -> Generator[None]:
    """Forget that the broker was down in an earlier test."""
    broker.forget_silence()
    yield
    broker.forget_silence()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The file the handlers of tests write to."""
    return tmp_path / "notes"
