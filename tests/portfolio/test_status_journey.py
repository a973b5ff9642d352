"""A monthly status report in a real browser, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from portfolio.models import StatusReport
from tests.factories.portfolio import make_project
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db(transaction=True)


def choose(page: Page, area: str, light: str) -> None:
    page.get_by_role("group", name=area, exact=True).get_by_role("radio", name=light).check()


def test_a_leader_reports_the_month(javascript, page, as_person, axe, alna):
    project = make_project(alna)
    make_report(project, next="Prøve med fem familier")
    as_person(project.leader, page).goto(f"/prosjekter/{project.slug}/status/")
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Skriv statusrapport").click()
    expect(page.get_by_text("Skulle gjøres nå")).to_be_visible()
    choose(page, "Kostnad", "Følg med")
    page.get_by_label("Gjort siden sist").fill("Prøvd med fem familier.")
    if javascript:
        expect(page.get_by_text(re.compile("Utkast lagret kl."))).to_be_visible()
        assert axe(page) == []
    page.get_by_role("button", name="Lagre og se over").click()
    expect(page.get_by_text("Skriv hvorfor «Kostnad» er følg med.")).to_be_visible()
    expect(page.get_by_role("button", name="Lever rapporten")).to_have_count(0)
    page.get_by_role("link", name="Endre", exact=True).click()
    page.get_by_label("Kort om «Kostnad»").fill("Lokalene ble dyrere enn planlagt.")
    page.get_by_label(re.compile("Hvorfor er det samlede lyset")).fill("Det dekkes av fri ramme.")
    page.get_by_role("button", name="Lagre og se over").click()
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Lever rapporten").click()

    expect(page.get_by_text("Statusrapporten er levert.")).to_be_visible()
    expect(page.get_by_text("Lokalene ble dyrere enn planlagt.")).to_be_visible()
    if javascript:
        assert axe(page) == []
    assert StatusReport.objects.get(number=2).done == "Prøvd med fem familier."
