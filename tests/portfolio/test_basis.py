"""What a decision rests on: it changes under nobody's eyes, and is kept as it was."""

from datetime import date

import pytest

from organisation.errors import DomainError, Stale
from organisation.people.models import Role
from portfolio import services
from portfolio.lifecycle import Answer, GateCode, GateState, Level, Outcome, PhaseKind, Profile
from portfolio.models import Condition, Gate, Phase
from portfolio.services import NewCondition
from tests.factories.people import PersonFactory, ServiceAreaFactory, person_as
from tests.factories.portfolio import (
    decider_of,
    gate_of,
    make_project,
    pass_gate,
    submit,
)

DUE = date(2030, 5, 1)


@pytest.fixture
def project(alna):
    return make_project(alna)


def fresh(project):
    return type(project).objects.get(pk=project.pk)


# --- Kind and profile -----------------------------------------------------------------------------


def classify(project, **changes):
    facts = {"kind": project.kind, "profile": project.profile, "reason": "Større enn vi trodde."}
    services.classify_project(
        project, **{**facts, **changes}, version=project.version, by=project.owner
    )


@pytest.mark.parametrize("change", [{"profile": Profile.LARGE}, {"kind": "development"}])
def test_what_chooses_the_decider_stands_while_somebody_is_to_decide(project, change):
    gate = submit(gate_of(project))
    with pytest.raises(DomainError, match="Trekk tilbake BP1 først"):
        classify(project, **change)
    services.lift_gate(gate, to=Level.BOARD, reason="Prinsipiell.", by=decider_of(gate))
    with pytest.raises(DomainError, match="BP1 venter på vedtak"):
        classify(project, **change)
    assert fresh(project).profile == Profile.ORDINARY


def test_a_gate_in_preparation_follows_the_new_profile_with_the_answers_given(alna):
    project = make_project(alna, profile=Profile.SMALL)
    gate = gate_of(project)
    for line in gate.lines:
        services.answer_question(gate, line.question, Answer.YES, by=project.leader)
    before = {line.question.key for line in gate.lines}
    classify(project, profile=Profile.ORDINARY)
    larger = gate_of(project)
    assert (larger.template.profile, larger.decider_level) == (Profile.ORDINARY, Level.DEPARTMENT)
    assert larger.version > gate.version
    assert {line.question.key for line in larger.lines if line.is_answered} == {
        line.question.key for line in larger.lines if line.question.key in before
    }
    counted = Gate.objects.with_readiness().get(pk=gate.pk)
    assert counted.answered == sum(line.is_answered for line in larger.lines)


def test_a_gate_on_hold_is_taken_up_with_the_questions_of_the_new_profile(project):
    gate = submit(gate_of(project))
    services.decide_gate(gate, Outcome.HOLD, reason="Vent.", hold_until=DUE, by=decider_of(gate))
    classify(fresh(project), profile=Profile.LARGE)
    gate = services.open_gate(gate_of(project), by=project.leader)
    assert (gate.template.profile, gate.decider_level) == (Profile.LARGE, Level.DIRECTOR)


# --- The basis under the decider ------------------------------------------------------------------


@pytest.fixture
def waiting(project):
    """BP2, confirmed by the adviser; its phase has a goal that is judged."""
    project = pass_gate(project)
    phase = project.phases.get(kind=PhaseKind.FORSTUDIE)
    services.edit_phase(phase, {}, goals=["Ett"], version=phase.version, by=project.leader)
    gate = submit(services.open_gate(gate_of(project, GateCode.BP2), by=project.leader))
    services.confirm_gate(gate, by=person_as(Role.ADVISER, project.unit))
    return gate_of(project, GateCode.BP2)


def edit_phase(gate, kind):
    phase = Phase.objects.get(project=gate.project, kind=kind)
    services.edit_phase(phase, {"conclusions": "Ny."}, version=phase.version, by=gate.project.owner)


def edit_project(gate):
    project = fresh(gate.project)
    services.edit_project(project, {"need": "Nytt."}, version=project.version, by=project.owner)


CHANGES = {
    "the phase that ends": lambda gate: edit_phase(gate, PhaseKind.FORSTUDIE),
    "the phase that opens": lambda gate: edit_phase(gate, PhaseKind.FORPROSJEKT),
    "a goal": lambda gate: services.judge_goal(
        gate.goals_to_judge[0], "partly", text="Nesten.", by=gate.project.leader
    ),
    "the project": edit_project,
}


@pytest.mark.parametrize("level", ["department", "board"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_basis_is_confirmed_again_and_seen_again_by_the_decider(waiting, change, level):
    decider = decider_of(waiting)
    if level == "board":
        services.lift_gate(waiting, to=level, reason="Prinsipiell.", by=decider)
    seen = gate_of(waiting.project, GateCode.BP2)
    change(seen)
    gate = gate_of(waiting.project, GateCode.BP2)
    assert (gate.state, gate.version) == (seen.state, seen.version + 1)
    assert (gate.confirmed_at, gate.confirmed_by, gate.confirmation) == (None, None, "")
    if level != "board":
        with pytest.raises(Stale, match="Grunnlaget er endret"):
            services.decide_gate(gate, Outcome.GO, reason="Ja.", by=decider, version=seen.version)


def test_a_phase_that_the_decision_does_not_rest_on_changes_nothing(waiting):
    edit_phase(waiting, PhaseKind.HOVEDPROSJEKT)
    gate = gate_of(waiting.project, GateCode.BP2)
    assert (gate.version, gate.confirmed_at) == (waiting.version, waiting.confirmed_at)


def test_a_gate_in_preparation_is_not_disturbed(project):
    gate = gate_of(project)
    edit_project(gate)
    assert gate_of(project).version == gate.version
    assert gate_of(project).state == GateState.IN_PREPARATION


# --- What is kept ---------------------------------------------------------------------------------


def test_a_condition_that_is_met_stays_met_when_the_decision_is_corrected(project):
    gate, owner = submit(gate_of(project)), PersonFactory(unit=project.unit)
    met, still = NewCondition("Avtale", owner, DUE), NewCondition("Nullpunkt", owner, DUE)
    old = services.decide_gate(
        gate,
        Outcome.GO_WITH_CONDITIONS,
        reason="Ja.",
        by=decider_of(gate),
        conditions=[met, still],
    )
    first = old.conditions.get(text="Avtale")
    services.meet_condition(first, text="Signert.", version=1, by=owner)
    first.refresh_from_db()
    new = services.correct_decision(
        old,
        outcome=Outcome.GO_WITH_CONDITIONS,
        reason="Ja, rettet.",
        by=old.decided_by,
        conditions=[met, still, NewCondition("Avtale", project.leader, DUE)],
    )
    assert {(row.text, row.owner, row.state) for row in new.conditions.all()} == {
        ("Avtale", owner, "met"),
        ("Nullpunkt", owner, "open"),
        ("Avtale", project.leader, "open"),
    }
    kept = new.conditions.get(state="met")
    assert (kept.met_on, kept.met_text) == (first.met_on, "Signert.")
    with pytest.raises(DomainError, match="Beslutningen er rettet"):
        services.meet_condition(
            Condition.objects.get(decision=old, text="Nullpunkt"),
            text="For sent.",
            version=1,
            by=owner,
        )


def test_the_record_keeps_people_area_and_how_exactly_dates_are_known(alna):
    area = ServiceAreaFactory(district=alna)
    project = make_project(alna, service_area=area)
    member = PersonFactory(unit=alna)
    services.add_member(project, member, role="Fagperson", by=project.leader)
    phase = project.phases.get(kind=PhaseKind.FORSTUDIE)
    services.edit_phase(
        phase,
        {"planned_start": date(2030, 10, 1), "planned_start_precision": "season"},
        version=phase.version,
        by=project.leader,
    )
    gate = submit(gate_of(project))
    services.lift_gate(gate, to=Level.DIRECTOR, reason="Prinsipiell.", by=decider_of(gate))
    director = person_as(Role.DIRECTOR, alna)
    facts = services.decide_gate(gate_of(project), Outcome.GO, reason="Ja.", by=director).facts
    assert facts["project"]["service_area"] == area.name
    (named,) = facts["project"]["members"]
    assert (named["name"], named["role"]) == (member.name, "Fagperson")
    assert facts["opens_phase"]["planned_start_precision"] == "season"
    assert [lift["round"] for lift in facts["gate"]["lifts"]] == [1]
