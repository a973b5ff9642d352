"""A saved view is its maker's; those it is shared with may use it."""

from typing import Any

import rules

from organisation.people.models import Person, Role

# Who steers a unit may show the others there what to look at.
STEERING_ROLES = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR, Role.ADMINISTRATOR)


@rules.predicate
def made_it(person: Person, view: Any) -> bool:
    return person.is_active and view is not None and view.person_id == person.pk


@rules.predicate
def is_shared_with(person: Person, view: Any) -> bool:
    """The person has the role it is shared with, on that unit."""
    return view is not None and bool(view.role) and view.unit_id in person.units_as(view.role)


@rules.predicate
def steers(person: Person, unit: Any = None) -> bool:
    """The person steers `unit`; some unit, when none is given."""
    units = steered_by(person)
    return bool(units) if unit is None else unit.pk in units


def steered_by(person: Person) -> frozenset[int]:
    """Ids of the units a person may share a view on."""
    return frozenset().union(*(person.units_as(role) for role in STEERING_ROLES))


PERMISSIONS = {
    "search.view_savedview": made_it | is_shared_with,
    "search.share_view": steers,
    "search.change_savedview": made_it,
}
