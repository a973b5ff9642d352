"""A decision before it is signed, and what may be missing or wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.files.models import StoredFile
from organisation.people.models import Person
from portfolio.lifecycle import (
    GOING_ON,
    DecisionOrigin,
    GateMeaning,
    Outcome,
)
from portfolio.models import Gate, GateDecision
from portfolio.models.deciders import TwoStepDemand
from portfolio.models.money import FundYear

NOTHING = Decimal(0)


@dataclass(frozen=True)
class NewCondition:
    """A condition that is to come with a decision: what, who answers for it, and by when."""

    text: str
    owner: Person | None
    due: date | None


@dataclass(frozen=True)
class VedtakFacts:
    """What the board decided, where and when, as its minutes say."""

    committee: str
    meeting_on: date
    text: str
    case_number: str = ""


@dataclass(frozen=True)
class Verdict:
    """One decision before it is signed."""

    outcome: Outcome
    reason: str
    by: Person
    decided_as: str
    decided_on: date
    conditions: tuple[NewCondition, ...] = ()
    disqualified: str = ""
    hold_until: date | None = None
    lesson: str = ""
    money_after: str = ""
    people_after: str = ""
    released_nok: Decimal = NOTHING
    fund_year: FundYear | None = None
    skips_phase: bool = False
    two_step: bool = False
    origin: DecisionOrigin = DecisionOrigin.SIGNED
    recorded_by: Person | None = None
    source: str = ""
    minutes: StoredFile | None = None
    vedtak: VedtakFacts | None = None
    supersedes: GateDecision | None = None

    @property
    def goes_on(self) -> bool:
        return self.outcome in GOING_ON

    @property
    def is_own_word(self) -> bool:
        """Said by the decider here and now: not the board's vedtak, and not an old decision."""
        return self.vedtak is None and self.origin != DecisionOrigin.AFTERWARDS


def faults(gate: Gate, verdict: Verdict) -> list[str]:
    """What is missing or wrong in the decision itself."""
    wrong = []
    if not verdict.reason:
        wrong.append(_("Skriv en begrunnelse."))
    if verdict.decided_on > timezone.localdate():
        wrong.append(_("Avgjørelsen kan ikke være datert fram i tid."))
    before = gate.ends_phase
    if before and before.actual_start and verdict.decided_on < before.actual_start:
        wrong.append(_("Avgjørelsen kan ikke være datert før fasen startet."))
    wrong += faults_of_outcome(verdict)
    wrong += faults_in_conditions(verdict.conditions)
    wrong += faults_of_moving_on(gate, verdict)
    wrong += faults_of_signer(gate, verdict)
    return wrong


def faults_of_outcome(verdict: Verdict) -> list[str]:
    wrong = []
    if verdict.outcome == Outcome.GO_WITH_CONDITIONS and not verdict.conditions:
        wrong.append(_("Skriv minst ett vilkår, eller velg «gå videre»."))
    if verdict.conditions and verdict.outcome != Outcome.GO_WITH_CONDITIONS:
        wrong.append(_("Vilkår hører bare til utfallet «gå videre med vilkår»."))
    if verdict.outcome == Outcome.HOLD and not verdict.hold_until:
        wrong.append(_("Velg datoen beslutningspunktet skal tas opp igjen."))
    elif verdict.outcome == Outcome.HOLD and verdict.is_own_word and is_past(verdict):
        wrong.append(_("Datoen det skal tas opp igjen, må komme etter avgjørelsen."))
    if verdict.outcome == Outcome.STOP and not verdict.lesson:
        wrong.append(_("Skriv hva vi lærte. En stopp er også et resultat."))
    if verdict.outcome == Outcome.STOP and verdict.is_own_word:
        if not verdict.money_after:
            wrong.append(_("Skriv hva som skjer med pengene når prosjektet stopper."))
        if not verdict.people_after:
            wrong.append(_("Skriv hva som skjer med folkene når prosjektet stopper."))
    return wrong


def is_past(verdict: Verdict) -> bool:
    return verdict.hold_until is not None and verdict.hold_until <= verdict.decided_on


def faults_in_conditions(conditions: Sequence[NewCondition]) -> list[str]:
    wrong = []
    for nth, condition in enumerate(conditions, start=1):
        if not condition.text.strip():
            wrong.append(_("Vilkår %(number)s mangler tekst.") % {"number": nth})
        if condition.owner is None:
            wrong.append(_("Vilkår %(number)s mangler ansvarlig.") % {"number": nth})
        if condition.due is None:
            wrong.append(_("Vilkår %(number)s mangler frist.") % {"number": nth})
    return wrong


def faults_of_moving_on(gate: Gate, verdict: Verdict) -> list[str]:
    """Money and skipping belong to a yes."""
    wrong = []
    if verdict.released_nok and not verdict.goes_on:
        wrong.append(_("Penger frigis bare når prosjektet går videre."))
    if verdict.released_nok and not (verdict.fund_year or gate.fund_year_id):
        wrong.append(_("Velg hvilket fond pengene frigis fra."))
    if verdict.skips_phase and not verdict.goes_on:
        wrong.append(_("En fase hoppes bare over når prosjektet går videre."))
    if verdict.skips_phase and (
        gate.opens_phase_id is None or gate.meaning != GateMeaning.START_PHASE
    ):
        wrong.append(_("Her starter ingen fase som kan hoppes over."))
    return wrong


def faults_of_signer(gate: Gate, verdict: Verdict) -> list[str]:
    """Who signs must be able to: not disqualified, and with two steps where that is demanded."""
    if not verdict.is_own_word:
        return []
    wrong = []
    if gate.disqualifications.filter(person=verdict.by).exists():
        wrong.append(_("Du er meldt inhabil og kan ikke avgjøre dette."))
    if not verdict.two_step and demands_two_steps(gate):
        wrong.append(_("Denne avgjørelsen krever at du bekrefter med to trinn først."))
    return wrong


def demands_two_steps(gate: Gate) -> bool:
    """Whether who signs this gate must have confirmed with two steps just before."""
    return TwoStepDemand.objects.filter(
        district=gate.project.district_id, level=gate.decider_level
    ).exists()
