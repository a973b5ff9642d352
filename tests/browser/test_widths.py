"""Every page there is, wide and narrow: nothing stands out, each says what it is.

axe looks at each template once, at the first of the addresses that show it.
"""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test.signals import template_rendered
from playwright.sync_api import Error, Page, Response

from organisation.people.models import Person
from portfolio import services as portfolio
from reports import services as reports
from tests.factories.portfolio import make_project
from tests.factories.reports import written_case
from tests.permissions.people import ANONYMOUS
from tests.permissions.table import MATRIX, Line
from tests.permissions.world import build

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, NARROW = 1280, 320
WHAT_IT_SAYS = """() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
})"""
# What reaches past the right edge of the screen; nothing when the page fits.
STANDING_OUT = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
    ["the page", ...[...document.body.querySelectorAll("*")]
        .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
        .slice(0, 5).map(each => each.outerHTML.slice(0, 120))]"""
# What looks different to different people, beside the table's addresses.
PAGES = {
    "employee": ["/", "/prosjekter/{running_project.slug}/", "/sok/?q=Nattpatruljen"],
    "submitter": ["/ideer/{assessed_idea.pk}/"],
    "adviser": ["/", "/prosjekter/nytt/?ide={new_idea.pk}"],
    "leader": [
        "/",
        "/prosjekter/{prepared.slug}/beslutning/bp1/",
        "/prosjekter/{running_project.slug}/endre/",
        "/prosjekter/{running_project.slug}/fase/",
        "/prosjekter/{running_project.slug}/folk/",
        "/prosjekter/{running_project.slug}/beslutning/",
        "/prosjekter/{running_project.slug}/beslutning/bp1/",
    ],
    "manager": ["/", "/prosjekter/{project.slug}/beslutning/bp1/"],
    "director": ["/", "/saker/{checked_case.pk}/", "/saker/{checked_case.pk}/tilbake/"],
    "secretariat": [
        "/",
        "/saker/",
        "/saker/{scheduled_case.pk}/",
        "/saker/{scheduled_case.pk}/saksgang/",
    ],
    "board_member": ["/", "/saker/", "/saker/{scheduled_case.pk}/"],
    "administrator": ["/", "/enheter/", "/personer/"],
}
# Addresses of the table that answer with no page of their own.
NO_PAGE = {
    "/helse/": "for machines",
    "/stil/": "only while building",
    "/varsler/antall/": "a fragment",
    "/portefolje/endret/": "a fragment",
    "/prosjekter/{project.slug}/endret/": "a fragment",
    "/ideer/{released_idea.pk}/kommentarer/nevn/": "a fragment",
    "/konto/logout/": "leads on for those who are out",
    "/konto/2fa/authenticate/": "only in the middle of logging in",
    "/prosjekter/utkast/project/{project.pk}/": "leads on for those who may edit",
    "/ideer/excel/": "a file",
    "/portefolje/diagram/veikart.svg": "a file",
    "/sok/visninger/{saved_view.pk}/": "leads on to the list",
    "/varsler/{notice.pk}/": "leads on to what the notice is about",
    "/prosjekter/beslutning/{gate.pk}/": "leads on to the gate",
    "/prosjekter/{running_project.slug}/beslutning/{decided_gate.code}/protokoll/{decision.pk}/": (
        "a file"
    ),
    "/prosjekter/skriver/section/{substance.section.pk}/": "leads on for those who may write",
    "/filer/{substance.file.key}/": "a file",
    "/prosjekter/{project.slug}/okonomi/foringer.csv": "a file",
    "/filer/{attached.key}/": "a file",
    "/filer/{attachment.file.key}/": "a file",
}
# Who looks at a page when the table lets several in; the rest come in the order of the alphabet.
FIRST = ["employee", "adviser", "secretariat", "administrator", "leader", "submitter", "manager"]


@pytest.fixture
def world(transactional_db: None) -> SimpleNamespace:
    """One of everything; and a gate that is prepared, and a case to be approved."""
    world = build()
    leader: Person = world.people["leader"]
    world.prepared = make_project(
        world.alna,
        unit=world.care,
        owner=world.people["owner"],
        leader=leader,
        by=leader,
        title="Samordnet besøksplanlegging for hjemmetjenesten",
    )
    by = world.people["secretariat"]
    world.checked_case = reports.send_to_quality_check(
        written_case(world.care, by, title="Saksbehandlingsrutiner"), by=by
    )
    return world


def looked_at_by(line: Line) -> str:
    if line.is_open and line.address.startswith("/konto/"):
        return ANONYMOUS
    assert line.get
    return min(line.get, key=lambda role: (FIRST.index(role) if role in FIRST else 99, role))


def rounds(area: str) -> dict[str, list[str]]:
    """The pages of an area that each person looks at: the table's once each, and PAGES."""
    found: dict[str, list[str]] = {}
    for line in MATRIX:
        if line.get and line.sees and line.address not in NO_PAGE:
            found.setdefault(looked_at_by(line), []).append(line.address)
    for role, pages in PAGES.items():
        found[role] = list(dict.fromkeys([*found.get(role, []), *pages]))
    inside = {
        role: [page for page in pages if area_of(page) == area] for role, pages in found.items()
    }
    return {role: pages for role, pages in inside.items() if pages}


def area_of(address: str) -> str:
    """Which part of the walk an address belongs to; they are about as long as each other."""
    first, _slash, rest = address.strip("/").partition("/")
    if first != "prosjekter":
        return "ideas" if first in ("ideer", "idesok", "floker") else "the rest"
    return "one project" if rest.startswith("{") else "projects"


@pytest.fixture
def rendered() -> Iterator[list[str]]:
    """The templates the server renders, in order; a page's own comes first."""
    names: list[str] = []

    def note(template: Any, **_others: Any) -> None:
        names.append(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@pytest.mark.parametrize("area", ["ideas", "one project", "projects", "the rest"])
def test_every_page_fits_and_says_what_it_is(
    area: str, world: SimpleNamespace, page: Page, as_person: Any, axe: Any, rendered: list[str]
) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    for role, addresses in rounds(area).items():
        page.context.clear_cookies()
        if role != ANONYMOUS:
            as_person(world.people[role], page)
        for template in addresses:
            address = template.format(**vars(world))
            rendered.clear()
            page.set_viewport_size({"width": NARROW, "height": 900})
            try:
                answer = page.goto(address)
            except Error as error:
                faults.append(f"{role} at {address}: {error.message.splitlines()[0]}")
                continue
            is_new = bool(rendered) and rendered[0] not in seen
            seen.update(rendered[:1])
            found = missed(page, answer, axe) if is_new else missed_narrow(page, answer)
            faults += [f"{role} at {address}: {fault}" for fault in found]
    assert len(seen) > 20
    if faults:
        pytest.fail("\n".join(faults))


def missed(page: Page, answer: Response | None, axe: Any, *, status: int = 200) -> Iterator[str]:
    """What is wrong with a page: as it stands, to axe, and wide."""
    yield from missed_narrow(page, answer, status=status)
    if answer and answer.status == status and answer.request.redirected_from is None:
        page.set_viewport_size({"width": WIDE, "height": 900})
        yield from axe(page)
        yield from (f"{thing} stands out at {WIDE}" for thing in page.evaluate(STANDING_OUT))


def missed_narrow(page: Page, answer: Response | None, *, status: int = 200) -> Iterator[str]:
    """The same for a template that has been looked at: what it says of itself, and its width."""
    assert answer
    leads_on = answer.request.redirected_from is not None
    if answer.status != status or (leads_on and "/konto/login/" in answer.url):
        yield f"answers {answer.status} from {answer.url}"
    elif not leads_on:  # else it leads on to a page that is looked at by its own address
        page.set_viewport_size({"width": NARROW, "height": 900})
        says = page.evaluate(WHAT_IT_SAYS)
        if says["lang"] != "nb" or not re.search(r"\S.* – Nyttiggjort$", says["title"]):
            yield f"says it is {says['title']!r} in {says['lang']!r}"
        if says["headings"] != 1 or says["mains"] != 1:
            yield f"has {says['headings']} first headings and {says['mains']} main parts"
        yield from (f"{thing} stands out at {NARROW}" for thing in page.evaluate(STANDING_OUT))


def test_the_pages_that_say_no_fit_too(
    world: SimpleNamespace, page: Page, as_person: Any, axe: Any
) -> None:
    as_person(world.people["employee"], page)
    refused = page.goto(f"/ideer/innstillinger/{world.care.pk}/")
    assert list(missed(page, refused, axe, status=403)) == []
    assert list(missed(page, page.goto("/finnes-ikke/"), axe, status=404)) == []


def test_the_page_that_says_somebody_was_faster_fits_too(
    world: SimpleNamespace, page: Page, as_person: Any, axe: Any
) -> None:
    project = world.project
    as_person(world.people["leader"], page)
    page.goto(f"{project.get_absolute_url()}endre/")
    project.refresh_from_db()
    changes = {"summary": "Først."}
    portfolio.edit_project(project, changes, version=project.version, by=project.owner)
    page.locator("[name='summary']").fill("Sist.")
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name="Lagre").click()
    assert list(missed(page, navigation.value, axe, status=409)) == []
