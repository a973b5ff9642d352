"""Verbs on phases: plan them, set their goals, judge the goals, write what came out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle import GoalResult, PhaseState
from portfolio.models import Gate, Phase, PhaseGoal
from portfolio.services.gate import lock_gates, say_basis_changed

# What may be written by hand; when a phase starts and ends is for decisions, the dates may be
# made more exact afterwards.
PLANNED = (
    "planned_start",
    "planned_start_precision",
    "planned_end",
    "planned_end_precision",
    "conclusions",
)
HAPPENED = ("actual_start", "actual_start_precision", "actual_end", "actual_end_precision")


@transaction.atomic
def edit_phase(
    phase: Phase,
    changes: Mapping[str, Any],
    *,
    version: int,
    by: Person,
    goals: Sequence[str] | None = None,
) -> Phase:
    """Change plan, known dates, conclusions or goals; raises Stale or DomainError."""
    gate = lock_gates(phase.project_id)
    phase = lock(phase, version=version)
    with acting(by, "portfolio.edit_phase"):
        fields = [name for name in (*PLANNED, *HAPPENED) if name in changes]
        for name in fields:
            setattr(phase, name, changes[name])
        if faults := date_faults(phase):
            raise DomainError(faults[0])
        if goals is not None:
            set_phase_goals(phase, goals)
        phase.version += 1
        phase.save(update_fields=[*fields, "version"])
        tell_gate(gate, phase)
    return phase


def tell_gate(gate: Gate | None, phase: Phase) -> None:
    """A decision rests on the phase that ends there and the one that opens."""
    if gate is not None and phase.pk in (gate.opens_phase_id, gate.ends_phase_id):
        say_basis_changed(gate)


def date_faults(phase: Phase) -> list[str]:
    """What the database would refuse, said in words."""
    faults = []
    if phase.planned_start and phase.planned_end and phase.planned_end < phase.planned_start:
        faults.append(_("Planlagt slutt kan ikke komme før planlagt start."))
    if phase.actual_start and phase.actual_end and phase.actual_end < phase.actual_start:
        faults.append(_("Fasen kan ikke være ferdig før den startet."))
    started, ended = phase.actual_start is not None, phase.actual_end is not None
    if started != (phase.state != PhaseState.PLANNED) or ended != (phase.state == PhaseState.DONE):
        faults.append(_("En fase starter og slutter med en beslutning."))
    if any(day and day > timezone.localdate() for day in (phase.actual_start, phase.actual_end)):
        faults.append(_("Det som har skjedd, kan ikke ha en dato fram i tid."))
    return faults


def set_phase_goals(phase: Phase, texts: Sequence[str]) -> None:
    """Let exactly `texts` be the goals, in order. A judged goal is neither reworded nor removed."""
    wanted = [text.strip() for text in texts if text.strip()]
    there = list(phase.goals.all())
    kept = {goal.text: goal for goal in there}
    spare = [goal for goal in there if goal.text not in wanted]
    if any(goal.is_judged for goal in spare):
        raise DomainError(_("Et mål som er vurdert, kan ikke endres. Ta bort vurderingen først."))
    for position, text in enumerate(wanted):
        goal = kept.get(text) or (spare.pop(0) if spare else None)
        if goal is None:
            PhaseGoal.objects.create(phase=phase, text=text, position=position)
        elif (goal.text, goal.position) != (text, position):
            goal.text, goal.position = text, position
            goal.save(update_fields=["text", "position"])
    for goal in spare:
        goal.delete()


@transaction.atomic
def judge_goal(goal: PhaseGoal, result: str, *, text: str, by: Person) -> PhaseGoal:
    """Say how it went with a goal; a result other than reached needs a word on why."""
    gate = lock_gates(goal.phase.project_id)
    phase = lock(goal.phase)
    goal = lock(goal)
    if phase.state != PhaseState.RUNNING:
        raise DomainError(_("Mål vurderes mens fasen pågår."))
    needs_text = result in (GoalResult.PARTLY, GoalResult.NOT_REACHED)
    if needs_text and not text.strip():
        raise DomainError(_("Skriv hva som kom ut av det når målet ikke er helt nådd."))
    with acting(by, "portfolio.judge_goal"):
        goal.result, goal.result_text = GoalResult(result), text.strip()
        goal.save(update_fields=["result", "result_text"])
        tell_gate(gate, phase)
    return goal
