"""Who in the line an improvement can be given to."""

from django.db.models import F, OuterRef, Subquery

from ideas.models import Idea
from organisation.people.models import Person, PersonQuerySet, Role, RoleGrant, Unit


def nearest_leader(unit: Unit) -> Person | None:
    """The leader of the unit, or of the nearest unit above that has one."""
    grants = RoleGrant.objects.filter(
        role=Role.MANAGER,
        unit__in=unit.lineage,
        person__is_active=True,
        person__is_employee=True,
        person__district=unit.district_id,
    ).select_related("person")
    nearest = grants.order_by(F("unit__path").desc(), "person__name_key", "person").first()
    return nearest.person if nearest else None


def line_managers(idea: Idea) -> PersonQuerySet:
    """Leaders of the district, the nearest above the idea first; all read what is answered."""
    leads = RoleGrant.objects.filter(role=Role.MANAGER, unit__district=idea.district_id)
    over_it = leads.filter(unit__in=idea.unit.lineage, person=OuterRef("pk"))
    return (
        Person.objects.employees_of(idea.district_id)
        .filter(pk__in=leads.values("person"))
        .annotate(near=Subquery(over_it.order_by("-unit__path").values("unit__path")[:1]))
        .order_by(F("near").desc(nulls_last=True), "name_key", "pk")
    )
