"""Whoever guides or leads a unit, or writes its cases, keeps its figures."""

import pytest

from organisation.people.models import Role
from tests.factories.people import PersonFactory, UnitFactory, person_as

KEEPERS = {Role.ADVISER, Role.MANAGER, Role.DIRECTOR, Role.SECRETARIAT}


@pytest.mark.django_db
def test_figures_are_kept_by_roles_over_the_unit(alna):
    unit, beside = UnitFactory(parent=alna), UnitFactory(parent=alna)
    people = {role: person_as(role, unit) for role in Role}
    verb = "portfolio.keep_unitfigure"
    assert {role for role, person in people.items() if person.has_perm(verb, unit)} == KEEPERS
    assert not any(person.has_perm(verb, beside) for person in people.values())
    assert not PersonFactory(unit=unit).has_perm(verb, unit)
