"""What those who steer may know of ideas they may not read yet: that they wait, and since when."""

from typing import Any

from django.db.models import Exists, OuterRef

from ideas.models import Idea
from ideas.models.idea import IdeaQuerySet
from ideas.queries.triage import with_clarification
from organisation.people.models import Person, Role

STEERS = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)
SAID = ("need", "title", "proposal", "for_whom", "reply")


def waiting_in_units_of(person: Person) -> IdeaQuerySet:
    """Unanswered ideas of the units `person` steers, with `may_read`; texts are not fetched."""
    units: frozenset[int] = frozenset().union(*(person.units_as(role) for role in STEERS))
    readable: Any = Idea.objects.visible_to(person).filter(pk=OuterRef("pk"))
    waiting = Idea.objects.unanswered().filter(unit__in=units).select_related("unit", "handler")
    rows: IdeaQuerySet = with_clarification(waiting.annotate(may_read=Exists(readable)))
    return rows.defer(*SAID)
