"""Reads about clarifications: who is to choose by when, and what was chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from ideas.lifecycle import Outcome
from ideas.lifecycle.together import Choice
from ideas.models import Idea, IdeaAnswer
from ideas.models.answer import Clarification
from organisation.people.models import Person, PersonQuerySet, Role

# What the adviser's answer begins with; the adviser may answer something else.
ADVISED = {
    Choice.PROJECT: Outcome.PROJECT,
    Choice.LINE_TASK: Outcome.IMPROVEMENT,
    Choice.NOTHING: Outcome.DECLINED,
}
CHOOSE = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)


@dataclass(frozen=True)
class Clarifying:
    """The clarification that stands of one idea: open, or chosen since its last answer."""

    row: Clarification

    @property
    def is_open(self) -> bool:
        return self.row.ended_at is None

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.row.due_on < on

    @property
    def outcome(self) -> Outcome | None:
        return ADVISED.get(Choice(self.row.choice)) if self.row.choice else None


def standing_clarifications() -> QuerySet[Clarification]:
    """Open, or chosen and not answered since; what was called off or is used up is left out."""
    answered: Any = IdeaAnswer.objects.filter(
        idea=OuterRef("idea"), answered_at__gte=OuterRef("ended_at")
    )
    return Clarification.objects.filter(Q(ended_at=None) | (~Q(choice="") & ~Exists(answered)))


def with_clarifying(ideas: QuerySet[Idea]) -> Any:
    """Adds `clarifying_said`, so that `clarifying_of` asks nothing more."""
    standing = standing_clarifications().filter(idea=OuterRef("pk")).order_by("-opened_at", "-pk")
    said = JSONObject(
        id="pk",
        question="question",
        decider_id="decider_id",
        decider_name="decider__name",
        due_on="due_on",
        choice="choice",
        reason="reason",
        ended_at="ended_at",
    )
    return ideas.annotate(clarifying_said=ArraySubquery(standing.values(row=said)[:1]))


def clarifying_of(idea: Idea) -> Clarifying | None:
    """What stands for `idea`; one query, none for an idea read `with_clarifying`."""
    if not hasattr(idea, "clarifying_said"):
        idea = with_clarifying(Idea.objects.filter(pk=idea.pk)).get()
    said = getattr(idea, "clarifying_said")  # noqa: B009 - an annotation
    return Clarifying(_row(idea, said[0])) if said else None


def _row(idea: Idea, said: dict[str, Any]) -> Clarification:
    return Clarification(
        pk=said["id"],
        idea=idea,
        question=said["question"],
        decider=Person(pk=said["decider_id"], name=said["decider_name"]),
        due_on=date.fromisoformat(said["due_on"]),
        choice=said["choice"],
        reason=said["reason"],
        ended_at=parse_datetime(said["ended_at"]) if said["ended_at"] else None,
    )


def possible_deciders(idea: Idea) -> PersonQuerySet:
    """Those who steer some unit of the idea's district, and have no part in the idea."""
    authors = [idea.submitter_id] if idea.submitter_id else []
    people: PersonQuerySet = (
        Person.objects.employees_of(idea.district_id)
        .filter(role_grants__role__in=CHOOSE, role_grants__unit__district=idea.district_id)
        .exclude(pk__in=authors)
        .exclude(pk__in=idea.co_submissions.values("person"))
        .order_by("name_key", "pk")
        .distinct()
    )
    return people
