from datetime import time

from organisation.jobs import Progress, job
from organisation.search.words import rebuild_words


@job("search.rebuild_words", queue="bulk", daily=time(3, 30))
def rebuild(day: str, *, progress: Progress) -> None:
    rebuild_words()
