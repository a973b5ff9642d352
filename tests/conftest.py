"""Fixtures for every test. Servers come from tests/plugin.py."""

from collections.abc import Callable, Generator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import BrowserContext, Page

from config.local import servers
from tests import browsing, plugin
from tests.database import Reset, make_test_database, use_reset_for_committing_tests
from tests.worker import Worker, publish_to

if TYPE_CHECKING:
    from organisation.people.models import Person, Unit

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # root has none
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)

# The database ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest.FixtureRequest
) -> Generator[None]:
    """This process's own database, with two districts in it; the web's role owns nothing here.

    The districts have long had what their first project would install; doing that in each test
    that makes a project took a third of such tests' time.
    """
    from django.db import connections

    from organisation.audit.tracking import backdated
    from portfolio.services import install_templates
    from tests.factories.people import open_districts

    here = plugin.current()
    make_test_database(here)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        districts = open_districts()
        with backdated(LONG_AGO):
            for district in districts:
                install_templates(district)
    reset = Reset(here.postgres(servers.SUPERUSER))
    undo = use_reset_for_committing_tests(reset)
    yield
    undo()
    reset.close()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()


@pytest.fixture
def alna(db: None) -> "Unit":
    """The district of the test."""
    return _district("alna")


@pytest.fixture
def nabo(db: None) -> "Unit":
    """The district next door, from which nothing may be seen."""
    return _district("nabo")


def _district(slug: str) -> "Unit":
    from organisation.people.models import Unit

    return Unit.objects.get(slug=slug)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Generator[None]:
    """Hashing a password is slow on purpose; no test is about that."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Generator[None]:
    yield
    cache.clear()  # failed log-ins are counted there


@pytest.fixture
def as_person(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """`as_person(person)` gives a test client; `as_person(person, page)` logs the browser in."""

    def log_in(person: "Person", page: Page | None = None) -> Client | Page:
        if page is None:
            client = Client()
            client.force_login(person)
            return client
        browsing.log_in(page.context, request.getfixturevalue("live_server").url, person)
        return page

    return log_in


# Celery ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _session_worker(django_db_setup: None) -> Generator[Worker]:
    here = plugin.current()
    number = here.process_number
    worker = Worker(here.valkey(1), here.mail.with_name(f"worker-{number}.log"), here.mail)
    yield worker
    worker.stop()


@pytest.fixture
def worker(transactional_db: None, _session_worker: Worker) -> Generator[Worker]:
    """A running Celery worker that does what this test enqueues; the same one all session long."""
    publish_to(_session_worker.broker)
    for letter in _session_worker.mail.glob("*"):
        letter.unlink()
    yield _session_worker
    _session_worker.wait_until_idle()
    publish_to(plugin.current().valkey())


@pytest.fixture
def fresh_worker(transactional_db: None) -> Generator[Worker]:
    """A worker of this test's own, to be killed; the session's worker sees none of its messages."""
    here = plugin.current()
    number = here.process_number
    worker = Worker(
        here.valkey(2),
        here.mail.with_name(f"fresh-worker-{number}.log"),
        here.mail.with_name(f"fresh-mail-{number}"),
    )
    publish_to(worker.broker)
    yield worker
    worker.throw_away()
    publish_to(here.valkey())


# The browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": plugin.chromium(),
        "args": CHROMIUM_ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "nb-NO",
        "timezone_id": "Europe/Oslo",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Runs a browser test twice, the second time in a browser without JavaScript."""
    return bool(request.param)


@pytest.fixture
def context(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], live_server: Any
) -> Generator[BrowserContext]:
    """A browser window on our own site; the test fails on CSP violations and script errors."""
    scripts = "javascript" not in request.fixturenames or request.getfixturevalue("javascript")
    context = new_context(base_url=live_server.url, java_script_enabled=scripts)
    faults = browsing.Faults()
    faults.watch(context)
    yield context
    assert faults.seen == []


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`assert axe(page) == []`: no accessibility fault on the page as it stands."""
    return browsing.axe
