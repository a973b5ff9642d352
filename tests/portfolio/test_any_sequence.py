"""Whatever people do to a project, in whatever order, what must hold holds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from organisation.errors import DomainError
from organisation.people.models import Unit
from portfolio import services
from portfolio.lifecycle import (
    GOING_ON,
    Answer,
    GateState,
    Level,
    Outcome,
    PhaseState,
    ProjectState,
)
from portfolio.models import Gate, GateDecision, Phase, PhaseGoal, Project
from portfolio.services.rest import held_out, wake
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

CODES = st.sampled_from(["bp1", "bp2", "bp3", "bp4", "bp5", "bp6"])


class AnybodyDoesAnything(RuleBasedStateMachine):
    """Every verb with any gate; refusals are fine, a broken promise is not."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.project = make_project(Unit.objects.get(slug="alna"))
        self.person = PersonFactory(unit=self.project.unit)
        self.signed = {}
        self.levels = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def gate(self, code):
        return Gate.objects.get(project=self.project, code=code)

    def attempt(self, verb, *args, **kwargs):
        try:
            verb(*args, by=self.person, **kwargs)
        except DomainError:
            return

    @rule(code=CODES)
    def open(self, code):
        self.attempt(services.open_gate, self.gate(code))

    @rule(code=CODES)
    def answer_everything(self, code):
        gate = self.gate(code)
        for line in gate.lines:
            self.attempt(services.answer_question, gate, line.question, Answer.YES)

    @rule(code=CODES, outcome=st.sampled_from(Outcome.values))
    def recommend(self, code, outcome):
        gate = self.gate(code)
        self.attempt(
            services.recommend,
            gate,
            outcome,
            text="Kort sagt.",
            amount_nok=0,
            due=None,
            version=gate.version,
        )

    @rule(code=CODES)
    def submit(self, code):
        self.attempt(services.submit_gate, self.gate(code))

    @rule(code=CODES)
    def prepare_and_submit(self, code):
        self.open(code)
        self.answer_everything(code)
        self.recommend(code, Outcome.GO)
        self.submit(code)

    @rule(code=CODES)
    def recall(self, code):
        self.attempt(services.recall_gate, self.gate(code))

    @rule(code=CODES)
    def confirm(self, code):
        self.attempt(services.confirm_gate, self.gate(code))

    @rule(code=CODES, to=st.sampled_from(Level.values))
    def lift(self, code, to):
        self.attempt(services.lift_gate, self.gate(code), to=to, reason="Prinsipiell.")

    @rule(
        code=CODES,
        outcome=st.sampled_from(Outcome.values),
        with_conditions=st.booleans(),
        skips=st.booleans(),
    )
    def decide(self, code, outcome, with_conditions, skips):
        due = timezone.localdate() + timedelta(30)
        conditions = [services.NewCondition("Avtale", self.person, due)] * with_conditions
        self.attempt(
            services.decide_gate,
            self.gate(code),
            outcome,
            reason="Fordi.",
            conditions=conditions,
            hold_until=due,
            lesson="Spør før.",
            money_after="Tilbake.",
            people_after="Tilbake.",
            skips_phase=skips,
        )

    @rule(
        code=CODES,
        outcome=st.sampled_from(Outcome.values),
        days=st.integers(0, 400),
        skips=st.booleans(),
    )
    def enter_afterwards(self, code, outcome, days, skips):
        self.attempt(
            services.enter_afterwards,
            self.gate(code),
            outcome,
            lesson="Ikke funnet.",
            decided_on=timezone.localdate() - timedelta(days),
            body="Ikke funnet",
            skips_phase=skips,
        )

    @rule(days=st.integers(0, 60))
    def days_go_by(self, days):
        on = timezone.localdate() + timedelta(days)
        for gate in held_out(on):
            wake(gate, on=on)

    @rule(code=CODES, outcome=st.sampled_from(Outcome.values))
    def vedtak(self, code, outcome):
        today = timezone.localdate()
        facts = services.VedtakFacts("Bydelsutvalget", today, "Vedtatt.")
        self.attempt(
            services.decide_gate_by_vedtak,
            self.gate(code),
            outcome,
            vedtak=facts,
            reason="",
            hold_until=today,
            lesson="Spør før.",
        )

    @rule(outcome=st.sampled_from(Outcome.values))
    def correct(self, outcome):
        decision = GateDecision.objects.filter(gate__project=self.project).last()
        if decision:
            self.attempt(
                services.correct_decision,
                decision,
                outcome=outcome,
                reason="Rettet.",
                lesson="Spør før.",
            )

    @rule(kind=st.sampled_from(["forstudie", "forprosjekt"]))
    def set_a_goal(self, kind):
        phase = Phase.objects.get(project=self.project, kind=kind)
        self.attempt(services.edit_phase, phase, {}, goals=["Et mål"], version=phase.version)

    @rule()
    def judge_all(self):
        for goal in PhaseGoal.objects.filter(phase__project=self.project):
            self.attempt(services.judge_goal, goal, "reached", text="")

    @rule(
        statement=st.sampled_from(
            [
                "UPDATE portfolio_gatedecision SET outcome = 'stop'",
                "DELETE FROM portfolio_gatedecision",
                "UPDATE portfolio_phase SET state = 'running', actual_start = now()",
                "UPDATE portfolio_phase SET state = 'skipped', actual_start = NULL",
            ]
        )
    )
    def go_around_the_product(self, statement):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            return

    @invariant()
    def a_phase_runs_only_on_a_decision_to_go_on(self):
        for phase in (
            Phase.objects.filter(project=self.project)
            .exclude(state=PhaseState.PLANNED)
            .select_related("gate")
        ):
            assert phase.gate.decisions.filter(
                outcome__in=GOING_ON, skips_phase=phase.state == PhaseState.SKIPPED
            ).exists()
            assert phase.gate.state == GateState.DECIDED

    @invariant()
    def a_project_rests_only_while_a_gate_is_on_hold(self):
        project = Project.objects.select_related("status_schedule").get(pk=self.project.pk)
        if project.state == ProjectState.PAUSED:
            assert project.gates.filter(state=GateState.ON_HOLD).exists()
            assert project.status_schedule.due_on is None

    @invariant()
    def at_most_one_phase_runs(self):
        assert Phase.objects.filter(project=self.project).running().count() <= 1

    @invariant()
    def what_is_signed_stays(self):
        now = dict(
            GateDecision.objects.filter(gate__project=self.project).values_list("pk", "checksum")
        )
        assert {pk: now.get(pk) for pk in self.signed} == self.signed
        self.signed = now

    @invariant()
    def what_is_lifted_never_sinks(self):
        for gate in Gate.objects.filter(project=self.project).prefetch_related("lifts"):
            lifted = [Level(lift.to_level).rank for lift in gate.lifts.all()]
            if lifted:
                assert Level(gate.decider_level).rank >= max(lifted)


@pytest.mark.django_db
def test_no_sequence_of_moves_breaks_a_promise():
    run_state_machine_as_test(
        AnybodyDoesAnything,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
