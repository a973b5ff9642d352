"""Who may what with projects; lists and rules always agree."""

import random

import pytest
from django.utils import timezone

from organisation.people.models import Role, Unit
from portfolio import services
from portfolio.models import Condition, Gate, GateDecision, Phase, Project
from portfolio.notify import deciders_of
from portfolio.rules import PERMISSIONS
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import (
    decider_of,
    gate_of,
    make_project,
    make_unit,
    pass_gate,
    submit,
)

STAFF = {"leader", "owner", "colleague", "adviser", "decider", "director", "secretary", "admin"}
MATRIX = {
    "portfolio.list_projects": STAFF | {"neighbour"},
    "portfolio.view_project": STAFF,
    "portfolio.start_project": {"adviser", "decider", "director"},
    "portfolio.edit_project": {"leader", "owner", "adviser"},
    "portfolio.classify_project": {"adviser", "decider", "director"},
    "portfolio.view_phase": STAFF,
    "portfolio.edit_phase": {"leader", "adviser"},
    "portfolio.view_gate": STAFF,
    "portfolio.prepare_gate": {"leader"},
    "portfolio.confirm_gate": {"adviser"},
    "portfolio.decide_gate": {"decider", "director"},
    "portfolio.lift_gate": {"decider", "director"},
    "portfolio.decide_gate_by_vedtak": {"secretary"},
    "portfolio.view_gatedecision": STAFF,
    "portfolio.administer_deciders": {"admin"},
    "portfolio.administer_gates": {"admin"},
    "portfolio.enter_afterwards": {"adviser", "secretary"},
    "portfolio.record_meeting": {"secretary"},
    "portfolio.declare_disqualified": {"adviser", "decider", "director", "secretary"},
}
WITH_OTHER_THINGS = {
    "portfolio.correct_decision",
    "portfolio.view_condition",
    "portfolio.meet_condition",
    "portfolio.view_deciderrule",
    "portfolio.change_deciderrule",
}


@pytest.fixture
def gate(alna):
    return submit(gate_of(make_project(alna)))


@pytest.fixture
def people(alna, nabo, gate):
    return {
        "leader": gate.project.leader,
        "owner": gate.project.owner,
        "colleague": PersonFactory(unit=alna),
        "adviser": person_as(Role.ADVISER, alna),
        "decider": decider_of(gate),
        "director": person_as(Role.DIRECTOR, alna),
        "secretary": person_as(Role.SECRETARIAT, alna),
        "admin": person_as(Role.ADMINISTRATOR, alna, is_employee=False),
        "board": person_as(Role.BOARD_MEMBER, alna, is_employee=False),
        "neighbour": PersonFactory(unit=nabo),
    }


def test_who_may_do_what_at_a_submitted_gate(people, gate):
    assert {
        permission: {name for name, p in people.items() if p.has_perm(permission, gate)}
        for permission in MATRIX
    } == MATRIX


def test_the_matrix_names_permissions_that_are_there():
    """That none is forgotten is for `tests/permissions/test_every_permission.py`."""
    assert set(PERMISSIONS) >= set(MATRIX) | WITH_OTHER_THINGS


def test_a_leader_of_the_unit_who_leads_the_project_does_not_decide_it(alna):
    unit = make_unit(alna)
    leader = person_as(Role.MANAGER, unit.parent)
    gate = submit(gate_of(make_project(alna, unit=unit, leader=leader)))
    assert not leader.has_perm("portfolio.decide_gate", gate)
    director = person_as(Role.DIRECTOR, alna)
    assert director.has_perm("portfolio.decide_gate", gate)
    assert list(Gate.objects.waiting_for_decision_by(director)) == [gate]


@pytest.fixture
def asked_for_by_its_decider(alna):
    """A gate whose decider sent it in while leading the project, and leads it no more."""
    unit = make_unit(alna)
    sender = person_as(Role.MANAGER, unit.parent)
    gate = submit(gate_of(make_project(alna, unit=unit, leader=sender)))
    Project.objects.filter(pk=gate.project_id).update(leader=PersonFactory(unit=unit))
    return gate_of(gate.project), sender


def test_who_sent_it_in_does_not_decide_it_also_when_another_leads_by_now(
    alna, asked_for_by_its_decider
):
    gate, sender = asked_for_by_its_decider
    director = person_as(Role.DIRECTOR, alna)
    for permission in ("portfolio.decide_gate", "portfolio.lift_gate"):
        assert not sender.has_perm(permission, gate)
        assert director.has_perm(permission, gate)
    assert not Gate.objects.waiting_for_decision_by(sender).exists()
    assert list(Gate.objects.waiting_for_decision_by(director)) == [gate]
    assert sender not in deciders_of(gate)
    assert decider_of(gate) in deciders_of(gate)


def test_who_sent_it_in_does_not_correct_what_was_decided(alna, asked_for_by_its_decider):
    gate, sender = asked_for_by_its_decider
    director = person_as(Role.DIRECTOR, alna)
    decision = services.decide_gate(gate, "go", reason="Ja.", by=director)
    assert not sender.has_perm("portfolio.correct_decision", decision)
    assert director.has_perm("portfolio.correct_decision", decision)


def test_those_who_may_decide_may_correct(people, gate):
    decision = services.decide_gate(gate, "go", reason="Ja.", by=people["decider"])
    allowed = {n for n, p in people.items() if p.has_perm("portfolio.correct_decision", decision)}
    assert allowed == {"decider", "director"}


def test_a_decision_is_corrected_where_it_was_made_whoever_decides_the_next_round(people, gate):
    services.lift_gate(gate, to="director", reason="Prinsipiell.", by=people["decider"])
    decision = services.decide_gate(
        gate_of(gate.project), "back", reason="For tynt.", by=people["director"]
    )
    # The lift no longer holds the next round up there.
    Gate.objects.filter(pk=gate.pk).update(
        decider_level="department", decider_unit=gate.decider_unit
    )
    assert people["decider"].has_perm("portfolio.decide_gate", gate_of(gate.project))
    assert not people["decider"].has_perm("portfolio.correct_decision", decision)
    assert people["director"].has_perm("portfolio.correct_decision", decision)


def test_nobody_corrects_the_board(people, gate):
    services.lift_gate(gate, to="board", reason="Prinsipiell.", by=people["decider"])
    decision = services.decide_gate_by_vedtak(
        gate_of(gate.project),
        "back",
        vedtak=services.VedtakFacts("Bydelsutvalget", timezone.localdate(), "Tilbake."),
        reason="",
        by=people["secretary"],
    )
    assert not any(p.has_perm("portfolio.correct_decision", decision) for p in people.values())


def test_a_gate_waits_in_the_tray_of_the_nearest_leader_only(people, gate):
    waits_for = {
        name for name, p in people.items() if Gate.objects.waiting_for_decision_by(p).exists()
    }
    assert waits_for == {"decider"}


def test_a_condition_is_met_by_those_who_answer_for_it(people, gate, alna):
    project = pass_gate(make_project(alna))
    decision = GateDecision.objects.get(gate__project=project)
    condition = Condition(decision=decision, text="Avtale", owner=people["colleague"])
    allowed = {n for n, p in people.items() if p.has_perm("portfolio.meet_condition", condition)}
    assert allowed == {"colleague", "adviser"}


def test_only_the_districts_administrator_changes_its_delegations(people, alna):
    rule = services.add_decider_rule(
        alna,
        {"level": "board", "delegation": "Delegert", "delegated_on": "2026-01-15"},
        starts_on="2026-01-15",
        by=None,
    )
    can = {n for n, p in people.items() if p.has_perm("portfolio.change_deciderrule", rule)}
    assert can == {"admin"}
    sees = {n for n, p in people.items() if p.has_perm("portfolio.view_deciderrule", rule)}
    assert sees == set(people) - {"neighbour"}


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.crawl) for seed in range(2, 6))]
)
def test_lists_hold_exactly_what_the_rule_allows(alna, nabo, seed):
    chance = random.Random(seed)
    units = [alna, nabo, *(make_unit(district) for district in (alna, nabo, alna))]
    units.append(UnitFactory(parent=units[2]))
    people = [
        PersonFactory(
            unit=chance.choice(units),
            is_employee=chance.random() < 0.5,
            roles={
                chance.choice(Role.values): chance.choice(units)
                for _role in range(chance.choice([0, 1, 2]))
            },
        )
        for _ in range(8)
    ]
    for unit in chance.sample(units, 3):
        owner, leader = chance.sample(people, 2)
        project = make_project(unit.district, unit=unit)
        # Also people who have moved to another district since.
        Project.objects.filter(pk=project.pk).update(owner=owner, leader=leader)
        project.refresh_from_db()
        pass_gate(project)
    for model, permission in (
        (Project, "portfolio.view_project"),
        (Phase, "portfolio.view_phase"),
        (Gate, "portfolio.view_gate"),
        (GateDecision, "portfolio.view_gatedecision"),
    ):
        for person in people:
            allowed = {row for row in model.objects.all() if person.has_perm(permission, row)}
            assert set(model.objects.visible_to(person)) == allowed, (model, person)


def test_there_are_two_districts(alna, nabo):
    assert Unit.objects.filter(parent=None).count() == 2
