"""Every page there is, wide and narrow: nothing stands out, each says what it is.

`make test` opens each view once, and axe looks at each template once. `make a11y` goes round with
everybody, in three widths and both themes.
"""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test.signals import template_rendered
from django.urls import resolve
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

WIDE, MIDDLE, NARROW = 1280, 768, 320
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
    "/saker/{draft_case.pk}/skriver/{section.pk}/": "a fragment",
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
    "/filer/{exempt_attachment.file.key}/": "a file",
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


Rounds = dict[str, list[str]]


def rounds(area: str) -> Rounds:
    """The pages of an area that each person looks at: the table's once each, and PAGES."""
    found: Rounds = {}
    for line in pages():
        found.setdefault(looked_at_by(line), []).append(line.address)
    for role, addresses in PAGES.items():
        found[role] = list(dict.fromkeys([*found.get(role, []), *addresses]))
    return inside(area, found)


def rounds_of_all(area: str) -> Rounds:
    """The same with everybody at every page that lets them in."""
    found: Rounds = {}
    for line in pages():
        by = looked_at_by(line)
        for role in [ANONYMOUS] if by == ANONYMOUS else sorted(line.get or ()):
            found.setdefault(role, []).append(line.address)
    for role, addresses in PAGES.items():
        found[role] = list(dict.fromkeys([*found.get(role, []), *addresses]))
    return inside(area, found)


def pages() -> Iterator[Line]:
    yield from (line for line in MATRIX if line.get and line.sees and line.address not in NO_PAGE)


def inside(area: str, found: Rounds) -> Rounds:
    there = {
        role: [page for page in addresses if area_of(page) in area]
        for role, addresses in found.items()
    }
    return {role: addresses for role, addresses in there.items() if addresses}


def area_of(address: str) -> str:
    """Which part of the walk an address belongs to; they are about as long as each other."""
    first, _slash, rest = address.strip("/").partition("/")
    if first != "prosjekter":
        return "ideas" if first in ("ideer", "idesok", "floker") else "the rest"
    return "one project" if rest.startswith("{") else "other projects"


@pytest.fixture
def rendered() -> Iterator[list[str]]:
    """The templates the server renders, in order; a page's own comes first."""
    names: list[str] = []

    def note(template: Any, **_others: Any) -> None:
        names.append(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


class Walk:
    """Opens page after page, and writes down what is wrong with them."""

    def __init__(self, world: Any, page: Page, as_person: Any, axe: Any, rendered: list[str]):
        self.world, self.page, self.axe, self.rendered = world, page, axe, rendered
        self._log_in = as_person
        self.templates: set[str] = set()
        self.views: set[str] = set()
        self.faults: list[str] = []

    def log_in(self, role: str) -> None:
        self.page.context.clear_cookies()
        if role != ANONYMOUS:
            self._log_in(self.world.people[role], self.page)

    def open(self, role: str, address: str) -> tuple[Response | None, bool]:
        """The answer, and whether its template is new; no answer is a fault."""
        self.rendered.clear()
        self.page.set_viewport_size({"width": NARROW, "height": 900})
        try:
            answer = self.page.goto(address, wait_until="domcontentloaded")
            self.page.evaluate("document.fonts.ready.then(() => true)")
        except Error as error:
            self.faults.append(f"{role} at {address}: {error.message.splitlines()[0]}")
            return None, False
        is_new = bool(self.rendered) and self.rendered[0] not in self.templates
        self.templates.update(self.rendered[:1])
        return answer, is_new

    def once(self, found: Rounds) -> None:
        """Each view at the first of its addresses."""
        for role, addresses in found.items():
            self.log_in(role)
            for template in addresses:
                address = template.format(**vars(self.world))
                view = resolve(address.partition("?")[0]).view_name
                if view in self.views:
                    continue
                self.views.add(view)
                answer, is_new = self.open(role, address)
                if answer is not None:
                    look = (
                        missed(self.page, answer, self.axe)
                        if is_new
                        else missed_narrow(self.page, answer)
                    )
                    self.faults += [f"{role} at {address}: {fault}" for fault in look]

    def everywhere(self, found: Rounds) -> None:
        """Each address, in each width."""
        for role, addresses in found.items():
            self.log_in(role)
            for template in addresses:
                address = template.format(**vars(self.world))
                answer, is_new = self.open(role, address)
                if answer is not None:
                    look = [*missed_narrow(self.page, answer), *self._wider(answer, is_new)]
                    self.faults += [f"{role} at {address}: {fault}" for fault in look]

    def _wider(self, answer: Response, is_new: bool) -> Iterator[str]:
        if answer.status != 200 or answer.request.redirected_from is not None:
            return
        if is_new:
            yield from (f"at {NARROW}: {fault}" for fault in self.axe(self.page))
        for width in (MIDDLE, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            yield from (
                f"{thing} stands out at {width}" for thing in self.page.evaluate(STANDING_OUT)
            )
        if is_new:
            yield from self.axe(self.page)


@pytest.fixture
def walk(
    world: SimpleNamespace, page: Page, as_person: Any, axe: Any, rendered: list[str]
) -> Iterator[Walk]:
    walk = Walk(world, page, as_person, axe, rendered)
    yield walk
    if walk.faults:
        pytest.fail("\n".join(walk.faults))


@pytest.mark.parametrize("area", ["ideas, the rest", "one project, other projects"])
def test_every_page_fits_and_says_what_it_is(area: str, walk: Walk) -> None:
    walk.once(rounds(area))
    assert len(walk.templates) > 40


@pytest.mark.crawl
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("area", ["ideas", "one project", "other projects", "the rest"])
def test_every_page_fits_for_everybody_in_each_theme(area: str, theme: Any, walk: Walk) -> None:
    walk.page.emulate_media(color_scheme=theme)
    walk.everywhere(rounds_of_all(area) if theme == "light" else rounds(area))
    assert len(walk.templates) > 20


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


def test_a_page_fits_before_its_font_has_come(
    world: SimpleNamespace, page: Page, as_person: Any
) -> None:
    as_person(world.people["adviser"], page)
    page.route("**/*.woff2", lambda route: route.abort())
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto("/varsler/")
    assert page.evaluate(STANDING_OUT) == []


def test_the_pages_that_say_no_or_that_somebody_was_faster_fit_too(
    world: SimpleNamespace, page: Page, as_person: Any, axe: Any
) -> None:
    as_person(world.people["employee"], page)
    refused = page.goto(f"/ideer/innstillinger/{world.care.pk}/")
    assert list(missed(page, refused, axe, status=403)) == []
    assert list(missed(page, page.goto("/finnes-ikke/"), axe, status=404)) == []

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
