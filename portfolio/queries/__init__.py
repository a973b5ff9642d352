"""Reads that join several models for one page."""

from django.db.models import Prefetch

from organisation.people.models import Unit
from portfolio.models import Condition, Gate, GateDecision, Project
from portfolio.models.gate import GateQuerySet
from portfolio.models.phase import PhaseQuerySet


def gates_for_board(district: Unit) -> GateQuerySet:
    """Gates the board decides, and those decided by others that it has not taken note of.

    `gate.state == GateState.WAITING_FOR_BOARD` tells the first from the second.
    """
    gates: GateQuerySet = (
        Gate.objects.for_board(district).with_project().order_by("-state", "project", "code")
    )
    return gates


def decisions_of(project: Project, gate: Gate | None = None) -> list[GateDecision]:
    """Decisions with their conditions, newest first, those that were corrected too; two queries."""
    decisions = GateDecision.objects.filter(gate__project=project).select_related(
        "gate__project",
        "gate__fund_year__fund",
        "decided_by",
        "superseded_by",
        "note",
        "recorded_by",
        "minutes",
    )
    if gate is not None:
        decisions = decisions.filter(gate=gate)
    conditions = Condition.objects.select_related("owner")
    return list(decisions.newest_first().prefetch_related(Prefetch("conditions", conditions)))


def open_conditions_of(project: Project) -> list[Condition]:
    """What must still be done for the project's decisions to hold, the first due first."""
    conditions = list(
        Condition.objects.open()
        .filter(decision__gate__project=project)
        .select_related("owner", "decision__gate")
        .order_by("due", "pk")
    )
    for condition in conditions:
        condition.decision.gate.project = project
    return conditions


def phases_of(project: Project) -> PhaseQuerySet:
    """The phases in order, each with its gate and goals; three queries."""
    phases: PhaseQuerySet = project.phases.select_related("gate").prefetch_related("goals")
    return phases.order_by("position")
