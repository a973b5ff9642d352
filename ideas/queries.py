"""Reads that join ideas with people and units."""

from ideas.models import Idea
from organisation.people.models import Person, PersonQuerySet, Role, Unit


def with_role_over(unit: Unit, *roles: Role) -> PersonQuerySet:
    """People who have one of `roles` on `unit`, or on a unit above it."""
    above = [int(step) for step in unit.path.split(".")]
    return (
        Person.objects.active()
        .filter(role_grants__unit__in=above, role_grants__role__in=roles)
        .order_by("name_key", "pk")
        .distinct()
    )


def advisers_for(unit: Unit) -> PersonQuerySet:
    return with_role_over(unit, Role.ADVISER)


def possible_handlers(idea: Idea) -> PersonQuerySet:
    """Those who steer the unit of the idea and have no part in it."""
    return (
        with_role_over(idea.unit, Role.ADVISER, Role.MANAGER)
        .exclude(pk=idea.submitter_id)
        .exclude(pk__in=idea.co_submissions.values("person"))
    )
