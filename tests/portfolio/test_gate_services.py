"""A gate from the first answer to the decision, and what follows from it."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from organisation.errors import DomainError, Stale, StepRefused
from organisation.notices.models import Notice
from organisation.people.models import Role
from portfolio import services
from portfolio.lifecycle import (
    Answer,
    GateCode,
    GateState,
    Level,
    Outcome,
    PhaseKind,
    PhaseState,
    Profile,
    ProjectState,
)
from portfolio.models import Condition, Gate, GateDecision, GateTemplate, Phase
from portfolio.services import NewCondition, VedtakFacts
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import (
    decider_of,
    gate_of,
    make_project,
    pass_gate,
    prepare,
    submit,
)

BOARD_SAID = VedtakFacts(
    committee="Bydelsutvalget",
    meeting_on=date(2026, 2, 26),
    case_number="57/26",
    text="Bydelsutvalget slutter seg til forslaget.",
)


@pytest.fixture
def project(alna):
    return make_project(alna)


def phase_of(project, kind):
    return Phase.objects.get(project=project, kind=kind)


def test_a_new_project_has_the_phases_of_its_model_and_prepares_its_first_gate(project):
    assert list(project.phases.values_list("kind", "state")) == [
        ("forstudie", "planned"),
        ("forprosjekt", "planned"),
        ("hovedprosjekt", "planned"),
        ("realisering", "planned"),
    ]
    assert list(project.gates.values_list("code", "state")) == [
        ("bp1", "in_preparation"),
        ("bp2", "planned"),
        ("bp3", "planned"),
        ("bp4", "planned"),
        ("bp5", "planned"),
        ("bp6", "planned"),
    ]


def test_a_gate_gets_the_questions_of_the_projects_profile(alna):
    large = gate_of(make_project(alna, profile=Profile.LARGE))
    small = gate_of(make_project(alna, profile=Profile.SMALL))
    assert len(small.lines) < len(large.lines)
    assert large.template.profile == "large"


def test_a_new_version_of_the_questions_reaches_only_gates_not_yet_opened(alna, project):
    opened = gate_of(project)
    services.publish_template(
        alna,
        GateCode.BP1,
        Profile.ORDINARY,
        [services.templates.Asked("nytt", "Er dette spurt om før?")],
        by=None,
    )
    assert gate_of(project).template == opened.template
    later = gate_of(make_project(alna))
    assert [line.question.text for line in later.lines] == ["Er dette spurt om før?"]
    assert later.template.number == 2


def test_submitting_says_everything_that_is_missing(alna):
    project = make_project(alna, owner=None)
    with pytest.raises(StepRefused) as refused:
        services.submit_gate(gate_of(project), by=project.leader)
    first_must = gate_of(project).unanswered_musts[0]
    assert refused.value.reasons[0] == "Prosjektet mangler prosjekteier."
    assert first_must.text in refused.value.reasons[1]
    assert refused.value.reasons[2] == "Prosjektlederens tilråding mangler."
    assert gate_of(project).state == GateState.IN_PREPARATION


def test_a_gate_is_not_submitted_while_a_goal_of_the_phase_is_unjudged(project):
    project = pass_gate(project)
    phase = phase_of(project, PhaseKind.FORSTUDIE)
    services.edit_phase(
        phase, {}, goals=["Snakke med 30 brukere"], version=phase.version, by=project.leader
    )
    gate = services.open_gate(gate_of(project, GateCode.BP2), by=project.leader)
    for line in gate.lines:
        services.answer_question(gate, line.question, Answer.YES, by=project.leader)
    with pytest.raises(StepRefused, match="Snakke med 30 brukere"):
        services.submit_gate(gate, by=project.leader)


@pytest.mark.parametrize("answer", [Answer.PARTLY, Answer.NO, Answer.NOT_RELEVANT])
def test_every_answer_but_yes_needs_a_reason(project, answer):
    gate = gate_of(project)
    question = gate.lines[0].question
    with pytest.raises(DomainError, match="begrunnelse"):
        services.answer_question(gate, question, answer, by=project.leader)
    services.answer_question(gate, question, answer, reason="Kommer i mai.", by=project.leader)
    assert gate_of(project).lines[0].answer.reason == "Kommer i mai."


def test_answers_are_closed_when_the_gate_is_submitted_and_open_again_when_recalled(project):
    gate = submit(gate_of(project))
    question = gate.lines[0].question
    with pytest.raises(StepRefused):
        services.answer_question(gate, question, Answer.YES, by=project.leader)
    services.recall_gate(gate, by=project.leader)
    services.answer_question(gate, question, Answer.YES, by=project.leader)


def test_a_submitted_gate_is_told_to_the_leader_who_decides(project):
    decider = decider_of(gate_of(project))
    submit(gate_of(project))
    told = Notice.objects.filter(person=decider).values_list("text", flat=True)
    assert "BP1 Dagtilbud på Haugentunet venter på din avgjørelse" in told


def test_go_starts_the_phase_on_the_day_it_is_decided(project):
    gate = submit(gate_of(project))
    services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider_of(gate))
    phase = phase_of(project, PhaseKind.FORSTUDIE)
    assert (phase.state, phase.actual_start) == (PhaseState.RUNNING, timezone.localdate())
    assert gate_of(project).state == GateState.DECIDED


def test_the_next_go_ends_one_phase_and_starts_the_next(project):
    project = pass_gate(pass_gate(project), GateCode.BP2)
    assert list(project.phases.values_list("state", flat=True)) == [
        "done",
        "running",
        "planned",
        "planned",
    ]
    assert phase_of(project, PhaseKind.FORSTUDIE).actual_end == timezone.localdate()


def test_the_hand_over_closes_the_project_and_the_benefits_are_judged_afterwards(project):
    for code in (GateCode.BP1, GateCode.BP2, GateCode.BP3, GateCode.BP4):
        project = pass_gate(project, code)
    assert project.state == ProjectState.RUNNING
    assert phase_of(project, PhaseKind.HOVEDPROSJEKT).state == PhaseState.DONE
    project = pass_gate(project, GateCode.BP5)
    assert project.state == ProjectState.CLOSED
    assert phase_of(project, PhaseKind.REALISERING).state == PhaseState.RUNNING
    project = pass_gate(project, GateCode.BP6)
    assert project.state == ProjectState.CLOSED
    assert set(project.phases.values_list("state", flat=True)) == {"done"}


def test_the_next_gate_is_not_opened_before_the_one_before_it_is_passed(project):
    with pytest.raises(StepRefused, match="før dette"):
        services.open_gate(gate_of(project, GateCode.BP2), by=project.leader)


def test_going_on_with_conditions_keeps_each_with_its_owner_and_day(project):
    gate = submit(gate_of(project))
    owner = PersonFactory(unit=project.unit)
    due = timezone.localdate() + timedelta(30)
    services.decide_gate(
        gate,
        Outcome.GO_WITH_CONDITIONS,
        reason="Ja, men.",
        by=decider_of(gate),
        conditions=[NewCondition("Skriftlig husleieavtale", owner, due)],
    )
    condition = Condition.objects.get()
    assert (condition.text, condition.owner, condition.due) == (
        "Skriftlig husleieavtale",
        owner,
        due,
    )
    assert Notice.objects.filter(person=owner, text__contains="husleieavtale").exists()


def test_a_condition_without_owner_or_day_is_refused_and_nothing_is_signed(project):
    gate = submit(gate_of(project))
    with pytest.raises(StepRefused) as refused:
        services.decide_gate(
            gate,
            Outcome.GO_WITH_CONDITIONS,
            reason="Ja, men.",
            by=decider_of(gate),
            conditions=[NewCondition("Avtale", None, None)],
        )
    assert refused.value.reasons == ["Vilkår 1 mangler ansvarlig.", "Vilkår 1 mangler frist."]
    assert not GateDecision.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.BACK, Outcome.CHANGE_DIRECTION])
def test_back_gives_the_leader_a_new_round_with_the_answers_kept(project, outcome):
    gate = submit(gate_of(project))
    services.decide_gate(gate, outcome, reason="For tynt.", by=decider_of(gate))
    gate = gate_of(project)
    assert (gate.state, gate.round) == (GateState.IN_PREPARATION, 2)
    assert all(line.is_answered for line in gate.lines)
    assert phase_of(project, PhaseKind.FORSTUDIE).state == PhaseState.PLANNED


def test_hold_waits_for_a_day_and_can_be_opened_again(project):
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="Velg datoen"):
        services.decide_gate(gate, Outcome.HOLD, reason="Venter.", by=decider)
    day = timezone.localdate() + timedelta(90)
    services.decide_gate(gate, Outcome.HOLD, reason="Venter.", hold_until=day, by=decider)
    assert (gate_of(project).state, gate_of(project).hold_until) == (GateState.ON_HOLD, day)
    services.open_gate(gate_of(project), by=project.leader)
    assert gate_of(project).state == GateState.IN_PREPARATION


def test_stop_asks_for_what_was_learned_and_stops_the_project(project):
    project = pass_gate(project)
    gate = submit(services.open_gate(gate_of(project, GateCode.BP2), by=project.leader))
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="hva vi lærte"):
        services.decide_gate(gate, Outcome.STOP, reason="For dyrt.", by=decider)
    with pytest.raises(StepRefused, match="pengene"):
        services.decide_gate(gate, Outcome.STOP, reason="For dyrt.", lesson="Spør før.", by=decider)
    decision = services.decide_gate(
        gate,
        Outcome.STOP,
        reason="For dyrt.",
        lesson="Spør før.",
        money_after="40 000 går tilbake.",
        people_after="Tilbake i enheten.",
        by=decider,
    )
    assert decision.stopped_well
    assert project.lessons.get().learned == "Spør før."
    project.refresh_from_db()
    assert project.state == ProjectState.STOPPED
    assert phase_of(project, PhaseKind.FORSTUDIE).state == PhaseState.DONE


def test_a_large_project_needs_the_advisers_word_before_it_goes_on(alna):
    project = make_project(alna, profile=Profile.LARGE)
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    with pytest.raises(StepRefused, match="bekreftes"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider)
    services.confirm_gate(gate, remark="Ser bra ut.", by=person_as(Role.ADVISER, alna))
    services.decide_gate(gate_of(project), Outcome.GO, reason="Ja.", by=decider)
    assert gate_of(project).state == GateState.DECIDED


def test_the_second_of_two_deciders_is_told_who_decided_what(project):
    gate = submit(gate_of(project))
    services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider_of(gate, name="Kari Moen"))
    with pytest.raises(Stale, match="Kari Moen har alt avgjort dette: gå videre"):
        services.decide_gate(gate, Outcome.STOP, reason="Nei.", lesson="-", by=decider_of(gate))


def test_a_decider_with_an_old_basis_on_screen_is_asked_to_look_again(project):
    gate = submit(gate_of(project))
    seen = gate.version
    services.confirm_gate(gate, by=person_as(Role.ADVISER, project.unit))
    with pytest.raises(Stale, match="endret siden"):
        services.decide_gate(
            gate_of(project), Outcome.GO, reason="Ja.", by=decider_of(gate), version=seen
        )


# --- Lifting and the board ------------------------------------------------------------------------


def test_a_decision_is_lifted_up_and_never_down(project):
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    services.lift_gate(gate, to=Level.DIRECTOR, reason="Prinsipiell.", by=decider)
    gate = gate_of(project)
    assert (gate.decider_level, gate.decider_unit) == (Level.DIRECTOR, project.district)
    for level in (Level.UNIT_LEADER, Level.DEPARTMENT, Level.DIRECTOR):
        with pytest.raises(DomainError, match="løftes opp"):
            services.lift_gate(gate, to=level, reason="Nei.", by=decider)


def test_what_was_lifted_stays_up_when_the_leader_takes_it_back_and_sends_it_again(project):
    gate = submit(gate_of(project))
    services.lift_gate(gate, to=Level.BOARD, reason="Prinsipiell.", by=decider_of(gate))
    services.decide_gate_by_vedtak(
        gate_of(project), Outcome.BACK, vedtak=BOARD_SAID, reason="", by=project.leader
    )
    services.submit_gate(gate_of(project), by=project.leader)
    assert gate_of(project).state == GateState.WAITING_FOR_BOARD


def test_nobody_clicks_for_the_board(project):
    gate = submit(gate_of(project))
    director = person_as(Role.DIRECTOR, project.district)
    services.lift_gate(gate, to=Level.BOARD, reason="Prinsipiell.", by=decider_of(gate))
    gate = gate_of(project)
    assert gate.state == GateState.WAITING_FOR_BOARD
    assert not director.has_perm("portfolio.decide_gate", gate)
    with pytest.raises(StepRefused, match="Bydelsutvalget avgjør"):
        services.decide_gate(gate, Outcome.GO, reason="Ja.", by=director)


def test_the_recorded_vedtak_decides_and_starts_the_phase_on_the_day_of_the_meeting(project):
    gate = submit(gate_of(project))
    services.lift_gate(gate, to=Level.BOARD, reason="Prinsipiell.", by=decider_of(gate))
    secretary = person_as(Role.SECRETARIAT, project.district)
    decision = services.decide_gate_by_vedtak(
        gate_of(project), Outcome.GO, vedtak=BOARD_SAID, reason="", by=secretary
    )
    assert (decision.case_number, decision.decided_as) == ("57/26", "Bydelsutvalget")
    phase = phase_of(project, PhaseKind.FORSTUDIE)
    assert (phase.state, phase.actual_start) == (PhaseState.RUNNING, date(2026, 2, 26))


def test_a_vedtak_decides_only_what_waits_for_the_board(project):
    gate = submit(gate_of(project))
    with pytest.raises(StepRefused):
        services.decide_gate_by_vedtak(
            gate, Outcome.GO, vedtak=BOARD_SAID, reason="", by=project.leader
        )


def test_the_board_sees_what_it_decides_and_takes_note_of_the_rest_once(alna, nabo, project):
    gate = submit(gate_of(project))
    assert list(services.gates_for_board(alna)) == []
    decision = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider_of(gate))
    other = submit(gate_of(make_project(alna)))
    services.lift_gate(other, to=Level.BOARD, reason="Prinsipiell.", by=decider_of(other))
    assert set(services.gates_for_board(alna)) == {gate, other}
    assert list(services.gates_for_board(nabo)) == []
    services.take_note([decision], vedtak=BOARD_SAID, by=project.leader)
    services.take_note([decision], vedtak=BOARD_SAID, by=project.leader)
    assert list(services.gates_for_board(alna)) == [other]


# --- The record ---------------------------------------------------------------------------------


def test_the_record_keeps_what_stood_there_and_its_checksum_fits(project):
    gate = submit(gate_of(project))
    decision = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider_of(gate))
    assert sha256(decision.record.encode()).hexdigest() == decision.checksum
    facts = json.loads(decision.record)["data"]
    assert facts["project"]["title"] == "Dagtilbud på Haugentunet"
    assert facts["opens_phase"]["state"] == "planned"
    assert [answer["answer"] for answer in facts["gate"]["answers"]] == ["yes"] * len(gate.lines)
    assert facts["gate"]["decider"]["level"] == "department"
    assert facts["decision"]["outcome"] == "go"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE portfolio_gatedecision SET reason = 'Noe annet'",
        "UPDATE portfolio_gatedecision SET record = '{}'",
        "DELETE FROM portfolio_gatedecision",
        "TRUNCATE portfolio_gatedecision CASCADE",
    ],
)
def test_the_database_refuses_to_touch_a_signed_decision(project, statement):
    pass_gate(project)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert GateDecision.objects.get().reason == "Godt grunnlag."


def test_the_database_refuses_a_phase_that_runs_without_a_decision(project):
    with pytest.raises(DatabaseError), transaction.atomic():
        Phase.objects.filter(project=project, kind="forprosjekt").update(
            state="running", actual_start=date(2026, 1, 1)
        )


def test_a_correction_supersedes_and_rests_on_the_old_basis(project):
    gate = submit(gate_of(project))
    decider = decider_of(gate)
    old = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider)
    due = timezone.localdate() + timedelta(9)
    new = services.correct_decision(
        old,
        outcome=Outcome.GO_WITH_CONDITIONS,
        reason="Ja, med ett vilkår.",
        by=decider,
        conditions=[NewCondition("Avtale med helsestasjonen", project.leader, due)],
    )
    assert list(GateDecision.objects.current()) == [new]
    assert new.facts["gate"] == old.facts["gate"]
    assert new.facts["decision"]["supersedes"] == old.checksum
    with pytest.raises(Stale):
        services.correct_decision(old, outcome=Outcome.GO, reason="Igjen.", by=decider)


def test_a_correction_does_not_turn_a_yes_into_a_no(project):
    gate = submit(gate_of(project))
    old = services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider_of(gate))
    with pytest.raises(StepRefused, match="snu utfallet"):
        services.correct_decision(old, outcome=Outcome.BACK, reason="Nei.", by=old.decided_by)


def test_a_condition_is_met_with_words_and_once(project):
    gate = submit(gate_of(project))
    services.decide_gate(
        gate,
        Outcome.GO_WITH_CONDITIONS,
        reason="Ja.",
        by=decider_of(gate),
        conditions=[NewCondition("Avtale", project.leader, timezone.localdate())],
    )
    condition = Condition.objects.get()
    with pytest.raises(DomainError, match="hvordan"):
        services.meet_condition(condition, text=" ", version=1, by=project.leader)
    services.meet_condition(condition, text="Signert 3. mai.", version=1, by=project.leader)
    with pytest.raises(Stale):
        services.meet_condition(condition, text="Igjen.", version=1, by=project.leader)


def test_templates_of_two_districts_are_their_own(alna, nabo, project):
    make_project(nabo)
    assert not GateTemplate.objects.filter(gates__project__district=alna, district=nabo).exists()


def test_gates_of_another_district_are_not_seen(nabo, project):
    stranger = PersonFactory(unit=nabo)
    assert list(Gate.objects.visible_to(stranger)) == []


def test_prepare_leaves_nothing_missing(project):
    assert prepare(gate_of(project)).unanswered_musts == []
