"""Real Celery workers for tests, bound to the database and broker of this test process."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import redis

from config.celery import app
from config.local import servers
from organisation.jobs import registry

ROOT = Path(__file__).resolve().parent.parent
QUEUES = (*registry.QUEUES, "celery")


class Worker:
    """One worker process. What it prints is in `log`; mail it sends are files in `mail`.

    Its child lives as long as it does, so that no test depends on how much memory a machine gives.
    """

    options: tuple[str, ...] = ()

    def __init__(self, broker: str, log: Path, mail: Path) -> None:
        self.broker = broker
        self.log = log
        self.mail = mail
        self.redis = redis.Redis.from_url(broker)
        self.redis.flushdb()
        self.start()

    def start(self) -> None:
        """Start, or start again after `kill`; returns when the worker takes messages."""
        before = self.log.stat().st_size if self.log.exists() else 0
        command = [sys.executable, "-m", "celery", "-A", "config", "worker"]
        command += ["--queues", ",".join(QUEUES), "--concurrency", "1", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat", *self.options]
        environment = {
            **os.environ,
            "REDIS_URL": self.broker,
            "LOG_LEVEL": "INFO",
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.mail),
        }
        with self.log.open("ab") as log:
            self.process = servers.launch(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.wait_until(lambda: b" ready." in self.log.read_bytes()[before:])

    def kill(self) -> None:
        """End the worker and its children at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def throw_away(self) -> None:
        """After a test of its own, of which it need not finish anything: stopping takes seconds."""
        self.kill()
        self.redis.close()

    def stop(self) -> None:
        servers.stop(self.process, signal.SIGTERM, patience=15)
        self.redis.close()

    def wait_until(self, happened: Callable[[], object], seconds: float = 30) -> None:
        """Wait for what the worker should bring about; fails with the end of its log."""
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline or self.process.poll() is not None:
                tail = self.log.read_text(errors="replace")[-3000:]
                raise AssertionError(f"The worker did not do it in {seconds} s:\n{tail}")
            time.sleep(0.05)

    def wait_until_idle(self, seconds: float = 30) -> None:
        """Wait until no message is queued and none is being worked on."""
        self.wait_until(lambda: not self._unfinished(), seconds)

    def _unfinished(self) -> int:
        queued = sum(int(self.redis.llen(queue)) for queue in QUEUES)  # type: ignore[arg-type]
        return queued + int(self.redis.hlen("unacked"))  # type: ignore[arg-type]


def publish_to(broker: str) -> None:
    """Let what this process enqueues from now on go to `broker`."""
    app.conf.update(broker_url=broker, broker_read_url=broker, broker_write_url=broker)
    app.amqp._producer_pool = None
    app._pool = None
