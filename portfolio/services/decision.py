"""Deciding a gate: sign the record, and let the phases follow in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError, Stale, StepRefused
from organisation.lifecycle import Step, take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio import notify
from portfolio.lifecycle import (
    DECIDE,
    GOING_ON,
    VEDTAK,
    ConditionState,
    GateState,
    Level,
    Outcome,
    PhaseState,
    ProjectState,
)
from portfolio.models import BoardNote, Condition, Gate, GateDecision, Phase, Project
from portfolio.services.gate import (
    CONFIRMATION_FIELDS,
    DECIDER_FIELDS,
    clear_confirmation,
    find_decider,
    refuse_if_changed,
    save_gate,
)
from portfolio.services.record import build_basis, facts_of_decision


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
    vedtak: VedtakFacts | None = None
    supersedes: GateDecision | None = None


@transaction.atomic
def decide_gate(
    gate: Gate,
    outcome: str,
    *,
    reason: str,
    by: Person,
    conditions: Iterable[NewCondition] = (),
    on: date | None = None,
    disqualified: str = "",
    hold_until: date | None = None,
    lesson: str = "",
    version: int | None = None,
) -> GateDecision:
    """Sign the decision on a submitted gate; raises StepRefused, or Stale when somebody was first.

    `on` is the day it was decided (today when left out), `version` the one in the decider's form.
    """
    gate = lock(gate)
    refuse_if_somebody_was_first(gate, version)
    if gate.is_for_board:
        raise StepRefused([_("Bydelsutvalget avgjør dette. Det skjer når vedtaket føres inn.")])
    verdict = Verdict(
        outcome=Outcome(outcome),
        reason=reason.strip(),
        by=by,
        decided_as=f"{by.title}, {gate.decider_unit}",
        decided_on=on or timezone.localdate(),
        conditions=tuple(conditions),
        disqualified=disqualified.strip(),
        hold_until=hold_until,
        lesson=lesson.strip(),
    )
    return carry_out(gate, verdict, DECIDE[verdict.outcome])


@transaction.atomic
def decide_gate_by_vedtak(
    gate: Gate,
    outcome: str,
    *,
    vedtak: VedtakFacts,
    reason: str,
    by: Person,
    conditions: Iterable[NewCondition] = (),
    hold_until: date | None = None,
    lesson: str = "",
) -> GateDecision:
    """Let the board's recorded vedtak decide a gate that waits for it; `by` is who records it."""
    gate = lock(gate)
    verdict = Verdict(
        outcome=Outcome(outcome),
        reason=reason.strip() or vedtak.text,
        by=by,
        decided_as=vedtak.committee,
        decided_on=vedtak.meeting_on,
        conditions=tuple(conditions),
        hold_until=hold_until,
        lesson=lesson.strip(),
        vedtak=vedtak,
    )
    return carry_out(gate, verdict, VEDTAK[verdict.outcome])


def refuse_if_somebody_was_first(gate: Gate, version: int | None) -> None:
    """Tell the second of two deciders who decided what, while the person's text is kept."""
    decided = gate.decisions.current().select_related("decided_by").newest_first().first()
    if gate.state != GateState.SUBMITTED and decided:
        raise Stale(
            _("%(who)s har alt avgjort dette: %(outcome)s, %(day)s.")
            % {
                "who": decided.decided_by,
                "outcome": decided.get_outcome_display().lower(),
                "day": decided.decided_on.strftime("%d.%m.%Y"),
            },
            current=gate,
        )
    refuse_if_changed(gate, version)


def carry_out(gate: Gate, verdict: Verdict, step: Step) -> GateDecision:
    """Check, move, sign and let the world follow. The gate is locked by the caller."""
    gate.project = lock(gate.project)
    if reasons := faults(gate, verdict):
        raise StepRefused(reasons)
    decided_round = gate.round
    with acting(verdict.by, "portfolio.decide_gate", reason=verdict.reason):
        take_step(gate, step)
        decision = sign(gate, verdict, decided_round)
        follow(gate, verdict)
    notify.gate_decided(decision, by=verdict.by)
    return decision


def faults(gate: Gate, verdict: Verdict) -> list[str]:
    """What is missing or wrong in the decision itself."""
    wrong = []
    if not verdict.reason:
        wrong.append(_("Skriv en begrunnelse."))
    if verdict.decided_on > timezone.localdate():
        wrong.append(_("Avgjørelsen kan ikke være datert fram i tid."))
    if verdict.outcome == Outcome.GO_WITH_CONDITIONS and not verdict.conditions:
        wrong.append(_("Skriv minst ett vilkår, eller velg «gå videre»."))
    if verdict.conditions and verdict.outcome != Outcome.GO_WITH_CONDITIONS:
        wrong.append(_("Vilkår hører bare til utfallet «gå videre med vilkår»."))
    wrong += faults_in_conditions(verdict.conditions)
    if verdict.outcome == Outcome.HOLD and not verdict.hold_until:
        wrong.append(_("Velg datoen beslutningspunktet skal tas opp igjen."))
    if verdict.outcome == Outcome.STOP and not verdict.lesson:
        wrong.append(_("Skriv hva vi lærte. En stopp er også et resultat."))
    before = gate.ends_phase
    if before and before.actual_start and verdict.decided_on < before.actual_start:
        wrong.append(_("Avgjørelsen kan ikke være datert før fasen startet."))
    return wrong


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


def sign(gate: Gate, verdict: Verdict, decided_round: int) -> GateDecision:
    """Write the frozen record, and the conditions that follow it."""
    assert gate.decider_unit is not None
    vedtak = verdict.vedtak
    decision = GateDecision(
        gate=gate,
        round=decided_round,
        outcome=verdict.outcome,
        reason=verdict.reason,
        decided_by=verdict.by,
        decided_as=verdict.decided_as,
        decided_level=Level(gate.decider_level),
        decided_unit=gate.decider_unit,
        decided_on=verdict.decided_on,
        signed_at=timezone.now(),
        disqualified=verdict.disqualified,
        lesson=verdict.lesson,
        hold_until=verdict.hold_until if verdict.outcome == Outcome.HOLD else None,
        committee=vedtak.committee if vedtak else "",
        meeting_on=vedtak.meeting_on if vedtak else None,
        case_number=vedtak.case_number if vedtak else "",
        vedtak_text=vedtak.text if vedtak else "",
        supersedes=verdict.supersedes,
    )
    conditions = list(verdict.conditions)
    # A correction rests on what stood there then, not on what has become of it.
    basis = verdict.supersedes.facts if verdict.supersedes else build_basis(gate)
    facts = {**basis, "decision": facts_of_decision(decision, conditions)}
    decision.record, decision.checksum = freeze(facts)
    decision.save(force_insert=True)
    done = met_before(verdict.supersedes)
    for each in conditions:
        assert each.owner is not None
        assert each.due is not None
        text = each.text.strip()
        Condition.objects.create(
            decision=decision,
            text=text,
            owner=each.owner,
            due=each.due,
            **done.get((text, each.owner.pk), {}),
        )
    return decision


def met_before(old: GateDecision | None) -> dict[tuple[str, int], dict[str, Any]]:
    """What a corrected decision's conditions say of being met, by text and owner."""
    if old is None:
        return {}
    return {
        (row.text, row.owner_id): {
            "state": row.state,
            "met_on": row.met_on,
            "met_text": row.met_text,
        }
        for row in old.conditions.select_for_update(of=("self",))
        if row.state == ConditionState.MET
    }


# --- What follows -------------------------------------------------------------------------------


def follow(gate: Gate, verdict: Verdict) -> None:
    """Let gate, phases and project follow the outcome."""
    changed: tuple[str, ...] = ()
    if verdict.outcome in GOING_ON:
        pass_gate(gate, verdict.decided_on)
    elif verdict.outcome == Outcome.STOP:
        set_project_state(gate.project, ProjectState.STOPPED)
        end_phase(gate.ends_phase, verdict.decided_on)
    elif verdict.outcome == Outcome.HOLD:
        gate.hold_until = verdict.hold_until
        changed = start_new_round(gate)
    else:
        changed = start_new_round(gate)
    save_gate(gate, "hold_until", *changed)


def pass_gate(gate: Gate, on: date) -> None:
    """End the phase before, start the one that opens; after the last gate the project is closed."""
    end_phase(gate.ends_phase, on)
    if gate.opens_phase is not None:
        phase = lock(gate.opens_phase)
        phase.state, phase.actual_start = PhaseState.RUNNING, on
        phase.actual_start_precision = "day"
        save_phase(phase)
    elif not gate.project.gates.filter(code__gt=gate.code).exists():
        set_project_state(gate.project, ProjectState.CLOSED)


def end_phase(phase: Phase | None, on: date) -> None:
    if phase is None or phase.state != PhaseState.RUNNING:
        return
    phase = lock(phase)
    phase.state, phase.actual_end, phase.actual_end_precision = PhaseState.DONE, on, "day"
    save_phase(phase)


def save_phase(phase: Phase) -> None:
    phase.version += 1
    phase.save()


def set_project_state(project: Project, state: ProjectState) -> None:
    project.state = state
    project.version += 1
    project.save(update_fields=["state", "version"])


def start_new_round(gate: Gate) -> tuple[str, ...]:
    """The next preparation builds on the answers of this one; the fields that changed."""
    gate.round += 1
    clear_confirmation(gate)
    find_decider(gate)
    return ("round", *CONFIRMATION_FIELDS, *DECIDER_FIELDS)


# --- Afterwards ---------------------------------------------------------------------------------


@transaction.atomic
def correct_decision(
    decision: GateDecision,
    *,
    outcome: str,
    reason: str,
    by: Person,
    conditions: Iterable[NewCondition] = (),
    disqualified: str = "",
    lesson: str = "",
) -> GateDecision:
    """Sign a new decision in place of `decision`, which stays readable; Stale or StepRefused.

    A correction mends the words, the conditions, or whether there are conditions. It does not turn
    a yes into a no: what has started since is met by a new decision at the next gate.
    """
    gate = lock(decision.gate)
    old = GateDecision.objects.get(pk=decision.pk)
    if newer := GateDecision.objects.filter(supersedes=old).select_related("decided_by").first():
        raise Stale(
            _("%(who)s har alt rettet denne beslutningen.") % {"who": newer.decided_by},
            current=newer,
        )
    if old.by_board:
        raise StepRefused([_("Et vedtak kan bare rettes av bydelsutvalget selv.")])
    kept_same = outcome == old.outcome or (outcome in GOING_ON and old.goes_on)
    if not kept_same:
        raise StepRefused(
            [_("En retting kan ikke snu utfallet. Ta en ny beslutning ved neste beslutningspunkt.")]
        )
    verdict = Verdict(
        outcome=Outcome(outcome),
        reason=reason.strip(),
        by=by,
        decided_as=f"{by.title}, {old.decided_unit}",
        decided_on=old.decided_on,
        conditions=tuple(conditions),
        disqualified=disqualified.strip(),
        hold_until=old.hold_until,
        lesson=lesson.strip() or old.lesson,
        supersedes=old,
    )
    if reasons := faults(gate, verdict):
        raise StepRefused(reasons)
    with acting(by, "portfolio.correct_decision", reason=reason):
        gate.decider_level, gate.decider_unit = Level(old.decided_level), old.decided_unit
        new = sign(gate, verdict, old.round)
    notify.gate_decided(new, by=by)
    return new


@transaction.atomic
def meet_condition(condition: Condition, *, text: str, version: int, by: Person) -> Condition:
    """Say that a condition is met, and how; raises Stale or DomainError."""
    condition = lock(condition, version=version)
    if GateDecision.objects.filter(supersedes=condition.decision_id).exists():
        raise DomainError(_("Beslutningen er rettet. Vilkåret står i den nye."))
    if condition.state == ConditionState.MET:
        raise DomainError(_("Vilkåret er alt oppfylt."))
    if not text.strip():
        raise DomainError(_("Skriv hvordan vilkåret er oppfylt."))
    with acting(by, "portfolio.meet_condition", reason=text):
        condition.state, condition.met_on = ConditionState.MET, timezone.localdate()
        condition.met_text, condition.version = text.strip(), condition.version + 1
        condition.save()
    return condition


@transaction.atomic
def take_note(decisions: Iterable[GateDecision], *, vedtak: VedtakFacts, by: Person) -> None:
    """Record that the board has taken note of decisions by the administration; safe twice."""
    with acting(by, "portfolio.take_note"):
        for decision in decisions:
            BoardNote.objects.get_or_create(
                decision=decision,
                defaults={
                    "committee": vedtak.committee,
                    "meeting_on": vedtak.meeting_on,
                    "case_number": vedtak.case_number,
                    "noted_by": by,
                },
            )
