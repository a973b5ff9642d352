"""A migrated database of its own for a benchmark, gone when the program ends."""

import os

import django

from config.local import servers
from tests import plugin
from tests.database import make_test_database


def prepare() -> None:
    """Start servers, make the database and set Django up on it, as PostgreSQL's superuser: a
    benchmark fills tables past what guards them.
    """
    here = plugin.begin()
    make_test_database(here)
    os.environ["DATABASE_URL"] = servers.superuser_address(os.environ["DATABASE_URL"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
