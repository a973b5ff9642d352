"""Reads that join several models for one page."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from organisation.people.models import Person, Unit
from organisation.registries import ThreadEvent
from portfolio.models import Condition, Gate, GateDecision, Phase, Project
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


def thread_of(project_id: int, person: Person) -> list[ThreadEvent]:
    """Start, decisions and ends of phases, for the red thread."""
    events = [
        ThreadEvent(
            on=decision.decided_on,
            icon="gate",
            url=decision.gate.get_absolute_url(),
            title=f"{decision.gate.get_code_display()}: {decision.get_outcome_display().lower()}",
            text=_("%(who)s, ført inn i ettertid") % {"who": decision.decided_as}
            if decision.is_afterwards
            else decision.decided_as,
        )
        for decision in GateDecision.objects.visible_to(person)
        .current()
        .filter(gate__project=project_id)
        .select_related("gate__project")
    ]
    for phase in (
        Phase.objects.visible_to(person)
        .filter(project=project_id, actual_end__isnull=False)
        .select_related("project")
    ):
        assert phase.actual_end is not None
        events.append(
            ThreadEvent(
                on=phase.actual_end,
                icon="flag",
                url=phase.get_absolute_url(),
                title=_("%(phase)s ferdig") % {"phase": phase},
            )
        )
    return events
