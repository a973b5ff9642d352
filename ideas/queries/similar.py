"""What is like an idea, of all kinds of things that may be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ideas.models import Idea
from organisation.people.models import Person
from organisation.registries import SimilarHit, SimilarKind, similar_kinds
from organisation.search.queries import marked
from organisation.search.similar import ask, like

BEST = 5


@dataclass(frozen=True)
class Found:
    """One thing that is like the text. `idea` is the idea when it is one, to join or to link."""

    hit: SimilarHit
    title: SafeString
    likeness: float
    idea: Idea | None = None
    is_mine: bool = False
    may_join: bool = False


@dataclass(frozen=True)
class Similar:
    """The best of all kinds together, and those with a heading of their own. `is_asked` is False
    when there is nothing to go by, so that nobody is told that nothing was found.
    """

    best: list[Found]
    apart: list[tuple[str | Promise, list[Found]]]
    is_asked: bool = True

    @property
    def count(self) -> int:
        return len(self.best)


def similar_to(text: str, person: Person, *, leave_out: Collection[int] = ()) -> Similar:
    """What `person` may see that is like `text`, ideas with an id in `leave_out` excepted.

    Two queries for the words, one for what is like them, and those that read each kind.
    """
    question = ask(text, person.grants.districts)
    if not question:
        return Similar([], [], is_asked=False)
    best: list[Found] = []
    apart = []
    kinds = list(similar_kinds)
    alike = like([(kind.rows(person), kind.vector) for kind in kinds], question)
    for kind, rows in zip(kinds, alike, strict=True):
        found = list(_of_kind(kind, rows, person, leave_out))
        if not kind.apart:
            best += found
        elif found:
            apart.append((kind.title, found))
    best.sort(key=lambda one: -one.likeness)
    return Similar(best[:BEST], apart)


def _of_kind(
    kind: SimilarKind, alike: QuerySet[Any], person: Person, leave_out: Collection[int]
) -> Iterator[Found]:
    most = kind.apart or BEST
    rows = [
        row
        for row in alike[: most + len(leave_out)]
        if not (isinstance(row, Idea) and row.pk in leave_out)
    ]
    for row in rows[:most]:
        idea = row if isinstance(row, Idea) else None
        yield Found(
            hit=kind.hit(row),
            title=marked(row.headline),
            likeness=row.likeness,
            idea=idea,
            is_mine=idea is not None and idea.is_author(person),
            may_join=idea is not None and may_join(idea, person),
        )


def may_join(idea: Any, person: Person) -> bool:
    """Whether there is still something to join: an idea that waits, or that will be woken."""
    is_alive = idea.is_unanswered or idea.outcome == Idea.Outcome.PARKED
    return is_alive and person.has_perm("ideas.support_idea", idea)
