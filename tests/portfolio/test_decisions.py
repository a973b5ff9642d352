"""Who signs, what a signature needs, and decisions that come in by other ways."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisation.errors import DomainError, Stale, StepRefused
from organisation.people.models import Person, Role
from organisation.people.services import edit_unit
from portfolio import services
from portfolio.lifecycle import (
    Answer,
    GateCode,
    GateState,
    Level,
    Outcome,
    PhaseState,
    ProjectState,
)
from portfolio.models import Gate, GateDecision, GateEvidence, Project, ProjectGoal
from portfolio.models.deciders import DeciderRule
from portfolio.models.decision import MeetingRecord
from portfolio.models.money import Entry
from portfolio.queries.gate import tray_of
from portfolio.services.disqualification import declare_disqualified
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import decider_of, gate_of, make_project, pass_gate, submit

pytestmark = pytest.mark.django_db
LONG_AGO = date(2014, 5, 1)
NO_ROWS = {"vilkar-TOTAL_FORMS": "0", "vilkar-INITIAL_FORMS": "0"}


@pytest.fixture
def project(alna):
    return make_project(alna)


def again(person):
    """The same person in a new request."""
    return Person.objects.get(pk=person.pk)


# --- Who decides ----------------------------------------------------------------------------------


def test_a_power_may_hold_for_one_unit_and_all_below_it(alna, project):
    line = {"level": Level.DIRECTOR, "delegation": "Fullmakt", "delegated_on": LONG_AGO}
    near = services.add_decider_rule(
        alna,
        {**line, "unit": project.unit.parent, "level": Level.UNIT_LEADER},
        starts_on=LONG_AGO,
        by=None,
    )
    services.add_decider_rule(alna, line, starts_on=LONG_AGO, by=None)
    elsewhere = make_project(alna)
    assert services.decider_for(project, "bp1", timezone.localdate()).rule == near
    assert services.decider_for(elsewhere, "bp1", timezone.localdate()).level == Level.DIRECTOR


def test_the_portfolio_board_decides_by_those_who_sign_for_it(alna, project):
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    with pytest.raises(DomainError, match="Ingen signerer"):
        services.lift_gate(gate, to=Level.PORTFOLIO, reason="Prinsipiell.", by=decider)
    chair, member = PersonFactory(unit=alna), PersonFactory(unit=alna)
    services.seat_in_board(alna, chair, signs=True, by=None)
    services.seat_in_board(alna, member, signs=False, by=None)
    services.lift_gate(gate, to=Level.PORTFOLIO, reason="Prinsipiell.", by=decider)
    gate = gate_of(project)
    director = person_as(Role.DIRECTOR, alna)
    may = [
        each for each in (chair, member, director) if each.has_perm("portfolio.decide_gate", gate)
    ]
    assert may == [chair]
    assert tray_of(again(chair)) == [gate]
    assert tray_of(again(director)) == []
    decision = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=chair)
    assert decision.decided_level == Level.PORTFOLIO


def test_the_board_reads_a_restricted_project_from_when_a_gate_of_it_waits_for_them(
    client, alna, project
):
    """Also those who do not sign, and not whoever is disqualified there."""
    nobody, *seated = (PersonFactory(unit=UnitFactory(parent=alna)) for _nth in range(4))
    for person in seated:
        services.seat_in_board(alna, person, signs=person == seated[0], by=None)
    services.restrict_project(
        project,
        reason="Få barn.",
        legal_basis="offl. § 13",
        version=project.version,
        by=project.owner,
    )
    project.refresh_from_db()

    def readers():
        people = [again(person) for person in (nobody, *seated)]
        found = [each for each in people if each.has_perm("portfolio.view_project", project)]
        assert found == [
            each for each in people if Project.objects.visible_to(each).filter(pk=project.pk)
        ]
        return found

    gate = submit(gate_of(project))
    assert readers() == []
    declare_disqualified(gate, seated[2], reason="Nær slekt", by=decider_of(gate))
    services.lift_gate(gate, to=Level.PORTFOLIO, reason="Prinsipiell.", by=decider_of(gate))
    assert readers() == seated[:2]
    client.force_login(again(seated[0]))
    assert client.get(gate.get_absolute_url()).status_code == 200
    services.decide_gate(gate_of(project), Outcome.BACK, reason="For tynt.", by=again(seated[0]))
    assert readers() == seated[:2]


def test_who_decides_follows_a_unit_that_is_moved(alna, project):
    gate = submit(gate_of(project))
    other = UnitFactory(parent=alna, kind="avdeling", name="Avdeling kultur")
    leader = person_as(Role.MANAGER, other)
    administrator = person_as(Role.ADMINISTRATOR, alna)
    unit = project.unit
    edit_unit(
        unit, name=unit.name, parent=other, kind=unit.kind, version=unit.version, by=administrator
    )
    gate = gate_of(project)
    assert gate.decider_unit == other
    assert tray_of(again(leader)) == [gate]


# --- Who cannot -----------------------------------------------------------------------------------


def test_who_is_disqualified_cannot_sign_and_the_next_one_up_gets_it(alna, project):
    gate = submit(gate_of(project))
    near, director = decider_of(gate), person_as(Role.DIRECTOR, alna)
    assert tray_of(again(near)) == [gate]
    assert tray_of(again(director)) == []
    declare_disqualified(gate, near, reason="Gift med leverandøren.", by=near)
    assert tray_of(again(near)) == []
    assert tray_of(again(director)) == [gate]
    assert not again(near).has_perm("portfolio.decide_gate", gate_of(project))
    with pytest.raises(StepRefused, match="inhabil"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=near)
    decision = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=director)
    assert decision.disqualified == f"{near.name} (Gift med leverandøren.)"


def test_two_steps_are_demanded_where_the_level_says_so(alna, project):
    gate = submit(gate_of(project))
    services.demand_two_steps(alna, [Level.DEPARTMENT], by=None)
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="to trinn"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider)
    decision = services.decide_gate(gate, Outcome.GO, reason="Ja.", two_step=True, by=decider)
    assert decision.two_step
    assert decision.facts["decision"]["two_step"] is True


def test_the_page_asks_for_the_second_step_and_keeps_what_was_written(client, alna, project):
    gate = submit(gate_of(project))
    services.demand_two_steps(alna, [Level.DEPARTMENT], by=None)
    decider = decider_of(gate)
    client.force_login(decider)
    address = gate.get_absolute_url()
    assert "krever to trinn" in client.get(address).content.decode()
    sent = {"able": "yes", "outcome": "go", "reason": "Ja, fordi.", "version": gate.version}
    sent |= {"vilkar-TOTAL_FORMS": "0", "vilkar-INITIAL_FORMS": "0"}
    refused = client.post(f"{address}avgjor/", sent)
    assert refused.status_code == 422
    assert "Ja, fordi." in client.get(address).content.decode()  # as a draft
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": timezone.now().timestamp(), "type": "totp"}
    ]
    session["account_authentication_methods_user"] = str(decider.pk)
    session.save()
    client.post(f"{address}avgjor/", sent)
    decision = gate.decisions.first()
    if decision is None:  # the name of the key in the session is allauth's own
        pytest.fail("The second factor was shown, and the decision is not signed.")
    assert decision.two_step


# --- What a signature rests on --------------------------------------------------------------------


def test_a_must_that_rests_only_on_a_link_is_refused_at_signing_and_shown_before(client, project):
    gate = gate_of(project)
    must = next(line.question for line in gate.lines if line.question.is_must)
    gate = submit(gate)
    services.recall_gate(gate, by=project.leader)
    services.answer_question(
        gate, must, Answer.YES, evidence_url="https://eksempel.no/rapport", by=project.leader
    )
    gate = services.submit_gate(gate, by=project.leader)
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="bare på en lenke"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider)
    client.force_login(decider)
    page = client.get(gate.get_absolute_url()).content.decode()
    assert "bare på en lenke" in page
    assert 'value="go"' not in page
    services.decide_gate(gate, Outcome.BACK, reason="Last opp rapporten.", by=decider)


def test_an_answer_points_to_one_thing_of_its_own_project(alna, project):
    gate = gate_of(project)
    question = gate.lines[0].question
    goal = ProjectGoal.objects.create(project=project, kind="outcome", text="Færre fall")
    other = make_project(alna)
    foreign = ProjectGoal.objects.create(project=other, kind="outcome", text="Andre mål")
    answer = services.answer_question(
        gate, question, Answer.YES, rests_on=[("goal", goal.pk)], by=project.leader
    )
    assert [row.title for row in gate_of(project).lines[0].evidence] == ["Færre fall"]
    with pytest.raises(DomainError, match="hører til prosjektet"):
        services.answer_question(
            gate, question, Answer.YES, rests_on=[("goal", foreign.pk)], by=project.leader
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        GateEvidence.objects.create(answer=answer, added_by=project.leader, added_at=timezone.now())


def test_what_is_recommended_to_stop_is_sent_in_without_every_must(project):
    gate = gate_of(project)
    services.recommend(
        gate,
        Outcome.STOP,
        text="Behovet er borte.",
        amount_nok=Decimal(0),
        due=None,
        version=gate.version,
        by=project.leader,
    )
    gate = services.submit_gate(gate, by=project.leader)
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="må-spørsmålene"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider)
    services.decide_gate(
        gate,
        Outcome.STOP,
        reason="Behovet er borte.",
        lesson="Spør før.",
        money_after="Ingenting er brukt.",
        people_after="Tilbake i enheten.",
        by=decider,
    )


def test_money_is_released_from_the_fund_within_its_frame(alna, project):
    fund = fund_year(make_fund(alna), timezone.localdate().year, 100)
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="hvilket fond"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", released_nok=Decimal(60), by=decider)
    with pytest.raises(StepRefused):
        services.decide_gate(
            gate, Outcome.GO, reason="Ja.", released_nok=Decimal(101), fund_year=fund, by=decider
        )
    assert gate_of(project).state == GateState.SUBMITTED
    decision = services.decide_gate(
        gate, Outcome.GO, reason="Ja.", released_nok=Decimal(60), fund_year=fund, by=decider
    )
    entry = Entry.objects.get(decision=decision)
    assert (entry.kind, entry.amount_nok, entry.fund_year) == ("released", Decimal(60), fund)
    assert decision.facts["decision"]["released_nok"] == "60"


def test_skipping_a_phase_is_a_signed_decision_with_a_reason(project):
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="begrunnelse"):
        services.decide_gate(gate, Outcome.GO, reason="", skips_phase=True, by=decider)
    services.decide_gate(
        gate, Outcome.GO, reason="Naboen har gjort forstudien.", skips_phase=True, by=decider
    )
    assert project.phases.get(kind="forstudie").state == PhaseState.SKIPPED
    project = pass_gate(project, GateCode.BP2)
    assert project.phases.get(kind="forprosjekt").state == PhaseState.RUNNING


# --- From a meeting, and from before ------------------------------------------------------------


def record(gate, **changes):
    facts = {
        "decider": decider_of(gate),
        "decided_on": timezone.localdate() - timedelta(2),
        "meeting": "Ledermøte, sak 14",
        "minutes": SimpleUploadedFile("referat.txt", b"Sak 14: ja."),
        "reason": "Godt grunnlag.",
        "by": person_as(Role.SECRETARIAT, gate.project.district),
        **changes,
    }
    return services.record_meeting_decision(gate, changes.pop("outcome", Outcome.GO), **facts)


def test_what_was_decided_in_a_meeting_counts_when_the_decider_confirms(project):
    gate = submit(gate_of(project))
    written = record(gate)
    assert gate_of(project).state == GateState.SUBMITTED
    assert tray_of(again(written.decider)) == [gate]
    with pytest.raises(StepRefused, match="Bare den som avgjorde"):
        services.confirm_record(written, by=written.recorded_by)
    decision = services.confirm_record(written, by=written.decider)
    assert (decision.decided_by, decision.recorded_by) == (written.decider, written.recorded_by)
    assert (decision.decided_on, decision.minutes) == (written.decided_on, written.minutes)
    assert decision.facts["decision"]["minutes"]["sha256"] == written.minutes.sha256
    with pytest.raises(StepRefused):
        services.confirm_record(written, by=written.decider)


def test_a_record_is_overtaken_when_the_basis_is_taken_back(project):
    gate = submit(gate_of(project))
    written = record(gate)
    services.recall_gate(gate, by=project.leader)
    assert not MeetingRecord.objects.waiting().exists()
    with pytest.raises(StepRefused):
        services.confirm_record(written, by=written.decider)


def test_a_record_names_only_one_who_may_decide(project):
    gate = submit(gate_of(project))
    with pytest.raises(DomainError, match="kan ikke avgjøre"):
        record(gate, decider=project.leader)


def test_what_was_decided_before_is_entered_and_marked_and_counts_for_the_phase(client, project):
    decision = services.enter_afterwards(
        gate_of(project),
        decided_on=LONG_AGO,
        body="Bydelsutvalget",
        document="Sak 57/14",
        by=person_as(Role.ADVISER, project.unit),
    )
    phase = project.phases.get(kind="forstudie")
    assert (phase.state, phase.actual_start) == (PhaseState.RUNNING, LONG_AGO)
    assert decision.is_afterwards
    client.force_login(project.owner)
    page = client.get(decision.gate.get_absolute_url()).content.decode()
    assert "Ført inn i ettertid" in page
    assert "Sak 57/14" in page
    with pytest.raises(StepRefused, match="avgjort senere"):
        services.enter_afterwards(
            gate_of(project, GateCode.BP2),
            decided_on=LONG_AGO - timedelta(30),
            body="Ikke funnet",
            by=decision.recorded_by,
        )
    better = services.correct_afterwards(
        decision, body="Bydelsutvalget", document="Sak 58/14", reason="", by=decision.recorded_by
    )
    assert better.supersedes == decision
    with pytest.raises(Stale):
        services.correct_afterwards(
            decision, body="Noen", document="", reason="", by=decision.recorded_by
        )


def test_every_outcome_may_be_entered_afterwards_and_does_what_it_says(client, project):
    adviser = person_as(Role.ADVISER, project.unit)
    address = f"{gate_of(project).get_absolute_url()}ettertid/"
    client.force_login(adviser)
    assert 'value="hold"' not in client.get(address).content.decode()
    entered = {"decided_on": "01.02.2014", "body": "Bydelsutvalget", "document": "Sak 3/14"}
    client.post(address, {**entered, **NO_ROWS, "outcome": "back"})
    gate = gate_of(project)
    assert (gate.state, gate.round) == (GateState.IN_PREPARATION, 2)
    assert gate.lines
    with pytest.raises(StepRefused, match="tidligere runde"):
        services.enter_afterwards(gate, decided_on=date(2014, 1, 1), body="BU", by=adviser)
    row = {
        "vilkar-TOTAL_FORMS": "1",
        "vilkar-0-text": "Avtale med sykehuset",
        "vilkar-0-owner": str(project.leader_id),
        "vilkar-0-due": "01.06.2014",
    }
    client.post(
        address,
        {**entered, **NO_ROWS, **row, "decided_on": "01.03.2014", "outcome": "go_with_conditions"},
    )
    decision = GateDecision.objects.current().get(gate=gate.pk, round=2)
    assert [each.text for each in decision.conditions.all()] == ["Avtale med sykehuset"]
    assert project.phases.get(kind="forstudie").state == PhaseState.RUNNING
    better = services.correct_afterwards(decision, body="BU", document="", reason="", by=adviser)
    assert (better.outcome, better.conditions.count()) == (Outcome.GO_WITH_CONDITIONS, 1)

    later = {"decided_on": date(2014, 9, 1), "body": "BU", "by": adviser}
    with pytest.raises(StepRefused, match="hva vi lærte"):
        services.enter_afterwards(gate_of(project, GateCode.BP2), Outcome.STOP, **later)
    with pytest.raises(StepRefused, match="utsatt"):
        services.enter_afterwards(gate_of(project, GateCode.BP2), Outcome.HOLD, **later)
    stop = services.enter_afterwards(
        gate_of(project, GateCode.BP2), Outcome.STOP, lesson="Ikke funnet.", **later
    )
    project.refresh_from_db()
    assert project.state == ProjectState.STOPPED
    page = client.get(stop.gate.get_absolute_url()).content.decode()
    assert "Ført inn i ettertid" in page


# --- Pages ----------------------------------------------------------------------------------------


def test_a_remark_is_kept_when_the_basis_was_taken_back_meanwhile(client, project):
    gate = submit(gate_of(project))
    adviser = person_as(Role.ADVISER, project.unit)
    client.force_login(adviser)
    services.recall_gate(gate, by=project.leader)
    answered = client.post(
        f"{gate.get_absolute_url()}bekreft/",
        {"remark": "Se på spørsmål tre.", "version": Gate.objects.get(pk=gate.pk).version},
    )
    assert answered.status_code == 409
    assert "Se på spørsmål tre." in answered.content.decode()


def test_the_tray_shows_what_waits_and_costs_the_same_for_one_and_three(
    client, alna, django_assert_max_num_queries
):
    unit = UnitFactory(parent=UnitFactory(parent=alna, kind="avdeling"))
    gates = [submit(gate_of(make_project(alna, unit=unit))) for _nth in range(3)]
    client.force_login(decider_of(gates[0]))
    with django_assert_max_num_queries(12):
        page = client.get("/prosjekter/til-avgjorelse/")
    assert page.content.decode().count("Les og avgjør") == 3


def test_questions_are_added_moved_and_taken_away_without_script(client, alna):
    services.install_templates(alna)
    client.force_login(person_as(Role.ADMINISTRATOR, alna))
    address = "/prosjekter/portmaler/ordinary/bp1/"
    page = client.get(address)
    rows = page.context["rows"]
    data = {
        "number": 1,
        "sporsmal-TOTAL_FORMS": "2",
        "sporsmal-INITIAL_FORMS": "0",
        "sporsmal-0-text": rows[0]["text"].value(),
        "sporsmal-0-key": rows[0]["key"].value(),
        "sporsmal-0-is_must": "on",
        "sporsmal-1-text": "Er MBU hørt?",
        "sporsmal-1-evidence_kinds": ["document"],
    }
    moved = client.post(address, {**data, "sporsmal-up": "2"})
    assert moved.context["rows"][0]["text"].value() == "Er MBU hørt?"
    assert client.post(address, data).status_code == 302
    opened = gate_of(make_project(alna))
    assert [line.question.text for line in opened.lines] == [
        rows[0]["text"].value(),
        "Er MBU hørt?",
    ]
    assert opened.lines[0].question.key == rows[0]["key"].value()
    assert opened.lines[1].question.evidence_kinds == ["document"]
    assert client.post(address, data).status_code == 422  # made from a version that is old now


def test_the_table_of_powers_keeps_its_unit(client, alna):
    unit = UnitFactory(parent=alna, kind="avdeling")
    client.force_login(person_as(Role.ADMINISTRATOR, alna))
    client.post(
        "/prosjekter/fullmakter/ny/",
        {
            "unit": unit.pk,
            "level": "director",
            "delegation": "Delegert",
            "delegated_on": "2026-01-01",
            "starts_on": "2026-01-01",
        },
    )
    assert DeciderRule.objects.get(district=alna).unit == unit
