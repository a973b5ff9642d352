"""The one world that all tests of permissions look at."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.permissions.world import World, build, rolled_back


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once, since it takes long; whoever changes it rolls the change back."""
    with django_db_blocker.unblock(), rolled_back():
        yield build()
