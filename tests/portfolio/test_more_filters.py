"""The filters that are folded away, in a real browser: fetched when somebody wants them."""

import re

import pytest
from playwright.sync_api import Page, expect

from organisation.people.models import Role
from portfolio.lifecycle import ProjectKind
from tests.factories.people import person_as
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db(transaction=True)


def unfold(page: Page, javascript: bool) -> None:
    page.locator("summary", has_text="Flere filtre").click()
    if not javascript:
        page.get_by_role("link", name="Vis flere filtre").click()
    expect(page.locator("#id_tag")).to_be_visible()
    expect(page.locator("#folded")).to_have_count(1)


def test_more_filters_come_when_asked_for_and_are_used(javascript, page, as_person, axe, alna):
    make_project(alna, title="Tilsyn om natten", kind=ProjectKind.INNOVATION)
    make_project(alna, title="Ny tavle", kind=ProjectKind.DEVELOPMENT)
    as_person(person_as(Role.ADVISER, alna), page).goto("/prosjekter/")
    expect(page.locator("#id_kind")).to_have_count(0)
    page.get_by_label("Søk i prosjektene").fill("tavle")

    unfold(page, javascript)
    if javascript:  # what was typed stands; without script the page is a new one
        expect(page.get_by_label("Søk i prosjektene")).to_have_value("tavle")
        assert axe(page) == []
    page.locator("#id_kind").click()
    page.get_by_role("group", name="Slag").get_by_label("Innovasjon").check()
    if not javascript:
        page.get_by_role("button", name="Vis", exact=True).last.click()

    expect(page).to_have_url(re.compile("kind=innovation"))
    if javascript:
        page.get_by_label("Søk i prosjektene").fill("")
        page.get_by_label("Søk i prosjektene").press("Enter")
    expect(page.get_by_role("link", name="Tilsyn om natten")).to_be_visible()
    expect(page.get_by_role("link", name="Ny tavle")).to_have_count(0)
    expect(page.locator("#id_kind")).to_be_visible()


@pytest.mark.parametrize("address", ["/portefolje/", "/portefolje/endringer/"])
def test_every_page_with_these_filters_has_them(address, page, as_person, alna):
    make_project(alna)
    as_person(person_as(Role.DIRECTOR, alna), page).goto(address)
    unfold(page, javascript=True)
    expect(page).to_have_url(re.compile(f"{address}$"))
