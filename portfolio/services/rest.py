"""A project rests while a gate of it is on hold, and goes on when the day comes or it is taken up.

Nothing is due from a project at rest: no status report, no reminder of an action or a measurement.
"""

from datetime import date

from django.db import transaction

from organisation.audit.tracking import acting
from organisation.locking import lock
from portfolio import notify
from portfolio.lifecycle import GateState, ProjectState
from portfolio.models import Gate, Project
from portfolio.services.status_due import plan_next


def set_project_state(project: Project, state: ProjectState) -> None:
    """The caller has locked the project."""
    project.state = state
    project.version += 1
    project.save(update_fields=["state", "version"])
    plan_next(project)  # nothing is due from a project at rest


def rest(project: Project, until: date, *, on: date) -> None:
    """Let a running project rest until a day that is still to come; the caller has locked it."""
    if project.state == ProjectState.RUNNING and until > on:
        set_project_state(project, ProjectState.PAUSED)


def go_on(project: Project) -> None:
    """Let a project at rest go on; the caller has locked it."""
    if project.state == ProjectState.PAUSED:
        set_project_state(project, ProjectState.RUNNING)


def held_out(on: date) -> list[int]:
    """Ids of gates whose hold is over while their project still rests."""
    held = Gate.objects.filter(
        state=GateState.ON_HOLD, hold_until__lte=on, project__state=ProjectState.PAUSED
    )
    return list(held.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def wake(gate_id: int, *, on: date) -> bool:
    """Let the project of a gate go on when its hold is over by `on`; safe to do twice.

    The gate itself waits for the leader to take it up again, who is told.
    """
    gate = lock(Gate.objects.get(pk=gate_id))
    if gate.state != GateState.ON_HOLD or gate.hold_until is None or gate.hold_until > on:
        return False
    project = lock(gate.project)
    if project.state != ProjectState.PAUSED:
        return False
    with acting(None, "portfolio.wake_project"):
        go_on(project)
    gate.project = project
    notify.hold_is_over(gate)
    return True
