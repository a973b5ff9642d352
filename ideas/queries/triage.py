"""Reads for the work view: what a row says besides the idea, and whom work can be given to."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from ideas.models import Idea, IdeaQuerySet
from ideas.models.answer import Clarification
from ideas.models.assessment import Assessment, ShortListed
from ideas.models.campaign import Campaign
from ideas.queries.assessment import assessments_of, scales_in
from ideas.queries.clarification import with_clarifying
from organisation.people.models import (
    Person,
    PersonQuerySet,
    Role,
    RoleGrant,
    ServiceArea,
    Unit,
)


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
    return with_clarifying(with_clarification(ideas)).annotate(
        assessments_given=assessments_of(),
        is_listed=Exists(ShortListed.objects.filter(idea=here)),
        is_assessed_by_me=Exists(Assessment.objects.filter(idea=here, assessor=person)),
    )


@dataclass(frozen=True)
class WorkChoices:
    """What the work view can be narrowed by and work given to: (id, name) of each."""

    units: list[tuple[str, str]]
    handlers: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    campaigns: list[tuple[str, str]]
    scales: dict[int, list[dict[str, Any]]]  # those in use, by district


def work_choices_for(person: Person) -> WorkChoices:
    """One query for all the lists, read once however often the page asks."""
    return person.once("ideas.work_choices", lambda: _choices(person))


def _choices(person: Person) -> WorkChoices:
    columns = (
        Unit.objects.visible_to(person).active().in_tree_order(),
        possible_handlers(person),
        ServiceArea.objects.visible_to(person).active().order_by("name_key", "pk"),
        Campaign.objects.visible_to(person).annotate(name=F("title")).order_by("-opens_at", "pk"),
    )
    lists = [ArraySubquery(rows.values(row=JSONObject(id="pk", name="name"))) for rows in columns]
    districts = Unit.objects.filter(pk__in=person.grants.districts)
    scales = ArraySubquery(districts.values(row=JSONObject(id="pk", scales=scales_in("pk"))))
    *found, of_districts = Person.objects.filter(pk=person.pk).values_list(*lists, scales).get()
    units, handlers, areas, campaigns = (
        [(str(row["id"]), row["name"]) for row in rows] for rows in found
    )
    return WorkChoices(
        units, handlers, areas, campaigns, {row["id"]: row["scales"] for row in of_districts}
    )


def possible_handlers(person: Person) -> PersonQuerySet:
    """Those who advise or lead in the districts where `person` advises."""
    districts = Unit.objects.filter(pk__in=person.units_as(Role.ADVISER)).values("district")
    steer = RoleGrant.objects.filter(
        role__in=(Role.ADVISER, Role.MANAGER), unit__district__in=districts
    )
    people: PersonQuerySet = Person.objects.active().filter(pk__in=steer.values("person"))
    return people.order_by("name_key", "pk")
