"""A benefit that is measured from the letter, without logging in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisation.jobs.services import run_waiting
from portfolio.tasks.benefit import ask_to_measure
from tests.factories.benefit import make_benefit, point_of
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db(transaction=True)


class Silent:
    def report(self, done, total, text=""):
        pass


def test_a_benefit_is_measured_from_the_letter(javascript, page, as_person, axe, alna, mailoutbox):
    project = make_project(alna)
    line_owner = PersonFactory(unit=alna, name="Linn Leder", email="linn@eksempel.no")
    today = timezone.localdate()
    benefit = make_benefit(project, owner=line_owner, points=(today, today + timedelta(days=900)))
    mailoutbox.clear()
    ask_to_measure(today.isoformat(), progress=Silent())
    run_waiting()
    [letter] = [each for each in mailoutbox if "Ett spørsmål" in each.subject]
    assert letter.to == ["linn@eksempel.no"]
    [link] = re.findall(r"/prosjekter/maling/\S+", letter.body)

    page.goto(link)  # nobody is logged in
    expect(page.get_by_role("heading", name="Ett spørsmål")).to_be_visible()
    if javascript:
        assert axe(page) == []
    page.get_by_label(benefit.indicator).fill("mange")
    page.get_by_label(re.compile("Kommentar")).fill("Talt i kjørebøkene.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("link", name=re.compile("Skriv et tall"))).to_be_visible()
    expect(page.get_by_label(re.compile("Kommentar"))).to_have_value("Talt i kjørebøkene.")
    page.get_by_label(benefit.indicator).fill("320")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("heading", name="Takk for svaret")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="Spørsmålet er alt besvart")).to_be_visible()

    as_person(project.leader, page).goto(benefit.get_absolute_url())
    expect(page.get_by_text("Svart fra lenke i e-post")).to_be_visible()
    expect(page.locator("dl.facts").get_by_text("80 % av planen")).to_be_visible()
    expect(page.get_by_text("av Linn Leder")).to_be_visible()
    if javascript:
        assert axe(page) == []
    assert point_of(benefit).by_link


@pytest.mark.parametrize(
    "part", ["gevinst/", "gevinst/ny/", "tiltak/", "styringsgruppe/", "overtakelse/ny/"]
)
def test_the_pages_are_for_everybody(part, page, as_person, axe, alna):
    project = make_project(alna)
    make_benefit(project)
    as_person(project.leader, page).goto(f"{project.get_absolute_url()}{part}")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
