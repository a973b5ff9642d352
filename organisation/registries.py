"""What one page gathers from all floors. Each floor adds its entries in AppConfig.ready.

Every entry costs a constant number of queries, whatever the size of the district.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Entry = TypeVar("Entry")
Text = str | Promise


class Registry(Generic[Entry]):
    """Named entries in the order they were added; adding a name again replaces it."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(self, name: str, entry: Entry) -> None:
        self._entries[name] = entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def names(self) -> list[str]:
        return list(self._entries)

    def items(self) -> list[tuple[str, Entry]]:
        return list(self._entries.items())


@dataclass(frozen=True)
class Row:
    """One line on my page: something that waits, or that I follow."""

    icon: str
    title: str
    url: str
    facts: tuple[str, ...] = ()
    due: date | None = None
    due_words: Text = ""  # what the date is, e.g. "Svar lovet"
    action: Text = ""
    state: Text = ""


@dataclass(frozen=True)
class Lines:
    """Lines on my page about things of one kind.

    `found` gives the things for a person, None for whom there can be none; `rows` gets the things
    and the person. Entries with the same `found` share one reading. My page asks all entries in
    one query whether they have something (`organisation.people.queries`), and reads those only.
    """

    found: Callable[[Any], QuerySet[Any] | None]
    rows: Callable[[list[Any], Any], Iterable[Row]]

    def __call__(self, person: Any) -> Iterable[Row]:
        return self.rows(things_of(person, self.found), person)


def things_of(person: Any, found: Callable[[Any], QuerySet[Any] | None]) -> list[Any]:
    """What `found` gives for `person`, read the first time only."""

    def read() -> list[Any]:
        things = found(person)
        return [] if things is None else list(things)

    things: list[Any] = person.once(found, read)
    return things


@dataclass(frozen=True)
class Start:
    """Something a person can begin from my page."""

    icon: str
    title: Text
    url: str
    primary: bool = False


@dataclass(frozen=True)
class Panel:
    """A small sheet on my page, drawn by `template` with `context` as `panel`."""

    name: str
    title: Text
    template: str
    context: Any
    link: str = ""
    link_text: Text = ""
    age: Text = ""


@dataclass(frozen=True)
class ThreadEvent:
    """One dated step in the red thread of a project."""

    on: date
    icon: str
    title: str
    url: str = ""
    text: str = ""
    kind: str = ""  # to narrow the thread by; empty is the kind of the one who tells
    document: str = ""  # the address of the document that says so


@dataclass(frozen=True)
class Events:
    """Steps in the red thread told by things of one kind.

    `found` gives the things of a project that a person may see; `told` makes events of them. The
    thread asks all entries in one query whether they have something to tell, and reads those only.
    """

    found: Callable[[int, Any], QuerySet[Any]]
    told: Callable[[Iterable[Any]], Iterable[ThreadEvent]]

    def __call__(self, project_id: int, person: Any) -> Iterable[ThreadEvent]:
        return self.told(self.found(project_id, person))


@dataclass(frozen=True)
class SearchKind:
    """A kind of thing the search box finds: its name, rows for a person, its line in the list."""

    title: Text
    found: Callable[[Any, str], QuerySet[Any]]  # (person, query) -> ranked rows with .headline
    row: Callable[[Any], Row]


@dataclass(frozen=True)
class SimilarHit:
    """What is said of a thing that is like what somebody writes."""

    what: Text  # "Idé 2026-031"
    url: str
    text: str  # one line: the need, what was answered, or what was learned
    state: Text = ""
    mark: str = "new"  # see state_tag


@dataclass(frozen=True)
class SimilarKind:
    """A kind of thing that may be like what somebody writes.

    `rows` gets a person and gives the rows the person may see; the field `vector` holds their
    words (`organisation.search.similar`). `apart` shows that many of them under the title, beside
    the five that are most alike of all other kinds.
    """

    title: Text
    rows: Callable[[Any], QuerySet[Any]]
    hit: Callable[[Any], SimilarHit]
    apart: int = 0
    vector: str = "sim"


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document that can be made: its name and the template that draws it."""

    title: Text
    template: str


# (person) -> rows, best as `Lines`; (person) -> starts;
# (project id, person) -> events, best as `Events`
waiting_for: Registry[Callable[[Any], Iterable[Row]]] = Registry()
following: Registry[Callable[[Any], Iterable[Row]]] = Registry()
can_start: Registry[Callable[[Any], Iterable[Start]]] = Registry()
panels: Registry[Callable[[Any], Panel | None]] = Registry()  # (person) -> sheet on my page
thread_events: Registry[Callable[[int, Any], Iterable[ThreadEvent]]] = Registry()
# (idea, person) -> what became of it on the floors above, for the page of the idea
idea_events: Registry[Callable[[Any, Any], Iterable[ThreadEvent]]] = Registry()
search_kinds: Registry[SearchKind] = Registry()
similar_kinds: Registry[SimilarKind] = Registry()
gate_evidence: Registry[Callable[[int], Iterable[Row]]] = Registry()  # (project id) -> rows
document_kinds: Registry[DocumentKind] = Registry()
# What documents are made from, read with what its name and address need; by kind of thing
document_holders: Registry[Callable[[], QuerySet[Any]]] = Registry()
# (stored file, person) -> may read it; a file that no holder vouches for is read by nobody
file_holders: Registry[Callable[[Model, Any], bool]] = Registry()
personal_data: Registry[Callable[[Any], Iterable[Any]]] = Registry()  # (person) -> rows about them
# (person) -> what is counted, None when it is nothing; "notices" stands at the bell, a
# destination's name ("ideas") in the header
shell_counts: Registry[Callable[[Any], QuerySet[Any] | None]] = Registry()
# (unit, person) -> None, inside the transaction that moved the unit and all below it
unit_moved: Registry[Callable[[Any, Any], None]] = Registry()
# (partner, person) -> what the organisation takes part in, of what the person may see
partner_work: Registry[Callable[[Any, Any], Iterable[Row]]] = Registry()
# (challenge, person) -> what is done about it, of what the person may see
challenge_work: Registry[Callable[[Any, Any], Iterable[Row]]] = Registry()
# (person) -> (day, what was met) of meetings that are over, days worth showing a page as of
board_meetings: Registry[Callable[[Any], Iterable[tuple[date, str]]]] = Registry()
# (person) -> pages an administrator keeps things on
administration: Registry[Callable[[Any], Iterable[Start]]] = Registry()
