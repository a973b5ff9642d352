"""The worker and its clock. What is to be done stands in the database; see organisation.jobs."""

import gc
import os
from contextlib import suppress
from typing import Any

from celery import Celery, bootsteps
from celery.signals import celeryd_after_setup, setup_logging, worker_process_init
from kombu import Queue

from organisation.jobs.registry import QUEUES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Django's checks load every page of the product, which no worker shows; those who prepare the
# database run them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
PAPER = {"documents", "packs"}  # queues of what is drawn
app = Celery("nyttiggjort")
app.set_default()  # for every thread of the web server, not only the one that imports this
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = [Queue(name, routing_key=name) for name in QUEUES]
app.conf.task_default_queue = "mail"  # the lane that never waits behind long work
# The clock keeps nothing on disk: daily jobs are remembered by their rows.
app.conf.beat_scheduler = "celery.beat:Scheduler"
app.autodiscover_tasks()


@app.on_after_configure.connect
def set_the_clock(sender: Celery, **kwargs: object) -> None:
    from django.conf import settings

    sender.conf.beat_schedule = {
        "jobs.sweep": {
            "task": "jobs.sweep",
            "schedule": settings.JOBS_SWEEP_SECONDS,
            "options": {"expires": 10 * settings.JOBS_SWEEP_SECONDS},
        }
    }


@setup_logging.connect
def log_like_the_web_server(**kwargs: object) -> None:
    """With a receiver here Celery leaves the log as Django's settings made it."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


class Replace(bootsteps.StartStopStep):
    """Puts a new child where one was let go, within a fraction of a second.

    Celery looks when a child closes its end of a pipe, which ours, giving way to its parent, does
    before it has ended; then Celery looks again after five seconds.
    """

    requires = ("celery.worker.components:Pool",)
    seconds = 0.2

    def register_with_event_loop(self, worker: Any, hub: Any) -> None:
        hub.call_repeatedly(self.seconds, worker.pool.maintain_pool)


app.steps["worker"].add(Replace)


@celeryd_after_setup.connect
def load_before_the_fork(instance: Any, **kwargs: object) -> None:
    """What every child needs is loaded once and shared, so that letting a child go costs little.

    What is frozen stays in the pages they share, and is not looked through for garbage.
    """
    if PAPER & set(instance.app.amqp.queues.consume_from):
        from organisation.files.rendering import pdf

        with suppress(OSError):  # without Pango a document says so when it is made
            pdf.load()
    gc.collect()
    gc.freeze()


@worker_process_init.connect
def step_back(**kwargs: object) -> None:
    """Whoever looks at a page comes before what is made for later."""
    from django.conf import settings

    with suppress(OSError):  # where a process may not be nice
        os.nice(settings.WORKER_NICE)
