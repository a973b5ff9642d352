"""The wake-up: one message to the broker, or none at all, but never a wait.

Celery's own connection tries again and again, and so does the Redis client below it. A person
waits for us, and the sweep finds what was not sent; so here everything is tried once, for at most
the better part of a second.
"""

import logging
import time
from typing import Any

from celery import current_app
from kombu.transport import redis as redis_transport
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

SOCKET_SECONDS = 0.7
QUIET_SECONDS = 5.0  # after a failure nobody else in this process waits for the broker so long


class Silence:
    """Which broker did not answer, and until when this process leaves it alone."""

    broker = ""
    until = 0.0


class OneTryChannel(redis_transport.Channel):
    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        parameters = super()._connparams(asynchronous)  # type: ignore[misc]
        return {**parameters, "retry": Retry(NoBackoff(), 0)}


class OneTryTransport(redis_transport.Transport):
    Channel = OneTryChannel


def publish(job_id: int, queue: str) -> bool:
    """Wake a worker for the job; False when the broker does not answer."""
    address = current_app.conf.broker_write_url
    if address == Silence.broker and time.monotonic() < Silence.until:
        return False
    try:
        with _connection() as connection:
            current_app.send_task(
                "jobs.run", args=(job_id,), queue=queue, connection=connection, retry=False
            )
    except Exception as error:
        # Whatever is wrong with the broker, the row is safe and the caller's work is done.
        Silence.broker, Silence.until = address, time.monotonic() + QUIET_SECONDS
        logger.warning("Broker does not answer; job %s waits for the sweep: %s", job_id, error)
        return False
    return True


def forget_silence() -> None:
    """Ask the broker again at once, however lately it was silent."""
    Silence.until = 0.0


def _connection() -> Any:
    connection: Any = current_app.connection_for_write(
        connect_timeout=SOCKET_SECONDS,
        transport_options={
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
            "connect_retries_timeout": SOCKET_SECONDS,
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
        },
    )
    if connection.transport_cls in {"redis", "rediss", "valkey"}:
        connection.transport_cls = OneTryTransport
    return connection
