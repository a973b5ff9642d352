"""An idea on its way, in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from ideas import services
from ideas.models import Idea
from organisation.drafts.models import Draft
from tests.factories.ideas import IdeaFactory, adviser_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


def fits(page: Page) -> bool:
    """Nothing stands out to the right of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_an_employee_sends_an_idea_from_a_phone(page, as_person, alna, javascript, axe):
    page.set_viewport_size(PHONE)
    as_person(PersonFactory(unit=alna), page)
    same = IdeaFactory(by=PersonFactory(unit=alna), title="Lei av telefoner")
    services.release_idea(same, by=adviser_of(alna))
    page.goto("/ideer/")
    page.get_by_role("link", name="Meld inn en idé").first.click()
    page.get_by_role("button", name="Send inn idéen").click()
    expect(page.get_by_role("group", name="To ting må rettes")).to_be_visible()
    page.get_by_role("link", name="Skriv hva behovet er. Én setning holder.").click()
    need = page.get_by_label("Hva er behovet?")
    expect(need).to_be_focused()
    need.fill("Pårørende ringer hver dag, også til 912 34 567.")
    page.get_by_label("Kort tittel").fill("Færre telefoner")
    if not javascript:
        page.get_by_role("button", name="Se om noen har meldt det samme").click()
    join = page.get_by_role("button", name="Bli med på denne idéen Lei av telefoner")
    expect(join).to_be_visible()
    page.get_by_label("Skjul navnet til idéen er besvart").check()
    page.get_by_role("button", name="Send inn idéen").click()
    expect(page.locator("#id_need_error")).to_contain_text("ligner et telefonnummer")
    assert fits(page)
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Send likevel").click()
    expect(page.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()
    idea = Idea.objects.exclude(pk=same.pk).get()
    page.get_by_role("link", name=f"Se idé {idea.number}").click()
    expect(page.get_by_role("heading", name="Færre telefoner")).to_be_visible()
    assert fits(page)


def test_what_is_typed_is_kept_and_found_again(page, as_person, alna):
    person = PersonFactory(unit=alna)
    as_person(person, page)
    page.goto("/ideer/ny/")
    page.get_by_label("Kort tittel").press_sequentially("Nøkler")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Utkast lagret kl.")
    page.context.clear_cookies()
    as_person(person, page)
    page.goto("/ideer/ny/")
    expect(page.get_by_label("Kort tittel")).to_have_value("Nøkler")
    assert Draft.objects.count() == 1


def test_an_adviser_answers_one_idea_after_the_other(page, as_person, alna, javascript, axe):
    employee = PersonFactory(unit=alna)
    for title in ("Første", "Andre", "Tredje"):
        IdeaFactory(by=employee, title=title)
    as_person(adviser_of(alna), page)
    page.goto("/ideer/siling/")
    page.get_by_role("link", name="Første").click()
    page.get_by_label("Parkert til en dato").check()
    page.get_by_role("button", name="Send svar og gå til neste").click()
    expect(page.locator("#feil")).to_contain_text("Velg datoen idéen skal tas opp igjen.")
    page.get_by_label("Avslått").check()
    page.get_by_label("Svar til innmelder").fill("Vi har gjort det før.")
    page.get_by_role("button", name="Send svar og gå til neste").click()
    expect(page.locator("#svar-tittel")).to_have_text("Andre")
    if javascript:
        assert axe(page) == []
    assert [idea.title for idea in Idea.objects.filter(outcome="declined")] == ["Første"]


def test_the_work_view_is_run_from_the_keyboard_until_keys_are_turned_off(page, as_person, alna):
    employee = PersonFactory(unit=alna)
    for title in ("Første", "Andre"):
        IdeaFactory(by=employee, title=title)
    as_person(adviser_of(alna), page)
    page.goto("/ideer/siling/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Første")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#svar-tittel")).to_have_text("Andre")
    expect(page.get_by_role("list", name="Hurtigtaster")).to_contain_text("1–7 utfall")
    page.keyboard.press("7")
    expect(page.get_by_label("Avslått")).to_be_checked()
    page.keyboard.press("s")
    expect(page.get_by_label("Svar til innmelder")).to_be_focused()
    page.keyboard.type("jk6")
    expect(page.get_by_label("Svar til innmelder")).to_have_value("jk6")
    page.get_by_role("button", name="Slå av hurtigtaster").click()
    page.keyboard.press("1")
    expect(page.get_by_label("Avslått")).to_be_checked()


def test_a_list_is_narrowed_on_the_spot(page, as_person, alna, javascript, axe):
    employee = PersonFactory(unit=alna)
    IdeaFactory(by=employee, title="Nøkkelbokser", need="Vi leter etter nøkler.")
    IdeaFactory(by=employee, title="Foreldrekafé", need="Foreldre vil treffes.")
    as_person(employee, page)
    page.goto("/ideer/")
    page.get_by_label("Søk i idéene").fill("foreldre")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("#idea-list mark").first).to_have_text(re.compile("foreldre", re.I))
    expect(page.get_by_role("link", name="Nøkkelbokser")).to_have_count(0)
    expect(page.locator("#idea-list")).to_contain_text("1 av 2")
    if javascript:
        assert axe(page) == []


def test_the_page_of_an_idea_is_accessible_in_every_state(page, as_person, alna, axe):
    adviser, employee = adviser_of(alna), PersonFactory(unit=alna)
    idea = IdeaFactory(by=employee, proposal="Lag en liste.", for_whom="Kveldsvaktene")
    services.ask_submitter(idea, "Hvor ofte?", by=adviser)
    for person, address in (
        (employee, ""),
        (employee, "trekk/"),
        (employee, "kvittering/"),
        (adviser, ""),
        (adviser, "svar/"),
        (adviser, "fordel/"),
    ):
        as_person(person, page)
        page.goto(f"{idea.get_absolute_url()}{address}")
        assert axe(page) == [], address
    services.answer_question(idea, "Hver dag.", by=employee)
    services.answer_idea(idea, "improvement", reply="Vi gjør det.", by=adviser)
    for address in (idea.get_absolute_url(), "/ideer/innstillinger/", "/ideer/siling/", "/ideer/"):
        page.goto(address)
        assert axe(page) == [], address
