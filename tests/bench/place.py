"""A migrated database of its own for a benchmark, gone when the program ends; and its clock."""

import os
import time
from pathlib import Path
from typing import Any

import django

from config.local import servers
from tests import plugin
from tests.database import make_test_database
from tests.plugin import TestServers


def prepare() -> TestServers:
    """Start servers, make the database and set Django up on it, as PostgreSQL's superuser: a
    benchmark fills tables past what guards them.
    """
    here = plugin.begin()
    make_test_database(here)
    os.environ["DATABASE_URL"] = servers.superuser_address(os.environ["DATABASE_URL"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    return here


def worked(connection: Any) -> float:
    """Milliseconds that this process and its PostgreSQL have worked so far."""
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not server.exists():
        return time.perf_counter() * 1000
    return time.process_time() * 1000 + int(server.read_text().split()[0]) / 1e6
