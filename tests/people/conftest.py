"""A small piece of each district."""

import pytest

from organisation.people.models import Person, Role, Unit, UnitKind
from tests.factories.people import PersonFactory, UnitFactory, person_as


@pytest.fixture
def health(alna: Unit) -> Unit:
    return UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)


@pytest.fixture
def home_care(health: Unit) -> Unit:
    return UnitFactory(parent=health, name="Hjemmetjenesten")


@pytest.fixture
def administrator(alna: Unit) -> Person:
    return person_as(Role.ADMINISTRATOR, alna)


@pytest.fixture
def employee(home_care: Unit) -> Person:
    return PersonFactory(unit=home_care)
