"""The people of one department in Alna, and the desk they take turns at."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page

from organisation.people.models import Role, Unit, UnitKind
from tests.browser.desk import Axe, Desk
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.reports import committee_of


@pytest.fixture
def desk(page: Page, as_person: Callable[..., Any], axe: Axe, javascript: bool) -> Desk:
    """With JavaScript, and once more without."""
    return Desk(page, as_person, axe if javascript else None)


@pytest.fixture
def people(alna: Unit) -> SimpleNamespace:
    """One for each part in the story; `people.unit` is where it happens."""
    department = UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)
    unit = UnitFactory(parent=department, name="Hjemmetjenesten")
    committee_of(alna)
    return SimpleNamespace(
        unit=unit,
        employee=PersonFactory(unit=unit, name="Sara Nguyen"),
        adviser=person_as(Role.ADVISER, alna, name="Ingrid Moe"),
        owner=PersonFactory(unit=unit, name="Eva Strand"),
        leader=PersonFactory(unit=unit, name="Jonas Lien"),
        manager=person_as(Role.MANAGER, department, name="Kari Holm"),
        other_manager=person_as(Role.MANAGER, department, name="Per Aas"),
        secretary=person_as(Role.SECRETARIAT, alna, name="Mona Berg"),
        director=person_as(Role.DIRECTOR, alna, name="Tor Dahl", job_title="Bydelsdirektør"),
        board_member=person_as(Role.BOARD_MEMBER, alna, name="Liv Krogh", is_employee=False),
        administrator=person_as(Role.ADMINISTRATOR, alna, name="Odd Vik"),
    )
