"""The states of an idea, driven at random through the real verbs."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ideas import services
from ideas.lifecycle import BECOMES_PROJECT, OFFERED_OUTCOMES, OPEN_STATES, STEPS, Outcome, State
from ideas.lifecycle.together import Choice
from ideas.models import DEFAULT_ANSWER_DAYS
from ideas.rules import PERMISSIONS
from ideas.services import assessment, clarification
from organisation.errors import DomainError
from organisation.working_days import working_days_between
from tests.factories.ideas import IdeaFactory, adviser_of, judged
from tests.factories.people import PersonFactory

NEEDS = {
    Outcome.PARKED: lambda: {"wake_on": timezone.localdate() + timedelta(days=30)},
    Outcome.EXISTS_ALREADY: lambda: {"link": "https://eksempel.no/losning"},
    Outcome.SENT_ON: lambda: {"sent_to": "Helseetaten"},
}


@pytest.mark.parametrize("state", State)
def test_no_state_is_without_a_way_out(state):
    assert [name for name, step in STEPS.items() if state in step.sources]


def test_every_state_can_be_reached():
    assert {State.SUBMITTED} | {step.target for step in STEPS.values()} == set(State)


def test_every_step_needs_a_permission_that_exists():
    assert {step.permission for step in STEPS.values()} <= set(PERMISSIONS)


class IdeaLife(RuleBasedStateMachine):
    """One idea, two people, days that pass; `left` is what we think the clock says."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(datetime(2026, 3, 23, 9, tzinfo=UTC), tick=False)
        self.now = self.clock.start()
        self.work = transaction.atomic()
        self.work.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.work.__exit__(None, None, None)
        self.clock.stop()

    @initialize()
    def begin(self) -> None:
        self.adviser = adviser_of(self.alna)
        self.submitter = PersonFactory(unit=self.alna)
        self.decider = PersonFactory(unit=self.alna)
        self.scales = assessment.make_standard_scales(self.alna, by=self.adviser)
        self.idea = judged(IdeaFactory(by=self.submitter))
        self.left = DEFAULT_ANSWER_DAYS
        self.answers: list[str] = []

    alna = None  # set by the test

    def is_in(*states):
        return precondition(lambda self: self.idea.state in states)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        before = timezone.localdate()
        self.now.shift(timedelta(days=days))
        if self.idea.state != State.NEEDS_INFO:
            self.left -= working_days_between(before, timezone.localdate())

    @is_in(State.SUBMITTED)
    @rule()
    def take_on(self) -> None:
        self.idea = services.take_on(self.idea, by=self.adviser)

    @is_in(State.SUBMITTED, State.IN_ASSESSMENT)
    @rule()
    def ask(self) -> None:
        services.ask_submitter(self.idea, "Hvor ofte skjer det?", by=self.adviser)

    @is_in(State.NEEDS_INFO)
    @rule()
    def reply(self) -> None:
        self.idea = services.answer_question(self.idea, "Hver dag.", by=self.submitter)

    @is_in(*OPEN_STATES)
    @rule(outcome=st.sampled_from(OFFERED_OUTCOMES))
    def answer(self, outcome: str) -> None:
        more = NEEDS.get(outcome, dict)()
        services.answer_idea(self.idea, outcome, reply="Fordi.", by=self.adviser, **more)
        self.answers.append(outcome)

    @is_in(*OPEN_STATES)
    @rule(outcome=st.sampled_from(OFFERED_OUTCOMES), reply=st.sampled_from(["", "  "]))
    def answer_without_a_reason(self, outcome: str, reply: str) -> None:
        more = NEEDS.get(outcome, dict)()
        with pytest.raises(DomainError):
            services.answer_idea(self.idea, outcome, reply=reply, by=self.adviser, **more)

    @is_in(State.ANSWERED)
    @rule()
    def reopen(self) -> None:
        if self.idea.outcome in BECOMES_PROJECT:
            with pytest.raises(DomainError):
                services.reopen_idea(self.idea, reason="Nytt", by=self.adviser)
        else:
            services.reopen_idea(self.idea, reason="Nytt", by=self.adviser)
            self.left = DEFAULT_ANSWER_DAYS

    @is_in(State.ANSWERED)
    @rule()
    def night(self) -> None:
        woken = services.wake_idea(self.idea, on=timezone.localdate())
        if woken.state == State.IN_ASSESSMENT:
            self.left = DEFAULT_ANSWER_DAYS

    @is_in(*OPEN_STATES)
    @rule()
    def withdraw(self) -> None:
        services.withdraw_idea(self.idea, by=self.submitter)

    @is_in(State.WITHDRAWN)
    @rule()
    def submit_again(self) -> None:
        services.submit_again(self.idea, by=self.submitter)
        self.left = DEFAULT_ANSWER_DAYS

    @is_in(*OPEN_STATES)
    @rule(value=st.integers(1, 5))
    def assess(self, value: int) -> None:
        given = self.idea.assessments.filter(assessor=self.adviser).first()
        assessment.assess(
            self.idea,
            {scale.pk: value for scale in self.scales},
            version=given.version if given else None,
            by=self.adviser,
        )

    @is_in(*OPEN_STATES)
    @rule()
    def clarify(self) -> None:
        if self.idea.clarifications.filter(ended_at=None).exists():
            return
        clarification.open_clarification(
            self.idea,
            "Prosjekt eller drift?",
            decider=self.decider,
            due_on=timezone.localdate(),
            by=self.adviser,
        )

    @rule(choice=st.sampled_from(Choice))
    def choose(self, choice: str) -> None:
        row = self.idea.clarifications.filter(ended_at=None).first()
        if row:
            clarification.choose(row, choice, reason="Fordi.", version=row.version, by=self.decider)

    @is_in(State.ANSWERED, State.WITHDRAWN)
    @rule()
    def what_is_closed_takes_no_question(self) -> None:
        with pytest.raises(DomainError):
            services.ask_submitter(self.idea, "Hva nå?", by=self.adviser)
        with pytest.raises(DomainError):
            assessment.assess(self.idea, {}, by=self.adviser)

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "idea"):
            return
        self.idea.refresh_from_db()
        if self.idea.is_answered:
            assert self.idea.reply
            assert self.idea.outcome == self.answers[-1]
        assert [given.outcome for given in self.idea.answers.all()] == self.answers
        assert all(given.reply for given in self.idea.answers.all())

    @invariant()
    def nobody_is_asked_to_choose_about_what_is_closed(self) -> None:
        if hasattr(self, "idea") and self.idea.state not in OPEN_STATES:
            assert not self.idea.clarifications.filter(ended_at=None).exists()

    @invariant()
    def the_clock_never_counts_waiting_for_the_submitter(self) -> None:
        if hasattr(self, "idea") and self.idea.state in (State.SUBMITTED, State.IN_ASSESSMENT):
            today = timezone.localdate()
            assert working_days_between(today, self.idea.promised_by) == self.left


def test_an_idea_lives_by_the_table(alna):
    IdeaLife.alna = alna
    run_state_machine_as_test(
        IdeaLife, settings=settings(max_examples=15, stateful_step_count=15, deadline=None)
    )
