"""Kinds of jobs that only tests know. Each run leaves a line in the file it is given."""

import os
import time
from pathlib import Path

from organisation.errors import DomainError
from organisation.jobs import Progress, Unfinished, job


def note(path: str, word: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{word}\n")


@job("test.note", queue="mail", title="Noterer")
def make_note(path: str, *, progress: Progress) -> None:
    note(path, "done")


@job("test.signed", queue="documents")
def sign(path: str, *, progress: Progress) -> None:
    note(path, str(os.getpid()))


@job("test.slow", queue="documents", title="Lager PDF", result_url=lambda path: "/ferdig/")
def slow(path: str, *, progress: Progress) -> None:
    note(path, f"begun {os.getpid()}")
    progress.report(1, 3, "Lager PDF")
    deadline = time.monotonic() + 60
    while not Path(f"{path}.go").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    note(path, "done")


@job("test.broken", queue="bulk", attempts=3)
def broken(path: str, *, progress: Progress) -> None:
    note(path, "tried")
    raise RuntimeError("the printer is on fire")


@job("test.refused", queue="bulk")
def refused(path: str, *, progress: Progress) -> None:
    note(path, "tried")
    raise DomainError("Saken er ikke godkjent ennå.")


@job("test.long", queue="bulk", attempts=2)
def long(path: str, *, progress: Progress) -> None:
    """Does one part in each run, five in all."""
    note(path, "part")
    if len(Path(path).read_text().splitlines()) < 5:
        raise Unfinished
