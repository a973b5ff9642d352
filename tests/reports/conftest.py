"""The people round a case in Alna."""

import pytest

from organisation.people.models import Person, Role, Unit
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.reports import director_of, secretary_of


@pytest.fixture
def unit(alna: Unit) -> Unit:
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def secretary(alna: Unit) -> Person:
    return secretary_of(alna)


@pytest.fixture
def director(alna: Unit) -> Person:
    return director_of(alna)


@pytest.fixture
def board_member(alna: Unit) -> Person:
    return person_as(Role.BOARD_MEMBER, alna, is_employee=False)


@pytest.fixture
def manager(unit: Unit) -> Person:
    return person_as(Role.MANAGER, unit)


@pytest.fixture
def employee(unit: Unit) -> Person:
    return PersonFactory(unit=unit)
