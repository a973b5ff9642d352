"""What Celery knows of us: run one job, sweep, and the jobs app's own housekeeping."""

from datetime import time

from celery import shared_task

from organisation.jobs import services
from organisation.jobs.registry import Progress, job


@shared_task(name="jobs.run")
def run(job_id: int) -> None:
    """Run the job, unless it is done or somebody else has it."""
    services.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Find what a dead broker or a killed worker left behind."""
    services.sweep()


@job("jobs.prune", queue="bulk", daily=time(3, 0))
def prune(day: str, *, progress: Progress) -> None:
    services.prune()
