"""Which ideas say the same, also when the link leads through others, and who may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from ideas.lifecycle import BECOMES_PROJECT
from ideas.lifecycle.together import MergeState
from ideas.models import Idea, IdeaQuerySet
from ideas.models.sameness import Merge, MergeConsent, SameIdea
from ideas.queries import outcomes_for
from organisation.people.models import Person
from organisation.search.queries import clean, ranked

MOST_FOUND = 10
# The ids of all ideas one comes to from `start`, itself included.
REACHED = """
WITH RECURSIVE reached(id) AS (
    SELECT {start}
    UNION
    SELECT CASE same.first_id WHEN reached.id THEN same.second_id ELSE same.first_id END
      FROM reached JOIN ideas_sameidea same ON reached.id IN (same.first_id, same.second_id)
)
SELECT id FROM reached
"""


def same_as(idea_id: int) -> list[int]:
    """The idea itself and all that are linked with it, however far; one query."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED.format(start="%s::bigint"), [idea_id])
        return sorted(row[0] for row in cursor.fetchall())


def with_ties(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Adds `tied`, all that is linked with the idea, and `merges_told`, in the same query."""
    asked = MergeConsent.objects.filter(merge=OuterRef("pk")).order_by("pk")
    merges = (
        Merge.objects.filter(Q(idea=OuterRef("pk")) | Q(into=OuterRef("pk")))
        .filter(state__in=(MergeState.PROPOSED, MergeState.MERGED))
        .order_by("pk")
    )
    told = JSONObject(
        pk="pk",
        state="state",
        idea="idea_id",
        into="into_id",
        undo_until="undo_until",
        answer_by="answer_by",
        proposed_by="proposed_by_id",
        asked=ArraySubquery(asked.values(said=JSONObject(person="person_id", agrees="agrees"))),
    )
    return with_tied(ideas).annotate(merges_told=ArraySubquery(merges.values(told=told)))


def with_tied(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Adds `tied`: the ids of the idea itself and all that is linked with it."""
    reached = f"ARRAY({REACHED.format(start='ideas_idea.id')})"
    return ideas.annotate(tied=RawSQL(reached, [], ArrayField(models.BigIntegerField())))


@dataclass(frozen=True)
class MergeToldOf:
    """A merge as one of its ideas tells of it; `other` is None when one may not read that."""

    pk: int
    other: Idea | None
    answer_by: date
    agreed: int
    asked: int
    my_answer_is_awaited: bool


@dataclass(frozen=True)
class Ties:
    """What the page of an idea says of others: the same, merged, or proposed to be."""

    same: list[Idea] = field(default_factory=list)
    merged_into: Idea | None = None
    is_merged: bool = False
    merged_here: list[Idea] = field(default_factory=list)
    proposed: list[MergeToldOf] = field(default_factory=list)
    undo: int | None = None  # the merge of this idea that can still be taken apart


def ties_of(idea: Any, person: Person, *, sees_to: bool, on: date) -> Ties:
    """One query when the idea is tied to others, else none; `idea` is read `with_ties`."""
    merges = [row for row in idea.merges_told if row["state"] == MergeState.MERGED]
    proposed = [row for row in idea.merges_told if row["state"] == MergeState.PROPOSED]
    others = {row[side] for row in idea.merges_told for side in ("idea", "into")}
    wanted = ({*idea.tied} | others) - {idea.pk}
    if not wanted:
        return Ties()
    readable = {
        found.pk: found
        for found in Idea.objects.visible_to(person)
        .filter(pk__in=wanted)
        .select_related("unit", *(["project"] if idea.outcome in BECOMES_PROJECT else []))
        .order_by("pk")
    }
    away = next((row for row in merges if row["idea"] == idea.pk), None)
    undo = away and date.fromisoformat(away["undo_until"]) >= on
    return Ties(
        same=[found for pk, found in readable.items() if pk in idea.tied],
        merged_into=readable.get(away["into"]) if away else None,
        is_merged=away is not None,
        merged_here=[
            readable[row["idea"]]
            for row in merges
            if row["into"] == idea.pk and row["idea"] in readable
        ],
        proposed=[
            _told_of(row, idea, person, readable)
            for row in proposed
            if sees_to or _has_part(row, person)
        ],
        undo=away["pk"] if away and undo and (sees_to or _has_part(away, person)) else None,
    )


def _has_part(row: dict[str, Any], person: Person) -> bool:
    asked = {said["person"] for said in row["asked"]}
    return person.pk in asked or row["proposed_by"] == person.pk


def _told_of(
    row: dict[str, Any], idea: Idea, person: Person, readable: dict[int, Idea]
) -> MergeToldOf:
    other = row["into"] if row["idea"] == idea.pk else row["idea"]
    return MergeToldOf(
        pk=row["pk"],
        other=readable.get(other),
        answer_by=date.fromisoformat(row["answer_by"]),
        agreed=sum(said["agrees"] is True for said in row["asked"]),
        asked=len(row["asked"]),
        my_answer_is_awaited=any(
            said["person"] == person.pk and said["agrees"] is None for said in row["asked"]
        ),
    )


@dataclass(frozen=True)
class Together:
    """Where an answer goes besides the idea itself, told before it is sent."""

    goes_to: list[Idea] = field(default_factory=list)
    left_out: list[Idea] = field(default_factory=list)  # unanswered, and somebody else's to answer
    unseen: int = 0  # unanswered, and not to be read by the one who answers
    answered: list[Idea] = field(default_factory=list)  # have an answer already

    def __bool__(self) -> bool:
        return bool(self.goes_to or self.left_out or self.unseen or self.answered)


def answered_together(idea: Idea, by: Person) -> Together:
    """What is linked with `idea`, by what an answer from `by` does to it.

    Costs nothing for an idea read `with_tied` that is linked with no other.
    """
    tied = idea.tied if hasattr(idea, "tied") else same_as(idea.pk)
    ids = [pk for pk in tied if pk != idea.pk]
    if not ids:
        return Together()
    ideas = Idea.objects.filter(pk__in=ids).with_people().with_authors().order_by("pk")
    found = Together()
    unseen = 0
    for other in ideas:
        if not by.has_perm("ideas.view_idea", other):
            unseen += other.is_unanswered
        elif other.is_answered:
            found.answered.append(other)
        elif goes_along(other, by):
            found.goes_to.append(other)
        elif other.is_unanswered:
            found.left_out.append(other)
    return Together(found.goes_to, found.left_out, unseen, found.answered)


def goes_along(other: Idea, by: Person, outcome: str = "") -> bool:
    """Whether an answer of `by` to an idea that says the same may go to `other` too."""
    return (
        other.is_unanswered
        and by.has_perm("ideas.answer_idea", other)
        and (not outcome or outcome in outcomes_for(by, other))
    )


def shared_project(idea: Idea, same: Iterable[Idea], person: Person) -> Any:
    """The project that one of `same` became in the answer they were given together, to be seen."""
    if idea.outcome not in BECOMES_PROJECT or getattr(idea, "project", None):
        return None
    begun = (getattr(other, "project", None) for other in same)
    found = next((project for project in begun if project is not None), None)
    return found if found and person.has_perm("portfolio.view_project", found) else None


def undoable_merge(idea: Idea, on: date) -> Merge | None:
    """The merge that brought the idea into another, while it can be taken apart."""
    return Merge.objects.filter(idea=idea, state=MergeState.MERGED, undo_until__gte=on).first()


def direct_links(idea: Idea) -> dict[int, SameIdea]:
    """The links of the idea itself, by the id of the other."""
    links = SameIdea.objects.filter(Q(first=idea) | Q(second=idea))
    return {link.second_id if link.first_id == idea.pk else link.first_id: link for link in links}


def found_for(idea: Idea, person: Person, query: str) -> list[Idea]:
    """Ideas of the district that `person` may read, by number or by words; the best first."""
    readable = (
        Idea.objects.visible_to(person)
        .filter(district=idea.district_id)
        .exclude(pk=idea.pk)
        .select_related("unit")
    )
    asked = clean(query)
    by_number = list(readable.filter(number=asked)) if asked else []
    return by_number or list(ranked(readable, asked, headline=("need",))[:MOST_FOUND])


def open_merges_of(ids: Iterable[int]) -> models.QuerySet[Merge]:
    return Merge.objects.open().filter(Q(idea__in=ids) | Q(into__in=ids))
