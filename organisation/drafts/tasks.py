from datetime import time

from organisation.drafts import services
from organisation.jobs import Progress, job


@job("drafts.prune", queue="bulk", daily=time(3, 10))
def prune(day: str, *, progress: Progress) -> None:
    services.prune()
