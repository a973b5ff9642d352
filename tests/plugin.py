"""Gives every test run its own real PostgreSQL and Valkey, before Django reads its settings.

Loaded by `-p tests.plugin` (pyproject.toml). The first process starts the servers; the processes of
pytest-xdist only read their addresses. Several runs may go on in one checkout at the same time.
"""

import atexit
import fcntl
import gc
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from config.local import servers
from config.local.install import find_chromium
from tests import templates

HANDED_DOWN = "NYTTIGGJORT_TEST_SERVERS"
PREFIX = "nyttiggjort-test-"


@dataclass(frozen=True)
class TestServers:
    """Where the servers of this run are, and which parts of them this process may use."""

    __test__ = False
    folder: str
    sockets: str
    valkey_port: int

    @property
    def process_number(self) -> int:
        """0 without pytest-xdist or in its controller, then 1, 2, …"""
        return int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1

    @property
    def database(self) -> str:
        return f"test_{self.process_number}"

    @property
    def files(self) -> Path:
        return Path(self.folder) / f"files-{self.process_number}"

    @property
    def mail(self) -> Path:
        return Path(self.folder) / f"mail-{self.process_number}"

    def postgres(self, user: str, database: str = "") -> str:
        return servers.postgres_address(Path(self.sockets), database or self.database, user)

    def valkey(self, nth: int = 0) -> str:
        """One of this process's four Valkey databases."""
        return f"redis://127.0.0.1:{self.valkey_port}/{self.process_number * 4 + nth}"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, Any, Any]:
    """A wrapper runs before pytest-django, which reads the settings in this hook."""
    gc.disable()  # until all is imported: what comes now stays
    if HANDED_DOWN not in os.environ:
        os.environ[HANDED_DOWN] = json.dumps(asdict(_start()))
    os.environ.update(_environment(current()))
    keep_compiled()
    return (yield)


def keep_compiled() -> None:
    """Let Python keep what it compiles, also where the machine says not to.

    Dozens of programs are started in a run, and each would compile all there is anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def begin() -> TestServers:
    """The same for a program that is no test run: start servers, and name them to Django."""
    here = _start()
    os.environ.update(_environment(here))
    return here


def current() -> TestServers:
    return TestServers(**json.loads(os.environ[HANDED_DOWN]))


def _start() -> TestServers:
    """Start both servers in a folder of this run's own, and see to it that they end with us."""
    place = Path(tempfile.gettempdir())
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    folder.chmod(0o711)  # PostgreSQL runs as *nobody* when the tests run as root
    in_use = (folder / "in-use").open("w")
    fcntl.flock(in_use, fcntl.LOCK_EX)
    templates.take(folder / "postgres")
    postgres = servers.start_postgres(folder / "postgres", throwaway=True)
    servers.make_roles(postgres)
    valkey = servers.start_valkey(folder / "valkey", throwaway=True)

    def end(in_use: IO[str] = in_use, pid: int = os.getpid()) -> None:
        if os.getpid() != pid:  # a forked child inherits this exit handler, not our servers
            return
        valkey.stop()
        templates.forget_clones(postgres)
        postgres.stop()
        templates.keep(folder, folder / "postgres" / "data")
        shutil.rmtree(folder, ignore_errors=True)
        in_use.close()

    atexit.register(end)
    return TestServers(str(folder), str(postgres.socket_folder), valkey.port)


def _sweep(place: Path) -> None:
    """Remove what earlier runs that were killed left behind; a running one holds its lock."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / "in-use").open("r+") as in_use:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def _environment(here: TestServers) -> dict[str, str]:
    return {
        "SECRET_KEY": "only-for-tests",
        "DEBUG": "0",
        "DEMO": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": here.postgres(servers.APP),
        "DATABASE_OWNER_URL": here.postgres(servers.OWNER),
        "DATABASE_AS_OWNER": "0",
        "DATABASE_POOL": "0",
        "ALLOW_BACKDATING": "1",
        "REDIS_URL": here.valkey(),
        "CACHE_URL": "",
        "CELERY_VISIBILITY_TIMEOUT": "10",
        "FILES_ROOT": str(here.files),
        "EMAIL_FILE_PATH": str(here.mail),
        "STATIC_MANIFEST": "0",
        "LOG_FORMAT": "console",
        "LOG_LEVEL": "WARNING",
        # Playwright keeps an event loop alive, which Django would take for async code.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it again and again took a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """With CI=true a test that did not really run is a failure of the run."""
    if os.environ.get("CI") != "true":
        return
    not_run = [
        report
        for outcome in ("skipped", "xfailed")
        for report in terminalreporter.stats.get(outcome, [])
    ]
    if not_run:
        terminalreporter.section("CI=true: every test must run", red=True)
        for report in not_run:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or session.exitstatus != 0:
        return
    if reporter.stats.get("skipped") or reporter.stats.get("xfailed"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def chromium() -> str:
    """The installed browser; CHROMIUM names another one."""
    found = find_chromium()
    if not found:
        raise pytest.UsageError("Chromium is missing: run `make test` once, or set CHROMIUM.")
    return found
