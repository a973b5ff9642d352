"""What the one who decides is told has changed since last time."""

from datetime import date
from decimal import Decimal

import pytest

from organisation.web.wording import nok
from portfolio import services
from portfolio.lifecycle import Outcome
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.status import Light
from portfolio.models import Benefit
from portfolio.models.project import ProjectGoalKind
from portfolio.queries.gate_changes import changes_since, last_decision
from portfolio.services import benefit, risk
from portfolio.services.money import book_entry
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory
from tests.factories.portfolio import decider_of, gate_of, make_project, submit
from tests.factories.risk import make_risk
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alna):
    return make_project(alna, title="Digitalt tilsyn")


def told(project, decision):
    """Every line by its group, as what, before and after."""
    return {
        group.key: [(line.what, line.label, line.before, line.after) for line in group.lines]
        for group in changes_since(project, decision)
    }


def test_each_noun_is_told_before_and_after_since_the_last_decision(
    project, alna, as_person, django_assert_max_num_queries
):
    by = project.leader
    year = fund_year(make_fund(alna), frame_nok=1_000_000)
    danger = make_risk(project)
    make_report(project)
    made = benefit.add_benefit(
        project,
        {
            "title": "Færre telefoner",
            "kind": Benefit.Kind.HOURS,
            "level": Benefit.Level.SYSTEM,
            "indicator": "Timer",
        },
        by=by,
    )
    entry = {"booked_on": date(2026, 1, 5), "by": by}
    book_entry(project, year, EntryKind.PLAN, Decimal(1000), text="Første plan", **entry)
    gate = submit(gate_of(project))
    condition = services.NewCondition("Avtale med vernetjenesten", by, date(2030, 1, 1))
    decider = decider_of(gate)
    decision = services.decide_gate(
        gate, Outcome.GO_WITH_CONDITIONS, reason="Ja.", conditions=[condition], by=decider
    )
    assert last_decision(project) == decision
    assert told(project, decision) == {}  # what the decision itself did is no news

    risk.edit_risk(danger, {"likelihood": 5}, version=danger.version, by=by)
    costs = {"cost_light": Light.YELLOW, "cost_text": "Dyrere enn ventet."}
    make_report(project, better_because="Lite.", **costs)
    book_entry(project, year, EntryKind.PLAN, Decimal(500), text="Flere timer", **entry)
    benefit.withdraw_benefit(made, why="Kan ikke måles.", by=by)
    newcomer = PersonFactory(unit=project.unit)
    services.add_member(project, newcomer, role="Fagperson", by=by)
    services.meet_condition(decision.conditions.get(), text="Avtalt.", version=1, by=by)
    project.refresh_from_db()
    goals = {ProjectGoalKind.OUTCOME: ["Ingen faller"]}
    services.edit_project(project, {}, version=project.version, goals=goals, by=by)

    found = told(project, decision)
    assert found["lights"] == [("Kostnad", "", "På plan", "Følg med")]
    assert found["risks"] == [("Ansatte slutter", "Poeng", "Middels, 9 av 25", "Høy, 15 av 25")]
    assert found["money"] == [("Plan", "", nok(Decimal(1000)), nok(Decimal(1500)))]
    assert ("Færre telefoner", "Tilstand", "Gjelder", "Tatt ut") in found["benefits"]
    assert ("Ingen faller", "Mål", "", "Ny: Ingen faller") in found["goals"]
    assert ("Avtale med vernetjenesten", "Tilstand", "Åpent", "Oppfylt") in found["conditions"]
    assert found["people"] == [(newcomer.name, "Med i prosjektet", "", "Ny: Fagperson")]

    client = as_person(decider)
    with django_assert_max_num_queries(12):
        page = client.get(f"{gate.get_absolute_url()}endringer/")
    text = page.content.decode()
    for words in ("Kan ikke måles.", "Avtalt.", "Flere timer", "Dyrere enn ventet.", by.name):
        assert words in text


def test_before_the_first_decision_it_is_counted_from_the_start(project, as_person):
    make_risk(project)
    assert list(told(project, None)) == ["risks"]
    page = as_person(project.leader).get(f"{gate_of(project).get_absolute_url()}endringer/")
    assert "siden prosjektet startet" in page.content.decode()
