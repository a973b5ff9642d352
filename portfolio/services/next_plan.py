"""Verbs on the plan for a phase to come."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle import PhaseState
from portfolio.models import Phase, PhasePlan
from portfolio.services.gate import lock_gates, say_basis_changed
from portfolio.services.phase import set_phase_goals

WRITTEN = ("goals", "starts_on", "ends_on", "approach", "resources", "cost_nok")


@transaction.atomic
def save_plan(phase: Phase, facts: Mapping[str, Any], *, version: int, by: Person) -> PhasePlan:
    """Write the plan of `phase`; `version` 0 when there was none. Raises Stale or DomainError."""
    gate = lock_gates(phase.project_id)
    phase = lock(phase)
    if phase.state != PhaseState.PLANNED:
        raise DomainError(_("Fasen har begynt. Endre selve fasen i stedet."))
    if facts.get("starts_on") and facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        raise DomainError(_("Planlagt slutt kan ikke komme før planlagt start."))
    plan = PhasePlan.objects.select_for_update(of=("self",)).filter(phase=phase).first()
    if plan is not None and plan.version != version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=plan
        )
    if plan is None:
        plan = PhasePlan(project=phase.project, phase=phase, version=0)
    with acting(by, "portfolio.plan_phase"):
        for name in WRITTEN:
            if name in facts:
                setattr(plan, name, facts[name])
        plan.version += 1
        plan.taken_over_at = None
        plan.save()
        if gate is not None and gate.opens_phase_id == phase.pk:
            say_basis_changed(gate)
    return plan


@transaction.atomic
def take_over_plan(phase: Phase, *, by: Person | None) -> Phase:
    """Let the plan be the goals and dates of the phase itself.

    What the plan leaves open stays, unless it would cross.
    Called when the gate opens the phase, and by hand before. Safe twice: a plan that is taken over
    and not changed since is left alone. A judged goal is never touched.
    """
    phase = lock(phase)
    plan = PhasePlan.objects.select_for_update(of=("self",)).filter(phase=phase).first()
    if plan is None or plan.taken_over_at is not None or phase.state != PhaseState.PLANNED:
        return phase
    with acting(by, "portfolio.take_over_plan"):
        fields = {"planned_start": plan.starts_on, "planned_end": plan.ends_on}
        for name, day in fields.items():
            if day is not None:
                setattr(phase, name, day)
                setattr(phase, f"{name}_precision", "day")
        if phase.planned_start and phase.planned_end and phase.planned_end < phase.planned_start:
            # The plan says only one of them, and the other is from before it was made.
            phase.planned_start, phase.planned_end = plan.starts_on, plan.ends_on
        if plan.goals and not any(goal.is_judged for goal in phase.goals.all()):
            kept = [goal.text for goal in phase.goals.all() if goal.text not in plan.goals]
            set_phase_goals(phase, [*kept, *plan.goals])
        phase.version += 1
        phase.save(
            update_fields=[
                "planned_start",
                "planned_start_precision",
                "planned_end",
                "planned_end_precision",
                "version",
            ]
        )
        plan.taken_over_at = timezone.now()
        plan.save(update_fields=["taken_over_at"])
    return phase
