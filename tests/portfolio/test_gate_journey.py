"""A gate from self-assessment to signature in a real browser, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from portfolio.lifecycle import GateState, PhaseState
from portfolio.models import Condition, GateDecision
from tests.factories.portfolio import decider_of, gate_of, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def answer_all(page: Page, count: int) -> None:
    """Yes to everything but the first, which gets a reason."""
    for nth in range(count):
        word = "Delvis" if nth == 0 else "Ja"
        page.get_by_role("radio", name=word, exact=True).check()
        if nth == 0:
            page.get_by_label(re.compile("Begrunnelse")).fill("18 av 30 familier er med.")
        page.get_by_role("button", name="Lagre og gå til neste").click()
        expect(page.get_by_text(f"{nth + 1} av {count} besvart")).to_be_visible()


def test_a_leader_prepares_and_a_decider_signs(javascript, page, as_person, axe, alna):
    project = make_project(alna)
    gate = gate_of(project)
    address = gate.get_absolute_url()
    as_person(project.leader, page).goto(address)
    answer_all(page, len(gate.lines))
    page.get_by_role("radio", name=re.compile("^Gå videre$")).check()
    page.get_by_label("Kort sagt").fill("Behovet er godt beskrevet.")
    page.get_by_role("button", name="Lagre tilrådingen").click()
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Send til avgjørelse").click()
    expect(page.get_by_text("Grunnlaget er sendt til avgjørelse.")).to_be_visible()

    decider = decider_of(gate, job_title="Avdelingsdirektør")
    as_person(decider, page).goto(address)
    page.get_by_role("radio", name="Ja", exact=True).check()
    page.get_by_role("radio", name=re.compile("Gå videre med vilkår")).check()
    page.get_by_label("Vilkår", exact=True).fill("Nullpunkt er målt")
    page.get_by_role("button", name="Legg til vilkår").click()
    expect(page.get_by_label("Vilkår", exact=True)).to_have_count(2)
    page.get_by_label("Begrunnelse").fill("Vi må kunne måle effekten.")
    page.get_by_role("button", name="Signer beslutningen").click()
    expect(page.get_by_role("link", name="Velg hvem som har ansvar for vilkåret.")).to_be_visible()
    if javascript:
        assert axe(page) == []
    page.get_by_label("Ansvarlig").first.select_option(str(project.leader_id))
    page.get_by_label("Frist").first.fill("2030-01-29")
    page.get_by_role("button", name="Signer beslutningen").click()

    expect(page.get_by_text("Avgjort: gå videre med vilkår.")).to_be_visible()
    expect(page.get_by_text("Nullpunkt er målt")).to_be_visible()
    if javascript:
        assert axe(page) == []
    assert GateDecision.objects.get().decided_by == decider
    assert Condition.objects.get().owner == project.leader
    assert gate_of(project).state == GateState.DECIDED
    assert project.phases.get(kind="forstudie").state == PhaseState.RUNNING


@pytest.mark.parametrize("part", ["", "fase/", "fase/forstudie/", "beslutning/", "endre/", "folk/"])
def test_the_pages_of_a_project_are_for_everybody(part, page, as_person, axe, alna):
    project = make_project(alna)
    as_person(project.leader, page).goto(f"{project.get_absolute_url()}{part}")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
