"""Offers to help, read together with the idea they are about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from ideas.lifecycle.together import HelpState
from ideas.models import Idea, IdeaQuerySet
from ideas.models.support import HelpOffer
from organisation.people.models import Person

MOST_SHOWN = 50


@dataclass(frozen=True)
class Offer:
    """One offer as the page shows it."""

    pk: int
    person_id: int
    name: str
    message: str
    state: str
    reply: str
    at: datetime
    answered: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.state == HelpState.OFFERED

    @property
    def is_accepted(self) -> bool:
        return self.state == HelpState.ACCEPTED

    @property
    def state_words(self) -> str:
        return str(HelpState(self.state).label)


def with_offers(ideas: IdeaQuerySet, _person: Person) -> IdeaQuerySet:
    """Adds `offers`: those that stand, the first one first."""
    standing = HelpOffer.objects.filter(idea=OuterRef("pk")).exclude(state=HelpState.WITHDRAWN)
    found = standing.order_by("offered_at", "pk").values(
        row=JSONObject(
            pk=F("pk"),
            person_id=F("person"),
            name=F("person__name"),
            message=F("message"),
            state=F("state"),
            reply=F("reply"),
            at=F("offered_at"),
            answered=F("answered_at"),
        )
    )
    return ideas.annotate(offers=ArraySubquery(found[:MOST_SHOWN]))


def offers_shown(idea: Idea, person: Person, *, answers: bool) -> Iterator[Offer]:
    """Help that is accepted, for all; one's own offers; and every offer for who `answers` them.

    The word with the answer is for the one who offered and for those who answer.
    """
    rows: list[dict[str, Any]] = getattr(idea, "offers", [])
    for row in rows:
        answered = row["answered"] and datetime.fromisoformat(row["answered"])
        offer = Offer(**{**row, "at": datetime.fromisoformat(row["at"]), "answered": answered})
        if answers or offer.person_id == person.pk:
            yield offer
        elif offer.is_accepted:
            yield replace(offer, reply="")
