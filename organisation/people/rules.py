"""Who may do what with units, people and registers; and the predicates all floors build on."""

from typing import Any

import rules

from organisation.people.models import Person, Role


def has_role(role: Role) -> rules.Predicate:
    """The person has `role` on the thing's unit, or on a unit above it."""

    def test(person: Person, thing: Any) -> bool:
        return thing is not None and thing.unit_id in person.grants.units_as(role)

    return rules.Predicate(test, name=f"has_role:{role}")


def has_role_for_district(role: Role) -> rules.Predicate:
    """The person has `role` on the whole of the thing's district."""

    def test(person: Person, thing: Any) -> bool:
        return thing is not None and thing.district_id in person.grants.units_as(role)

    return rules.Predicate(test, name=f"has_role_for_district:{role}")


def has_role_somewhere(role: Role) -> rules.Predicate:
    """The person has `role` on at least one unit; opens a page, never an object."""

    def test(person: Person, thing: Any = None) -> bool:
        return bool(person.grants.units_as(role))

    return rules.Predicate(test, name=f"has_role_somewhere:{role}")


@rules.predicate
def is_employee(person: Person, thing: Any = None) -> bool:
    """The person works in some district."""
    return bool(person.grants.employee_districts)


@rules.predicate
def is_employee_of(person: Person, thing: Any) -> bool:
    """The person works in the thing's district."""
    return thing is not None and thing.district_id in person.grants.employee_districts


@rules.predicate
def belongs_to_district(person: Person, thing: Any) -> bool:
    """The person works in the thing's district, or has a role there."""
    return thing is not None and thing.district_id in person.grants.districts


@rules.predicate
def is_outsider(person: Person, thing: Any = None) -> bool:
    """The person comes from a partner."""
    return person.is_outsider


@rules.predicate
def is_self(person: Person, thing: Any) -> bool:
    return thing is not None and person.pk == thing.pk


@rules.predicate
def is_own_role(person: Person, grant: Any) -> bool:
    return grant is not None and person.pk == grant.person_id


@rules.predicate
def administers_all_roles(person: Person, thing: Any) -> bool:
    """The person administers every unit where the other has a role.

    Who sets another's e-mail address can become that other, so may only do it to somebody whose
    roles reach no further than their own. Asks the database: for one person's pages, not for lists.
    """
    if thing is None or (thing.is_installation_admin and not person.is_installation_admin):
        return False
    units = thing.role_grants.values_list("unit_id", flat=True)
    return person.grants.units_as(Role.ADMINISTRATOR).issuperset(units)


administers = has_role(Role.ADMINISTRATOR)
administers_district = has_role_for_district(Role.ADMINISTRATOR)
administers_something = has_role_somewhere(Role.ADMINISTRATOR)

PERMISSIONS = {
    "people.administer": administers_something,
    "people.view_unit": belongs_to_district,
    "people.change_unit": administers,
    "people.view_person": is_employee_of | administers | is_self,
    "people.change_person": administers & administers_all_roles,
    "people.change_profile": is_self,
    "people.view_role": is_employee_of | administers | is_own_role,
    "people.change_role": administers,
    "people.view_register": belongs_to_district,
    "people.change_register": administers_district,
    "people.choose_parts": administers_district,
}
