"""Every address, tried by everybody."""

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from html import unescape
from typing import Any
from zlib import crc32

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve

import config.urls
from organisation import permissions
from organisation.people.models import Person
from organisation.registries import search_kinds
from tests.drafts.test_every_form import KEPT, Textareas
from tests.permissions.lines import together
from tests.permissions.people import ANONYMOUS, EVERYBODY
from tests.permissions.table import MATRIX, SECRETS, Line
from tests.permissions.world import World, rolled_back

LET_IN = {200, 201, 204, 302, 400, 409, 413, 422}  # an empty form may be refused, never fall over
SITE = BaseHandler()
LINK = re.compile(r'<a [^>]*href="(/(?!static/)[^"]*)"')
TO_LOG_IN = "/konto/login/?next="
MANY = 4
MAY_LEAST = {"board_member", "employee", "neighbour"}
WORDS = {403: "refused", 404: "no such page", 405: "no such method"}


@pytest.fixture(scope="module")
def cookies(world: World) -> Iterator[dict[str, str]]:
    """What each visitor has in the browser; sessions live there, so that no query asks for them."""
    with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"):
        SITE.load_middleware()
        found = {ANONYMOUS: ""}
        for role, person in {**world.people, "outsider": world.outsider}.items():
            client = Client()
            client.force_login(person)
            found[role] = f"sessionid={client.cookies['sessionid'].value}"
        yield found


@pytest.fixture(autouse=True)
def _short_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages that say no are drawn in tests of their own; here they would take most time."""
    for status in (403, 404):
        plain = partial(plain_answer, status)
        monkeypatch.setattr(config.urls, f"handler{status}", plain, raising=False)


def plain_answer(status: int, *_: Any, **__: Any) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The permissions that the site has asked about."""
    names: set[str] = set()
    allows = permissions.allows

    def noting(person: Person, permission: str, thing: Any = None) -> bool:
        names.add(permission)
        return allows(person, permission, thing)

    monkeypatch.setattr(permissions, "allows", noting)
    return names


def send(cookie: str, method: str, address: str) -> HttpResponse:
    """Through all middleware, but without the test client, which copies every context."""
    request = getattr(RequestFactory(), method)(address, headers={"cookie": cookie})
    request._dont_enforce_csrf_checks = True
    with rolled_back() if method == "post" else nullcontext():
        response: Any = SITE.get_response(request)
        for close in response._resource_closers:
            close()
    return response


def met_by(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith(TO_LOG_IN):
        return "log in"
    if response.status_code in LET_IN:
        return "let in"
    return WORDS.get(response.status_code, f"status {response.status_code}")


def expected(line: Line, method: str, role: str) -> str:
    allowed = getattr(line, method)
    if role == ANONYMOUS and not line.is_open:
        return "log in"
    if allowed is None:
        return "no such method"
    if role == ANONYMOUS:
        return "let in" if line.sees else "no such page"
    if role not in line.sees:
        return "no such page"
    return "let in" if role in allowed else "refused"


def tried_by(line: Line, method: str) -> list[str]:
    """Those who get in, and of those who do not one or two of each kind, in turn.

    Where a method is not taken at all, one from inside and one from outside. Of those who are
    refused, some see the thing and some do not: not the same ones at every address. Where most get
    in, those who may least and some of the others do. The crawl has them all.
    """
    allowed = getattr(line, method)
    if allowed is None:
        return [ANONYMOUS, min(EVERYBODY)]
    turn = crc32(line.address.encode())
    many = 2 if method == "get" else 1
    refused = [sorted(roles) for roles in (line.sees - allowed, EVERYBODY - line.sees)]
    picked = in_turn(refused, turn, many)
    let_in = allowed & line.sees
    if len(let_in) > MANY:
        others = in_turn([sorted(let_in - MAY_LEAST)], turn, MANY)
        let_in = let_in & {*MAY_LEAST, *others, writer_of(line)}
    return [ANONYMOUS, *sorted(let_in), *sorted(picked)]


def writer_of(line: Line) -> str | None:
    """The one whose form is looked at."""
    return min((line.get or set()) & (line.post or set()), default=None)


def in_turn(kinds: list[list[str]], turn: int, many: int) -> set[str]:
    return {roles[(turn + nth) % len(roles)] for roles in kinds if roles for nth in range(many)}


def all_of(line: Line, method: str) -> list[str]:
    return [ANONYMOUS, *sorted(EVERYBODY)]


def unguarded(response: HttpResponse) -> list[str]:
    """Fields to write in that neither keep a draft nor ask before they are left."""
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    fields = Textareas(response.content.decode()).form_of.items()
    return [f"nobody guards {name}" for name, form in fields if not KEPT & form.keys()]


def told_too_much(response: HttpResponse, role: str) -> list[str]:
    """Words on the page that only others may read."""
    if response.streaming or response.status_code != 200:
        return []
    text = response.content.decode()
    return [word for word, readers in SECRETS.items() if role not in readers and word in text]


@pytest.mark.parametrize("who", [tried_by, pytest.param(all_of, marks=pytest.mark.crawl)])
@pytest.mark.parametrize("line", MATRIX, ids=lambda line: line.address)
def test_everybody_gets_where_the_table_says_and_reads_nothing_else(
    line: Line,
    who: Callable[[Line, str], list[str]],
    world: World,
    cookies: dict[str, str],
    asked: set[str],
) -> None:
    address = line.address.format(**vars(world))
    wrong = []
    writer = writer_of(line)
    for method in ("get", "post"):
        for role in who(line, method):
            response = send(cookies[role], method, address)
            wanted, met = expected(line, method, role), met_by(response)
            if met != wanted:
                wrong.append(f"{method} by {role}: {met}, should be {wanted}")
            wrong += [f"{role} reads {word}" for word in told_too_much(response, role)]
            if method == "get" and role == writer:
                wrong += unguarded(response)
    assert wrong == []
    assert not line.asks or line.asks in asked


def test_an_outsider_gets_nowhere_but_to_the_idea_they_are_invited_to(
    world: World, cookies: dict[str, str]
) -> None:
    let_in = set()
    for line in MATRIX:
        if line.is_open or line.address.startswith("/konto/"):
            continue
        for method in ("get", "post"):
            response = send(cookies["outsider"], method, line.address.format(**vars(world)))
            if met_by(response) in {"let in", "refused"}:
                let_in.add(line.address)
                text = response.content.decode()
                assert "Igelsrud" not in text  # whose name is hidden
                assert [word for word in SECRETS if word in text] in ([], ["Sykkelvognene"])
    # What is there, and is for others only, is refused: what somebody else wrote.
    others = {line.address for line in together.LINES if "endre" in line.address}
    others |= {line.address for line in together.LINES if "fjern" in line.address}
    assert let_in == together.OPEN_TO_OUTSIDERS | others


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield route.replace("^", "", 1)
        else:
            yield from patterns(each, route)


def test_the_table_knows_every_address_and_no_other(world: World) -> None:
    filled_in = (line.address.format(**vars(world)).partition("?")[0] for line in MATRIX)
    known = {resolve(address).route.replace("^", "", 1) for address in filled_in}
    assert known == set(patterns(get_resolver()))


SEARCHED = set(SECRETS) - {"Varselordet", "Utkastordet", "Utenfra Ugletveit"}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_search_finds_what_one_may_read_and_nothing_else(
    role: str, cookies: dict[str, str]
) -> None:
    pages = [
        send(cookies[role], "get", f"/sok/?q=grendehuset&slag={kind}").content.decode()
        for kind in search_kinds.names()
    ]
    found = {word for word in SEARCHED if any(word in page for page in pages)}
    assert found == {word for word in SEARCHED if role in SECRETS[word]}


def test_who_is_not_employed_reads_of_the_unit_but_not_who_steers_it(
    world: World, cookies: dict[str, str]
) -> None:
    pages = {
        role: send(cookies[role], "get", f"/enheter/{world.care.pk}/").content.decode()
        for role in ("employee", "board_member")
    }
    manager = world.people["manager"].name
    assert manager in pages["employee"]
    assert manager not in pages["board_member"]


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_every_link_on_my_page_leads_in(role: str, cookies: dict[str, str]) -> None:
    page = send(cookies[role], "get", "/").content.decode()
    links = {unescape(link) for link in LINK.findall(page)}
    assert "/ideer/" in links or role == "board_member"
    shut = {link for link in links if met_by(send(cookies[role], "get", link)) != "let in"}
    assert shut == set()
