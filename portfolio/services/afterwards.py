"""Decisions made before the project came in here, entered as they are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import Stale, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio import notify
from portfolio.lifecycle import AFTERWARDS, GOING_ON, DecisionOrigin, GateState, Outcome
from portfolio.models import Gate, GateDecision
from portfolio.services.decision import follow, keep_lesson, sign
from portfolio.services.gate import choose_template, save_gate
from portfolio.services.rest import go_on
from portfolio.services.verdict import NewCondition, Verdict, faults


@transaction.atomic
def enter_afterwards(
    gate: Gate,
    outcome: str = Outcome.GO,
    *,
    decided_on: date,
    body: str,
    document: str = "",
    reason: str = "",
    conditions: Iterable[NewCondition] = (),
    lesson: str = "",
    money_after: str = "",
    people_after: str = "",
    skips_phase: bool = False,
    version: int | None = None,
    by: Person,
) -> GateDecision:
    """Enter what was decided at `gate` on a day before the project came in; raises StepRefused.

    `body` is who decided, `document` what it stands in; empty says that nothing was found. The
    decision does what any other with its outcome does, and is marked wherever it is shown.
    """
    gate = lock(gate, version=version)
    gate.project = lock(gate.project)
    if outcome not in AFTERWARDS:
        raise StepRefused([_("Det som bare ble utsatt, føres ikke inn i ettertid.")])
    facts = Known(
        outcome=Outcome(outcome),
        decided_on=decided_on,
        conditions=tuple(conditions),
        lesson=lesson.strip(),
        money_after=money_after.strip(),
        people_after=people_after.strip(),
        skips_phase=skips_phase,
    )
    verdict = known_verdict(facts, body=body, document=document, reason=reason, by=by)
    if wrong := faults_afterwards(gate, verdict, body):
        raise StepRefused(wrong)
    with acting(by, "portfolio.enter_afterwards", reason=verdict.reason):
        was_on_hold = gate.state == GateState.ON_HOLD
        take_step(gate, AFTERWARDS[verdict.outcome])
        decision = sign(gate, verdict, gate.round)
        if was_on_hold:
            go_on(gate.project)
        gate.hold_until = None
        if gate.state == GateState.IN_PREPARATION:
            choose_template(gate)
        follow(gate, verdict)
        save_gate(gate, "template")
        if verdict.lesson:
            keep_lesson(decision, verdict)
    notify.gate_decided(decision, by=by)
    return decision


@dataclass(frozen=True)
class Known:
    """What is known of an old decision, besides who made it and where it stands."""

    outcome: Outcome
    decided_on: date
    conditions: tuple[NewCondition, ...] = ()
    lesson: str = ""
    money_after: str = ""
    people_after: str = ""
    skips_phase: bool = False
    supersedes: GateDecision | None = None


def known_verdict(facts: Known, *, body: str, document: str, reason: str, by: Person) -> Verdict:
    return Verdict(
        reason=reason.strip() or _("Ført inn i ettertid."),
        by=by,
        decided_as=body.strip(),
        origin=DecisionOrigin.AFTERWARDS,
        recorded_by=by,
        source=document.strip(),
        **vars(facts),
    )


def faults_afterwards(gate: Gate, verdict: Verdict, body: str) -> list[str]:
    wrong = faults(gate, verdict)
    if not body.strip():
        wrong.append(_("Skriv hvem som avgjorde, eller «ikke funnet»."))
    newer = GateDecision.objects.current().filter(
        gate__project=gate.project, decided_on__gt=verdict.decided_on
    )
    if newer.filter(gate__code__lt=gate.code, outcome__in=GOING_ON).exists():
        wrong.append(_("Beslutningspunktet før dette ble avgjort senere. Se på datoene."))
    if verdict.supersedes is None and newer.filter(gate=gate.pk).exists():
        wrong.append(_("En tidligere runde her ble avgjort senere. Se på datoene."))
    return wrong


@transaction.atomic
def correct_afterwards(
    decision: GateDecision, *, body: str, document: str, reason: str, by: Person
) -> GateDecision:
    """Enter what turned out to be known of an old decision; the first entry stays readable."""
    gate = lock(decision.gate)
    if newer := GateDecision.objects.filter(supersedes=decision).first():
        raise Stale(_("Noen har alt rettet denne beslutningen."), current=newer)
    if not decision.is_afterwards:
        raise StepRefused([_("Bare det som er ført inn i ettertid, rettes her.")])
    facts = Known(
        outcome=Outcome(decision.outcome),
        decided_on=decision.decided_on,
        conditions=tuple(
            NewCondition(row.text, row.owner, row.due)
            for row in decision.conditions.select_related("owner")
        ),
        lesson=decision.lesson,
        money_after=decision.money_after,
        people_after=decision.people_after,
        skips_phase=decision.skips_phase,
        supersedes=decision,
    )
    verdict = known_verdict(facts, body=body, document=document, reason=reason, by=by)
    if wrong := faults_afterwards(gate, verdict, body):
        raise StepRefused(wrong)
    with acting(by, "portfolio.correct_afterwards", reason=verdict.reason):
        return sign(gate, verdict, decision.round)
