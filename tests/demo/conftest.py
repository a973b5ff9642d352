"""The demo district, loaded once for all tests of this folder, and for no others."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from config.demo.load import load
from organisation.people.models import Unit


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Nothing of it is committed; the tests' own Alna makes room meanwhile."""
    with django_db_blocker.unblock(), transaction.atomic():
        Unit.objects.filter(slug="alna").update(slug="eldre-alna", name="Bydel Eldre Alna")
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _the_demo_runs(settings: Any) -> None:
    """Elsewhere its made-up people are not let in."""
    settings.DEMO = True
