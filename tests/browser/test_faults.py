"""When things go wrong for people: two at once, a silent broker, a lost session, wrong fields."""

import socket
from collections.abc import Callable, Generator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ideas.models import Idea
from organisation.jobs import broker
from organisation.people.models import Role
from portfolio.lifecycle import Outcome
from portfolio.models import Gate, GateDecision
from tests import plugin
from tests.browser import people_do
from tests.browser.desk import Desk
from tests.factories.people import PASSWORD, PersonFactory
from tests.factories.portfolio import gate_of, make_project, submit
from tests.jobs.conftest import ClockedWorker
from tests.worker import publish_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def javascript() -> bool:
    """The other half of these needs no test of its own: the pages are the same."""
    return True


@pytest.fixture
def gate(alna: Any, people: SimpleNamespace) -> Gate:
    """A gate that waits for the leaders of the department."""
    project = make_project(
        alna, unit=people.unit, owner=people.owner, leader=people.leader, by=people.leader
    )
    return submit(gate_of(project))


# --- Two at once ----------------------------------------------------------------------------------


@pytest.fixture
def other_desk(
    new_context: Callable[..., BrowserContext], live_server: Any, as_person: Callable[..., Any]
) -> Desk:
    """A second browser, somewhere else in the house."""
    return Desk(new_context(base_url=live_server.url).new_page(), as_person)


def test_the_second_to_decide_is_told_who_decided_what(desk, other_desk, people, gate):
    for each, person in ((desk, people.manager), (other_desk, people.other_manager)):
        each.sit(person)
        each.page.goto(gate.get_absolute_url())
    people_do.fill_in_decision(desk, outcome="Gå videre", reason="Behovet er godt vist.")
    people_do.fill_in_decision(other_desk, outcome="Tilbake", reason="Jeg vil vite mer om kosten.")
    desk.press("Signer beslutningen")
    desk.is_told("Avgjort: gå videre.")

    other_desk.press("Signer beslutningen")

    other_desk.at("Noen var raskere")
    expect(other_desk.page.get_by_role("alert")).to_contain_text(people.manager.name)
    other_desk.is_told("Behovet er godt vist.")
    expect(other_desk.part("Det du skrev")).to_contain_text("Jeg vil vite mer om kosten.")
    assert [each.outcome for each in GateDecision.objects.all()] == [Outcome.GO]


# --- The broker is down ---------------------------------------------------------------------------


@pytest.fixture
def silent_broker() -> Generator[None]:
    """A port where nobody answers, held meanwhile, stands in for a broker that is down."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        publish_to(f"redis://127.0.0.1:{held.getsockname()[1]}/0")
        yield
    broker.forget_silence()
    publish_to(plugin.current().valkey())


def test_an_idea_sent_while_the_broker_is_down_is_told_of_when_it_is_back(
    desk, people, silent_broker, tmp_path
):
    desk.sit(people.employee)
    people_do.submit_idea(desk, title="Nøkler på ett sted", need="Vi leter etter nøkler.")
    mail = tmp_path / "mail"

    worker = ClockedWorker(plugin.current().valkey(3), tmp_path / "worker.log", mail)
    try:
        worker.wait_until(lambda: letters_to(people.adviser, mail))
    finally:
        worker.stop()
    assert len(letters_to(people.adviser, mail)) == 1


def letters_to(person: Any, folder: Any) -> list[str]:
    texts = [letter.read_text() for letter in folder.glob("*")]
    return [text for text in texts if f"To: {person.email}" in text]


# --- The session is gone --------------------------------------------------------------------------


def test_what_is_typed_outlives_the_session(context, people, as_person):
    people.employee.set_password(PASSWORD)
    people.employee.save(update_fields=["password"])
    tab = as_person(people.employee, context.new_page())
    tab.goto("/ideer/ny/")
    status = tab.locator("[data-autosave-status]")
    tab.get_by_label("Kort tittel").press_sequentially("Nøkler")
    expect(status).to_contain_text("Utkast lagret kl.")

    other_tab = context.new_page()
    other_tab.goto("/")
    other_tab.get_by_role("button", name="din meny").click()
    other_tab.get_by_role("button", name="Logg ut").click()
    expect(other_tab.get_by_role("heading", name="Logg inn", level=1)).to_be_visible()
    tab.get_by_label("Kort tittel").press_sequentially(" på ett sted")
    expect(status).to_contain_text("Du er logget ut.")

    other_tab.get_by_label("E-post").fill(people.employee.email)
    other_tab.get_by_label("Passord").fill(PASSWORD)
    other_tab.get_by_role("button", name="Logg inn").click()
    expect(other_tab.get_by_role("heading", name="Min side")).to_be_visible()
    tab.get_by_label("Hva er behovet?").fill("Vi leter etter nøkler hver kveld.")
    expect(status).to_contain_text("Utkast lagret kl.")  # kept in the tab that was logged out
    other_tab.goto("/ideer/ny/")
    expect(other_tab.get_by_text("Du skriver videre på utkastet ditt")).to_be_visible()
    expect(other_tab.get_by_label("Kort tittel")).to_have_value("Nøkler på ett sted")

    tab.get_by_role("button", name="Send inn idéen").click()
    expect(tab.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()
    assert Idea.objects.get().need == "Vi leter etter nøkler hver kveld."


# --- Only the keyboard ----------------------------------------------------------------------------


def tab_to(page: Page, thing: Locator) -> None:
    """Press Tab until one stands at `thing`."""
    for _press in range(80):
        if thing.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {thing}")


def test_an_idea_is_sent_in_without_a_mouse(desk, people):
    desk.sit(people.employee)
    page, keys = desk.page, desk.page.keyboard
    tab_to(page, page.get_by_role("main").get_by_role("link", name="Meld inn en idé").first)
    keys.press("Enter")
    desk.at("Meld inn en idé")
    tab_to(page, page.get_by_label("Hva er behovet?"))
    keys.type("Vi leter etter nøkler.")
    tab_to(page, page.get_by_label("Kort tittel"))
    keys.type("Nøkler på ett sted")
    tab_to(page, page.get_by_label("Navnet mitt vises").or_(page.locator("#id_visibility_0")).first)
    keys.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Send inn idéen"))
    keys.press("Enter")
    desk.at("Takk, idéen er mottatt")
    assert [(each.title, each.visibility) for each in Idea.objects.all()] == [
        ("Nøkler på ett sted", "hidden")
    ]


def test_a_gate_is_decided_without_a_mouse(desk, people, gate):
    desk.sit(people.manager)
    page, keys = desk.page, desk.page.keyboard
    tab_to(page, desk.waiting(f"BP1: {gate.project.title}"))
    keys.press("Enter")
    desk.at(gate.question)
    panel = page.get_by_role("form", name="Din avgjørelse")
    tab_to(page, panel.get_by_role("group", name="Er du habil i saken?").get_by_label("Ja"))
    keys.press("Space")
    tab_to(page, panel.get_by_role("group", name="Utfall").get_by_role("radio").first)
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(panel.get_by_role("radio", name="Tilbake for mer arbeid")).to_be_checked()
    tab_to(page, panel.get_by_label("Begrunnelse", exact=True))
    keys.type("Spør flere av dem det gjelder.")
    tab_to(page, panel.get_by_role("button", name="Signer beslutningen"))
    keys.press("Space")
    desk.is_told("Avgjort: tilbake for mer arbeid.")
    assert GateDecision.objects.get().outcome == Outcome.BACK


# --- Wrong and empty fields -----------------------------------------------------------------------


def each_fault_is_found(page: Page, count: int) -> None:
    """The summary's links lead to fields, and each field says the same words itself."""
    summary = page.locator("#feil")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    expect(links).to_have_count(count)
    for link in links.all():
        link.press("Enter")
        field = page.locator(":focus")
        assert link.inner_text() in said_about(field), f"{link.inner_text()}: not at the field"
        link.focus()


def said_about(field: Locator) -> str:
    """What a screen reader reads with the field, or with the group it belongs to."""
    return str(
        field.evaluate(
            "field => [field, field.closest('fieldset')].filter(Boolean)"
            ".flatMap(each => (each.getAttribute('aria-describedby') ?? '').split(' '))"
            ".map(id => document.getElementById(id)?.innerText ?? '').join(' ')"
        )
    )


def test_each_wrong_field_says_so_and_is_one_press_away(desk, people, gate):
    for who, address, button, count in (
        ("employee", "/ideer/ny/", "Send inn idéen", 2),
        ("adviser", "/prosjekter/nytt/", "Start prosjektet", 5),
        ("manager", "{gate}", "Signer beslutningen", 3),
        ("manager", "{gate}loft/", "Løft avgjørelsen", 2),
        ("secretary", "/saker/ny/", "Opprett saken", 1),
        ("administrator", "/personer/ny/", "Legg til personen", 3),
        ("administrator", "/prosjekter/fullmakter/ny/", "Lagre", 3),
    ):
        desk.sit(getattr(people, who))
        desk.page.goto(address.format(gate=gate.get_absolute_url()))
        desk.press(button)
        each_fault_is_found(desk.page, count)
        assert desk.has_no_faults()


def test_a_wrong_field_keeps_what_was_typed(desk, people):
    desk.sit(people.adviser)
    desk.page.goto("/prosjekter/nytt/")
    desk.write("Hva er behovet?", "Folk ringer\nfem numre.")
    desk.press("Start prosjektet")
    expect(desk.page.get_by_label("Hva er behovet?")).to_have_value("Folk ringer\nfem numre.")
    expect(desk.page.get_by_label("Tittel")).to_have_attribute("aria-invalid", "true")


def test_people_from_the_next_district_find_nothing(desk, people, gate, nabo):
    desk.sit(PersonFactory(unit=nabo, role=Role.DIRECTOR))
    desk.page.goto(gate.get_absolute_url())
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Vi fant ikke siden")
    assert desk.has_no_faults()
