"""The outsiders of an idea, read together with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, When
from django.db.models.functions import JSONObject

from ideas.models import Idea, IdeaQuerySet
from ideas.models.comment import IdeaInvitation
from organisation.people.models import Part, Person
from organisation.people.parts import where_on


@dataclass(frozen=True)
class Invited:
    """Somebody from a partner who may read the idea now."""

    pk: int
    name: str
    partner: str
    at: datetime


def with_outsiders(ideas: IdeaQuerySet, _person: Person) -> IdeaQuerySet:
    """Adds `outsiders`, the invitations not ended, and whether the district `has_outsiders`."""
    found = (
        IdeaInvitation.objects.filter(idea=OuterRef("pk"), ended_at=None)
        .order_by("invited_at", "pk")
        .values(
            row=JSONObject(
                pk=F("pk"),
                name=F("person__name"),
                partner=F("person__partner__name"),
                at=F("invited_at"),
            )
        )
    )
    has_part = Case(When(where_on(Part.OUTSIDERS), then=True), default=False)
    return ideas.annotate(outsiders=ArraySubquery(found), has_outsiders=has_part)


def outsiders_of(idea: Idea) -> Iterator[Invited]:
    rows: list[dict[str, Any]] = getattr(idea, "outsiders", [])
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        yield Invited(**{**row, "at": at, "partner": row["partner"] or ""})
