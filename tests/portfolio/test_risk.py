"""Risks and opportunities: judged, lifted, closed, and seen over all projects."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from organisation.errors import DomainError, Stale, StepRefused
from organisation.people.models import Person, Role
from organisation.registries import waiting_for
from portfolio.lifecycle import Profile
from portfolio.lifecycle.risk import RiskState, band_of
from portfolio.models import Risk
from portfolio.queries.risk import for_record, history_of
from portfolio.services import action as actions
from portfolio.services import risk as services
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project
from tests.factories.risk import make_risk

MOST_QUERIES = 12


@pytest.fixture
def project(alna):
    return make_project(alna, profile=Profile.LARGE)


@pytest.fixture
def risk(project):
    return make_risk(project)


def judge(risk, likelihood, impact):
    return services.edit_risk(
        risk,
        {"likelihood": likelihood, "impact": impact},
        version=Risk.objects.get(pk=risk.pk).version,
        by=risk.owner,
    )


@given(st.integers(1, 5), st.integers(1, 5))
def test_every_score_has_a_band_and_a_higher_one_is_never_milder(likelihood, impact):
    order = ["low", "mid", "high"]
    here = order.index(band_of(likelihood * impact).name)
    above = order.index(band_of(min(likelihood + 1, 5) * impact).name)
    assert here <= above


def test_the_score_has_a_history(risk):
    judge(risk, 4, 5)
    services.edit_risk(risk, {"event": "Mange slutter"}, version=2, by=risk.owner)
    judge(risk, 2, 3)
    assert [each.score for each in history_of(risk)] == [9, 20, 6]
    assert Risk.objects.get(pk=risk.pk).score == 6


@pytest.mark.parametrize("wrong", [{"likelihood": 6}, {"impact": 0}, {"likelihood_after": 3}])
def test_the_database_holds_the_scales(risk, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(**wrong)


def test_the_second_to_judge_is_told(risk):
    judge(risk, 4, 4)
    with pytest.raises(Stale):
        services.edit_risk(risk, {"impact": 1}, version=1, by=risk.owner)


def test_a_risk_is_closed_with_a_word_and_opened_again(risk):
    with pytest.raises(StepRefused):
        services.move_risk(risk, "close", text=" ", version=1, by=risk.owner)
    closed = services.move_risk(risk, "close", text="Alle ble.", version=1, by=risk.owner)
    assert (closed.state, closed.closed_on) == (RiskState.CLOSED, timezone.localdate())
    with pytest.raises(DomainError):
        judge(risk, 1, 1)
    opened = services.move_risk(risk, "reopen", text="", version=2, by=risk.owner)
    assert (opened.state, opened.closed_on) == (RiskState.OPEN, None)


def lifted_to(person):
    asking = Person.objects.get(pk=person.pk)  # in a request of its own
    return [row.title for row in waiting_for["portfolio.lifted_risks"](asking)]


def test_a_risk_is_lifted_to_the_owner_then_to_leaders_and_given_back(project, risk, alna):
    manager = person_as(Role.MANAGER, project.unit)
    director = person_as(Role.DIRECTOR, alna)
    receivers = []
    for _nth in range(3):
        lifted = services.escalate_risk(risk, reason="Vi trenger hjelp.", by=project.leader)
        receivers.append(lifted.receiver)
    assert receivers == [project.owner, manager, director]
    assert lifted_to(director) == [risk.event]
    assert lifted_to(project.owner) == []
    with pytest.raises(DomainError, match="ingen leder over"):
        services.escalate_risk(risk, reason="Høyere?", by=project.leader)
    assert for_record(project)[0]["escalated_to"] == director.name
    services.give_back_risk(risk, answer="To stillinger er lyst ut.", by=director)
    assert lifted_to(director) == []
    assert project.leader.notices.filter(key__startswith="risk-back").exists()


def test_closing_a_risk_takes_it_off_the_receivers_page(project, risk):
    services.escalate_risk(risk, reason="Hjelp.", by=project.leader)
    services.move_risk(risk, "close", text="Løst.", version=1, by=project.leader)
    assert lifted_to(project.owner) == []


# --- Pages ----------------------------------------------------------------------------------------


def at(project, rest=""):
    return f"/prosjekter/{project.slug}/risiko/{rest}"


FACTS = {
    "kind": "risk", "event": "Leverandøren går konkurs", "cause": "", "consequence": "",
    "likelihood": "2", "impact": "5", "response": "", "likelihood_after": "", "impact_after": "",
    "due": "", "nearness": "c_year",
}  # fmt: skip


def test_a_risk_is_registered_judged_and_lifted_on_its_pages(project, as_person):
    leader = as_person(project.leader)
    wrong = leader.post(at(project, "ny/"), {**FACTS, "likelihood_after": "1", "owner": ""})
    assertContains(wrong, "Velg hvem som har ansvar.", status_code=422)
    leader.post(at(project, "ny/"), {**FACTS, "owner": project.leader.pk})
    risk = Risk.objects.get()
    page = leader.get(at(project, "1/"))
    assertContains(page, "Leverandøren går konkurs")
    assertContains(page, f"tiltak/nytt/?fra=risiko-{risk.pk}")
    changed = {**FACTS, "owner": project.leader.pk, "likelihood": "4", "version": 1}
    leader.post(at(project, "1/endre/"), changed)
    stale = leader.post(at(project, "1/endre/"), {**changed, "event": "Noe annet"})
    assertContains(stale, "Noen andre lagret før deg", status_code=409)
    leader.post(at(project, "1/loft/"), {"reason": "Vi trenger en reserve."})
    assertContains(as_person(project.owner).get(at(project, "1/")), "Svar og gi tilbake")
    assert risk.escalations.get().receiver == project.owner


def test_the_picture_says_in_words_what_it_shows(project, as_person):
    make_risk(project, likelihood=4, impact=5)
    make_risk(project, kind="opportunity", event="Nabobydelen vil være med")
    page = as_person(project.owner).get(at(project))
    assertContains(page, "R1 Ansatte slutter. Poeng 20, høy.")
    assertContains(page, "M2 Nabobydelen vil være med. Poeng 9, middels.")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_risks_ask_little(count, alna, as_person, django_assert_max_num_queries):
    project = make_project(alna)
    for _nth in range(count):
        risk = make_risk(project)
        judge(risk, 4, 4)
        services.escalate_risk(risk, reason="Hjelp.", by=project.leader)
        actions.add_action(
            project,
            what="Lys ut",
            owner=project.leader,
            due=date(2030, 1, 1),
            by=project.leader,
            source=risk,
        )
        make_risk(make_project(alna))
    leader = as_person(project.leader)
    for address in (at(project), at(project, "1/"), at(project, "ny/"), "/prosjekter/risiko/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert leader.get(address).status_code == 200


def test_the_portfolio_view_is_narrowed_by_unit_project_owner_and_what_is_wrong(alna, as_person):
    one, other = make_project(alna, title="Ett"), make_project(alna, title="Annet")
    late = make_risk(one, event="Sen", due=timezone.localdate() - timedelta(days=3))
    high = make_risk(other, event="Høy", likelihood=5, impact=5)
    services.escalate_risk(high, reason="Hjelp.", by=other.leader)
    client = as_person(PersonFactory(unit=one.unit))

    def shown(query):
        page = client.get(f"/prosjekter/risiko/?{query}")
        return [risk.event for risk in page.context["listing"]]

    assert shown("") == ["Høy", "Sen"]
    assert shown(f"enhet={one.unit_id}") == ["Sen"]
    assert shown(f"enhet={alna.pk}") == ["Høy", "Sen"]
    assert shown(f"prosjekt={other.pk}") == ["Høy"]
    assert shown(f"ansvarlig={late.owner_id}") == ["Sen"]
    assert shown("vis=over") == ["Sen"]
    assert shown("vis=loftet") == ["Høy"]
    assert shown("sannsynlighet=5&virkning=5") == ["Høy"]
    assertContains(client.get("/prosjekter/risiko/?vis=over"), "1 av 2")
