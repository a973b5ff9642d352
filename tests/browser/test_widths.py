"""The main pages of each role, wide and narrow: nothing stands out, each says what it is."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from organisation.people.models import Person
from reports import services as reports
from tests.factories.portfolio import make_project
from tests.factories.reports import written_case
from tests.permissions.world import build

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, PHONE, NARROWEST = 1280, 390, 320
PAGES = {
    "anonymous": ["/konto/login/"],
    "employee": [
        "/",
        "/ideer/",
        "/ideer/ny/",
        "/ideer/{released_idea.pk}/",
        "/prosjekter/",
        "/prosjekter/{running_project.slug}/",
        "/sok/?q=Nattpatruljen",
        "/varsler/",
        "/hjelp/",
    ],
    "submitter": ["/ideer/{assessed_idea.pk}/", "/ideer/{new_idea.pk}/kvittering/", "/profil/"],
    "adviser": [
        "/",
        "/ideer/siling/?ide={new_idea.pk}",
        "/ideer/{new_idea.pk}/svar/",
        "/ideer/innstillinger/",
        "/prosjekter/nytt/?ide={new_idea.pk}",
    ],
    "leader": [
        "/",
        "/prosjekter/{prepared.slug}/beslutning/bp1/",
        "/prosjekter/{running_project.slug}/fase/",
        "/prosjekter/{running_project.slug}/endre/",
        "/prosjekter/{running_project.slug}/folk/",
        "/prosjekter/{running_project.slug}/beslutning/",
        "/prosjekter/{running_project.slug}/beslutning/bp1/",
    ],
    "manager": [
        "/",
        "/prosjekter/{project.slug}/beslutning/bp1/",
        "/prosjekter/{project.slug}/beslutning/bp1/loft/",
        "/prosjekter/{running_project.slug}/beslutning/bp1/rett/{decision.pk}/",
    ],
    "director": ["/", "/saker/{checked_case.pk}/", "/saker/{checked_case.pk}/tilbake/"],
    "secretariat": [
        "/",
        "/saker/",
        "/saker/ny/",
        "/saker/{draft_case.pk}/del/{section.pk}/",
        "/saker/{draft_case.pk}/forslag/",
        "/saker/{draft_case.pk}/hode/",
        "/saker/{draft_case.pk}/saksgang/",
        "/saker/{draft_case.pk}/vedlegg/",
        "/saker/{scheduled_case.pk}/",
        "/saker/{scheduled_case.pk}/saksgang/",
        "/saker/{scheduled_case.pk}/vedtak/{scheduled_stop.pk}/",
        "/saker/{scheduled_case.pk}/historikk/",
    ],
    "board_member": ["/", "/saker/", "/saker/{scheduled_case.pk}/"],
    "administrator": [
        "/",
        "/administrasjon/",
        "/enheter/",
        "/enheter/{care.pk}/",
        "/personer/",
        "/personer/{employee.pk}/",
        "/personer/{employee.pk}/roller/ny/",
        "/prosjekter/fullmakter/",
        "/prosjekter/fullmakter/ny/",
        "/strategier/{strategy.pk}/",
    ],
}


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


@pytest.mark.parametrize("role", PAGES)
def test_pages_fit_and_say_what_they_are(
    role: str, world: SimpleNamespace, page: Page, as_person: Any, axe: Any
) -> None:
    if role != "anonymous":
        as_person(world.people[role], page)
    faults: list[str] = []
    for template in PAGES[role]:
        address = template.format(**vars(world))
        page.set_viewport_size({"width": WIDE, "height": 900})
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
        says_what_it_is(page)
        faults += [f"{address}: {fault}" for fault in axe(page)]
        faults += [
            f"{address} at {width}: {thing}"
            for width in (WIDE, PHONE, NARROWEST)
            for thing in standing_out(page, width)
        ]
    assert faults == []


def says_what_it_is(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page).to_have_title(re.compile(r"\S.* – Nyttiggjort$"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)


def standing_out(page: Page, width: int) -> list[str]:
    """What reaches past the right edge of the screen; nothing when the page fits."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(
        "() => document.documentElement.scrollWidth <= window.innerWidth ? [] :"
        " ['the page', ...[...document.body.querySelectorAll('*')]"
        ".filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)"
        ".slice(0, 5).map(each => each.outerHTML.slice(0, 120))]"
    )
    return found
