"""Deciding a gate: sign the record, and let the phases follow in the same transaction."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
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
    DecisionOrigin,
    GateMeaning,
    GateState,
    Level,
    Outcome,
    PhaseState,
    ProjectState,
)
from portfolio.models import BoardNote, Condition, Gate, GateDecision, Phase
from portfolio.models.decision import MeetingRecord
from portfolio.models.money import FundYear
from portfolio.services.gate import (
    CONFIRMATION_FIELDS,
    DECIDER_FIELDS,
    clear_confirmation,
    find_decider,
    refuse_if_changed,
    save_gate,
)
from portfolio.services.lesson import write_lesson
from portfolio.services.money import release
from portfolio.services.next_plan import take_over_plan
from portfolio.services.record import build_basis, facts_of_decision
from portfolio.services.rest import rest, set_project_state
from portfolio.services.verdict import NOTHING, NewCondition, VedtakFacts, Verdict, faults


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
    money_after: str = "",
    people_after: str = "",
    released_nok: Decimal = NOTHING,
    fund_year: FundYear | None = None,
    skips_phase: bool = False,
    two_step: bool = False,
    version: int | None = None,
) -> GateDecision:
    """Sign the decision on a submitted gate; raises StepRefused, or Stale when somebody was first.

    `on` is the day it was decided (today when left out), `version` the one in the decider's form.
    `released_nok` is taken from `fund_year`, or else from the fund the leader asked for.
    `two_step` says that `by` has just confirmed with two steps. A stop says what happens to money
    and people.
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
        money_after=money_after.strip(),
        people_after=people_after.strip(),
        released_nok=released_nok,
        fund_year=fund_year,
        skips_phase=skips_phase,
        two_step=two_step,
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


def carry_out(
    gate: Gate, verdict: Verdict, step: Step, *, record: MeetingRecord | None = None
) -> GateDecision:
    """Check, move, sign and let the world follow. The gate is locked by the caller.

    `record` is what was written down from a meeting, when the decision comes from there.
    """
    gate.project = lock(gate.project)
    if reasons := faults(gate, verdict):
        raise StepRefused(reasons)
    decided_round = gate.round
    with acting(verdict.by, "portfolio.decide_gate", reason=verdict.reason):
        if verdict.fund_year is not None:
            gate.fund_year = verdict.fund_year
        take_step(gate, step)
        decision = sign(gate, verdict, decided_round)
        follow(gate, verdict)
        if record is not None:
            record.decision = decision
            record.save(update_fields=["decision"])
        withdraw_records(gate, decided_round)
        if verdict.lesson:
            keep_lesson(decision, verdict)
    notify.gate_decided(decision, by=verdict.by)
    return decision


def withdraw_records(gate: Gate, in_round: int) -> None:
    """What was written down from a meeting and not confirmed has been overtaken."""
    waiting = gate.meeting_records.waiting().filter(round__lte=in_round)
    for record in waiting.select_for_update():
        record.is_withdrawn = True
        record.save(update_fields=["is_withdrawn"])


def keep_lesson(decision: GateDecision, verdict: Verdict) -> None:
    """What was learned stands among the project's lessons too, where others find it."""
    words = {"outcome": decision.get_outcome_display().lower(), "gate": decision.gate.name}
    write_lesson(
        decision.gate.project,
        title=_("%(gate)s: %(outcome)s") % words,
        text=verdict.lesson,
        by=verdict.by,
        gate=decision.gate,
    )


def sign(gate: Gate, verdict: Verdict, decided_round: int) -> GateDecision:
    """Write the frozen record, the conditions that follow it, and the money it releases."""
    decision = unsigned(gate, verdict, decided_round)
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
    release(decision, by=verdict.by)
    return decision


def unsigned(gate: Gate, verdict: Verdict, decided_round: int) -> GateDecision:
    """The row as it will be signed, without its record."""
    vedtak = verdict.vedtak
    is_afterwards = verdict.origin == DecisionOrigin.AFTERWARDS
    return GateDecision(
        gate=gate,
        round=decided_round,
        outcome=verdict.outcome,
        reason=verdict.reason,
        decided_by=verdict.by,
        decided_as=verdict.decided_as,
        decided_level="" if is_afterwards else Level(gate.decider_level),
        decided_unit=gate.decider_unit or gate.project.district,
        decided_on=verdict.decided_on,
        signed_at=timezone.now(),
        disqualified=disqualified_words(gate, verdict),
        lesson=verdict.lesson,
        money_after=verdict.money_after if verdict.outcome == Outcome.STOP else "",
        people_after=verdict.people_after if verdict.outcome == Outcome.STOP else "",
        released_nok=verdict.released_nok,
        skips_phase=verdict.skips_phase,
        two_step=verdict.two_step,
        origin=verdict.origin,
        recorded_by=verdict.recorded_by,
        source=verdict.source,
        minutes=verdict.minutes,
        hold_until=verdict.hold_until if verdict.outcome == Outcome.HOLD else None,
        committee=vedtak.committee if vedtak else "",
        meeting_on=vedtak.meeting_on if vedtak else None,
        case_number=vedtak.case_number if vedtak else "",
        vedtak_text=vedtak.text if vedtak else "",
        supersedes=verdict.supersedes,
    )


def disqualified_words(gate: Gate, verdict: Verdict) -> str:
    """Everybody who was disqualified, with the reason where one is given."""
    if verdict.supersedes:
        return verdict.disqualified
    rows = [
        f"{row.person.name} ({row.reason})" if row.reason else row.person.name
        for row in gate.disqualifications.select_related("person")
    ]
    return "; ".join([*rows, *([verdict.disqualified] if verdict.disqualified else [])])


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
        pass_gate(gate, verdict.decided_on, skips=verdict.skips_phase)
    elif verdict.outcome == Outcome.STOP:
        set_project_state(gate.project, ProjectState.STOPPED)
        end_phase(gate.ends_phase, verdict.decided_on)
    elif verdict.outcome == Outcome.HOLD:
        assert verdict.hold_until is not None
        gate.hold_until = verdict.hold_until
        changed = start_new_round(gate)
        rest(gate.project, verdict.hold_until, on=timezone.localdate())
    else:
        changed = start_new_round(gate)
    save_gate(gate, "hold_until", "fund_year", *changed)


def pass_gate(gate: Gate, on: date, *, skips: bool = False) -> None:
    """End the phase before and start the one that opens; at the hand-over the project is closed.

    The benefits are judged later, at a gate of a project that is closed.
    """
    end_phase(gate.ends_phase, on)
    if gate.opens_phase is not None:
        phase = lock(gate.opens_phase) if skips else take_over_plan(gate.opens_phase, by=None)
        if skips:
            phase.state = PhaseState.SKIPPED
        else:
            phase.state, phase.actual_start = PhaseState.RUNNING, on
            phase.actual_start_precision = "day"
        save_phase(phase)
    if gate.meaning == GateMeaning.HAND_OVER:
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
    two_step: bool = False,
) -> GateDecision:
    """Sign a new decision in place of `decision`, which stays readable; Stale or StepRefused.

    A correction mends the words, the conditions, or whether there are conditions. It does not turn
    a yes into a no: what has started since is met by a new decision at the next gate.
    """
    gate = lock(decision.gate)
    old = GateDecision.objects.get(pk=decision.pk)
    refuse_correction(old, outcome)
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
        money_after=old.money_after,
        people_after=old.people_after,
        released_nok=old.released_nok,
        skips_phase=old.skips_phase,
        two_step=two_step,
        origin=DecisionOrigin(old.origin),
        recorded_by=old.recorded_by,
        source=old.source,
        minutes=old.minutes,
        supersedes=old,
    )
    gate.decider_level, gate.decider_unit = Level(old.decided_level), old.decided_unit
    if reasons := faults(gate, verdict):
        raise StepRefused(reasons)
    with acting(by, "portfolio.correct_decision", reason=reason):
        new = sign(gate, verdict, old.round)
    notify.gate_decided(new, by=by)
    return new


def refuse_correction(old: GateDecision, outcome: str) -> None:
    """Raise Stale or StepRefused when `old` may not be corrected, or not to `outcome`."""
    if newer := GateDecision.objects.filter(supersedes=old).select_related("decided_by").first():
        raise Stale(
            _("%(who)s har alt rettet denne beslutningen.") % {"who": newer.decided_by},
            current=newer,
        )
    if old.by_board:
        raise StepRefused([_("Et vedtak kan bare rettes av bydelsutvalget selv.")])
    if old.is_afterwards:
        raise StepRefused([_("En beslutning som er ført inn i ettertid, rettes der den ble ført.")])
    kept_same = outcome == old.outcome or (outcome in GOING_ON and old.goes_on)
    if not kept_same:
        raise StepRefused(
            [_("En retting kan ikke snu utfallet. Ta en ny beslutning ved neste beslutningspunkt.")]
        )


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
