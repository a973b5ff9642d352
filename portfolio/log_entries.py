"""The decisions log: what others add to it.

Filled in `gathered`, noun by noun: `log_entries.entries.append(function)`. A function costs a
constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from organisation.people.models import Person
from portfolio.models import Project


@dataclass(frozen=True)
class LogEntry:
    """One line of the log: what was decided, when, by whom in which role, and where it stands."""

    on: date
    kind: str  # a name in KINDS, for the filter
    title: str
    who: str = ""
    role: str = ""
    text: str = ""
    url: str = ""
    document: str = ""  # address of the document that says so


# (project, person) -> entries as far as the person may see them
entries: list[Callable[[Project, Person], Iterable[LogEntry]]] = []
