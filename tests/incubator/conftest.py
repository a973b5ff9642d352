import pytest

from organisation.people.models import Person, Unit
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory


@pytest.fixture
def adviser(alna: Unit) -> Person:
    return adviser_of(alna, name="Ingrid Moe", email="ingrid@alna.example")


@pytest.fixture
def kari(alna: Unit) -> Person:
    return PersonFactory(unit=alna, name="Kari Haugen", email="kari@alna.example")


@pytest.fixture
def jonas(alna: Unit) -> Person:
    return PersonFactory(unit=alna, name="Jonas Lien", email="jonas@alna.example")
