"""The worker and its clock. What is to be done stands in the database; see organisation.jobs."""

import os

from celery import Celery
from celery.signals import setup_logging
from kombu import Queue

from organisation.jobs.registry import QUEUES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
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
