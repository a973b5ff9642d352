"""Decisions made before the project came in here, entered as they are known."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import Stale, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio import notify
from portfolio.lifecycle import AFTERWARDS, GOING_ON, DecisionOrigin, Outcome
from portfolio.models import Gate, GateDecision
from portfolio.services.decision import pass_gate, sign
from portfolio.services.gate import save_gate
from portfolio.services.verdict import Verdict, faults


@transaction.atomic
def enter_afterwards(
    gate: Gate,
    *,
    decided_on: date,
    body: str,
    document: str = "",
    reason: str = "",
    skips_phase: bool = False,
    version: int | None = None,
    by: Person,
) -> GateDecision:
    """Enter that `gate` was passed on a day before the project came in; raises StepRefused.

    `body` is who decided, `document` what it stands in; empty says that nothing was found. The
    decision counts for the phase like any other, and is marked wherever it is shown.
    """
    gate = lock(gate, version=version)
    gate.project = lock(gate.project)
    verdict = known_verdict(
        decided_on=decided_on,
        body=body,
        document=document,
        reason=reason,
        skips_phase=skips_phase,
        by=by,
    )
    if wrong := faults_afterwards(gate, verdict, body):
        raise StepRefused(wrong)
    with acting(by, "portfolio.enter_afterwards", reason=verdict.reason):
        take_step(gate, AFTERWARDS)
        decision = sign(gate, verdict, gate.round)
        pass_gate(gate, decided_on, skips=skips_phase)
        gate.hold_until = None
        save_gate(gate, "hold_until")
    notify.gate_decided(decision, by=by)
    return decision


def known_verdict(
    *,
    decided_on: date,
    body: str,
    document: str,
    reason: str,
    by: Person,
    skips_phase: bool = False,
    supersedes: GateDecision | None = None,
) -> Verdict:
    return Verdict(
        outcome=Outcome.GO,
        reason=reason.strip() or _("Ført inn i ettertid."),
        by=by,
        decided_as=body.strip(),
        decided_on=decided_on,
        skips_phase=skips_phase,
        origin=DecisionOrigin.AFTERWARDS,
        recorded_by=by,
        source=document.strip(),
        supersedes=supersedes,
    )


def faults_afterwards(gate: Gate, verdict: Verdict, body: str) -> list[str]:
    wrong = faults(gate, verdict)
    if not body.strip():
        wrong.append(_("Skriv hvem som avgjorde, eller «ikke funnet»."))
    newer = gate.project.gates.filter(
        code__lt=gate.code,
        decisions__outcome__in=GOING_ON,
        decisions__superseded_by=None,
        decisions__decided_on__gt=verdict.decided_on,
    )
    if newer.exists():
        wrong.append(_("Beslutningspunktet før dette ble avgjort senere. Se på datoene."))
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
    verdict = known_verdict(
        decided_on=decision.decided_on,
        body=body,
        document=document,
        reason=reason,
        skips_phase=decision.skips_phase,
        supersedes=decision,
        by=by,
    )
    if wrong := faults_afterwards(gate, verdict, body):
        raise StepRefused(wrong)
    with acting(by, "portfolio.correct_afterwards", reason=verdict.reason):
        return sign(gate, verdict, decision.round)
