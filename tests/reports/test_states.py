"""Whatever people do in whatever order, some things always hold."""

from contextlib import suppress

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from organisation.errors import DomainError
from organisation.people.models import Unit
from portfolio.models import GateDecision
from reports import services
from reports.lifecycle import CaseState, VedtakKind
from reports.models import ApprovedText, BoardCase, MeetingCaseNumber, OutcomeChoice, Vedtak
from tests.factories.reports import director_of, gate_for_board, secretary_of, write

OUTCOMES = ["go", "back", "stop", "hold"]


class CaseLife(RuleBasedStateMachine):
    """One case of a gate that waits for the board, in the hands of hasty people."""

    def __init__(self) -> None:
        super().__init__()
        alna = Unit.objects.get(slug="alna")
        self.secretary, self.director = secretary_of(alna), director_of(alna)
        gate = gate_for_board(alna)
        case = services.make_case(kind="gate_decision", gate=gate, by=self.secretary)
        self.gate, self.pk = gate, write(case, self.secretary).pk
        self.texts: dict[int, str] = {}
        self.numbers: set[tuple[int, int, int]] = set()

    @property
    def case(self) -> BoardCase:
        return BoardCase.objects.with_text().get(pk=self.pk)

    def attempt(self, verb, *args, **facts) -> None:
        with suppress(DomainError):  # refused in words; what must hold is checked afterwards
            verb(*args, by=facts.pop("by", self.secretary), **facts)

    @rule(text=st.sampled_from(["En.", "To.", "Tre."]))
    def write(self, text: str) -> None:
        section = self.case.text_parts()[0]
        self.attempt(services.save_section, section, html=f"<p>{text}</p>", version=section.version)

    @rule()
    def send(self) -> None:
        self.attempt(services.send_to_quality_check, self.case)

    @rule()
    def approve(self) -> None:
        self.attempt(services.approve_case, self.case, by=self.director)

    @rule()
    def send_back(self) -> None:
        self.attempt(services.return_with_remarks, self.case, remarks="Rett.", by=self.director)

    @rule()
    def schedule(self) -> None:
        days = {stop.pk: timezone.localdate() for stop in self.case.saksgang()}
        self.attempt(services.schedule, self.case, days=days)

    @rule(typed=st.sampled_from(["", "3", "4"]), stop=st.integers(0, 1))
    def number(self, typed: str, stop: int) -> None:
        self.attempt(services.give_number, self.case.saksgang()[stop], typed=typed)

    @precondition(lambda self: self.case.state == CaseState.SCHEDULED)
    @rule(
        kind=st.sampled_from(VedtakKind.values),
        outcome=st.sampled_from(OUTCOMES),
        stop=st.integers(0, 1),
    )
    def answer(self, kind: str, outcome: str, stop: int) -> None:
        self.attempt(
            services.record_vedtak,
            self.case.saksgang()[stop],
            kind,
            text="<p>Slik.</p>",
            gate_outcome=outcome,
            lesson="Lært.",
            reason="Derfor.",
            hold_until=timezone.localdate(),
        )

    @rule()
    def confirm(self) -> None:
        choice = OutcomeChoice.objects.filter(vedtak__stop__case=self.pk).first()
        if choice is not None:
            self.attempt(services.confirm_outcome, choice, version=choice.version, by=self.director)

    @rule()
    def archive(self) -> None:
        self.attempt(services.archive_case, self.case, archive_case="201500143")

    @invariant()
    def approved_texts_stay_word_for_word(self) -> None:
        now = dict(ApprovedText.objects.filter(case=self.pk).values_list("pk", "snapshot"))
        for pk, snapshot in self.texts.items():
            assert now[pk] == snapshot
        self.texts = now

    @invariant()
    def numbers_given_stay_given(self) -> None:
        now = set(MeetingCaseNumber.objects.values_list("committee", "year", "n"))
        assert self.numbers <= now
        self.numbers = now

    @invariant()
    def only_the_deciding_stop_moves_the_gate(self) -> None:
        stops = self.case.saksgang()
        assert sum(stop.decides for stop in stops) == 1
        confirmed = Q(outcome_choice__confirmed_at__isnull=False)
        moved = Vedtak.objects.filter(~Q(gate_outcome="") | confirmed, stop__case=self.pk)
        assert GateDecision.objects.filter(gate=self.gate).count() == moved.count()
        assert all(vedtak.decides for vedtak in moved)
        assert moved.count() <= 1

    @invariant()
    def a_decided_case_has_its_vedtak(self) -> None:
        case = self.case
        assert (case.vedtak is not None) == case.is_past_meeting


@pytest.mark.django_db
def test_the_life_of_a_case():
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class InSavepoint(CaseLife):
        """Each example starts from the same rows."""

        def __init__(self) -> None:
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    run_state_machine_as_test(
        InSavepoint,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
