"""Reads for the work view: what a row says besides the idea, and whom work can be given to."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from ideas.models import Idea, IdeaQuerySet
from ideas.models.answer import Clarification
from ideas.models.assessment import Assessment, ShortListed
from organisation.people.models import Person, Role, ServiceArea, Unit


def with_clarification(ideas: QuerySet[Idea]) -> Any:
    """Adds `clarified_by` (a name) and `clarified_due`; None when nobody is asked to choose."""
    asked = Clarification.objects.filter(idea=OuterRef("pk"), ended_at=None)
    return ideas.annotate(
        clarified_by=Subquery(asked.values("decider__name")[:1]),
        clarified_due=Subquery(asked.values("due_on")[:1]),
    )


def with_marks(ideas: IdeaQuerySet, person: Person) -> Any:
    """What a row of the work view shows: also `is_listed` and `is_assessed_by_me`."""
    here = OuterRef("pk")
    return with_clarification(ideas).annotate(
        is_listed=Exists(ShortListed.objects.filter(idea=here)),
        is_assessed_by_me=Exists(Assessment.objects.filter(idea=here, assessor=person)),
    )


def handlers_for(person: Person) -> list[Person]:
    """Those who advise or lead in the districts where `person` advises; read once."""
    units = Unit.objects.filter(pk__in=person.units_as(Role.ADVISER)).values("district")
    return person.once(
        "ideas.handlers",
        lambda: list(
            Person.objects.active()
            .filter(
                role_grants__role__in=(Role.ADVISER, Role.MANAGER),
                role_grants__unit__district__in=units,
            )
            .order_by("name_key", "pk")
            .distinct()
        ),
    )


def areas_for(person: Person) -> list[ServiceArea]:
    """The service areas ideas can be placed in; read once."""
    return person.once(
        "ideas.areas",
        lambda: list(ServiceArea.objects.visible_to(person).active().order_by("name_key", "pk")),
    )
