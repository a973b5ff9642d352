"""Marks of the portfolio: states of gates, answers and projects, each as icon and word."""

from datetime import date
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation import days
from organisation.web.templatetags.ui import icon, light, phase_steps, state_tag
from portfolio.lifecycle import (
    Answer,
    GateState,
    GoalResult,
    Outcome,
    PhaseState,
    ProjectKind,
    ProjectState,
)
from portfolio.lifecycle.pilot import PilotState
from portfolio.models import Gate, GateAnswer, GateDecision, Phase, PhaseGoal, Pilot, Project
from portfolio.queries.status import mark_of

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Any, permission: str, thing: Any) -> bool:
    """`{% may "portfolio.meet_condition" row as may_meet %}`: whether the reader may."""
    request = context.get("request")
    return request is not None and request.user.has_perm(permission, thing)


@register.simple_tag(takes_context=True)
def touched_line(context: Any, project: Project | None = None) -> SafeString | str:
    """`{% touched_line project %}`: where it is told that somebody else has changed the project.

    Without a project it is the projects that the address of the page chooses. Nothing without
    script, and on an earlier day.
    """
    request = context.get("request")
    if request is None or days.is_past():
        return ""
    url = (
        reverse("portfolio:project_touched", args=[project.slug])
        if project is not None
        else reverse("portfolio:portfolio_touched")
    )
    asked = request.GET.copy() if project is None else QueryDict(mutable=True)
    asked["siden"] = request.received_at.isoformat()
    query = asked.urlencode()
    return format_html('<div class="live" role="status" data-live="{}?{}"></div>', url, query)


GATE_MARKS = {
    GateState.PLANNED: "new",
    GateState.IN_PREPARATION: "work",
    GateState.SUBMITTED: "wait",
    GateState.WAITING_FOR_BOARD: "wait",
    GateState.ON_HOLD: "wait",
    GateState.DECIDED: "done",
}
PROJECT_MARKS = {
    ProjectState.RUNNING: "work",
    ProjectState.PAUSED: "wait",
    ProjectState.STOPPED: "stopped",
    ProjectState.CLOSED: "done",
}
PILOT_MARKS = {
    PilotState.PLANNED: "new",
    PilotState.UNDER_WAY: "work",
    PilotState.FINISHED: "done",
}
PHASE_MARKS = {
    PhaseState.PLANNED: "new",
    PhaseState.RUNNING: "work",
    PhaseState.DONE: "done",
    PhaseState.SKIPPED: "none",
}
ANSWER_MARKS = {
    Answer.YES: ("yes", ""),
    Answer.PARTLY: ("work", "warning"),
    Answer.NO: ("no", ""),
    Answer.NOT_RELEVANT: ("none", ""),
}
RESULT_MARKS = {
    GoalResult.UNJUDGED: ("new", ""),
    GoalResult.REACHED: ("yes", ""),
    GoalResult.PARTLY: ("work", "warning"),
    GoalResult.NOT_REACHED: ("no", ""),
}
OUTCOME_MARKS = {
    Outcome.GO: ("yes", ""),
    Outcome.GO_WITH_CONDITIONS: ("yes", ""),
    Outcome.BACK: ("work", ""),
    Outcome.HOLD: ("wait", ""),
    Outcome.STOP: ("stopped", ""),
    Outcome.CHANGE_DIRECTION: ("work", ""),
}


@register.simple_tag
def gate_state(gate: Gate, plain: bool = False) -> SafeString:
    """Where the gate stands; `plain=True` in lists."""
    return state_tag(gate.get_state_display(), GATE_MARKS[GateState(gate.state)], plain=plain)


@register.simple_tag
def project_state(project: Project, plain: bool = False) -> SafeString:
    mark = PROJECT_MARKS[ProjectState(project.state)]
    return state_tag(project.get_state_display(), mark, plain=plain)


@register.simple_tag
def phase_state(phase: Phase) -> SafeString:
    return state_tag(phase.get_state_display(), PHASE_MARKS[PhaseState(phase.state)])


@register.simple_tag
def answer_tag(answer: GateAnswer) -> SafeString:
    mark, color = ANSWER_MARKS[Answer(answer.answer)]
    return state_tag(answer.get_answer_display(), mark, color)


@register.simple_tag
def result_tag(goal: PhaseGoal) -> SafeString:
    mark, color = RESULT_MARKS[GoalResult(goal.result)]
    return state_tag(goal.get_result_display(), mark, color)


@register.simple_tag
def outcome_tag(decision: GateDecision) -> SafeString:
    mark, color = OUTCOME_MARKS[Outcome(decision.outcome)]
    return state_tag(decision.get_outcome_display(), mark, color)


@register.simple_tag
def project_phase(project: Project) -> SafeString:
    """The discs of the phases with the name of the one that runs; reads prefetched phases."""
    if project.kind == ProjectKind.PILOT:
        return pilot_state(getattr(project, "pilot", None))
    phases = sorted(project.phases.all(), key=lambda phase: phase.position)
    running = next((phase for phase in phases if phase.state == PhaseState.RUNNING), None)
    done = sum(phase.state == PhaseState.DONE for phase in phases)
    if running:
        return phase_steps(running.position, running.name, len(phases))
    label = project.get_state_display() if done else _("Ikke startet")
    return phase_steps(done + 1 if done else 0, label, len(phases))


def pilot_state(pilot: Pilot | None) -> SafeString:
    """Where a pilot stands, in a list; it has no phases."""
    state = PilotState(pilot.state) if pilot else PilotState.PLANNED
    words = _("Pilot: %(state)s") % {"state": str(state.label).lower()}
    return state_tag(words, PILOT_MARKS[state], plain=True)


@register.simple_tag
def project_light(project: Any, today: date) -> SafeString | str:
    """The overall light of the last report, and beside it that a condition is overdue.

    Reads the annotations of the overview's status, and of its conditions where the list has them.
    """
    mark = mark_of(project.status_overall or "", project.status_stale_from, today)
    no_report = format_html('<span class="quiet">{}</span>', _("Ingen rapport"))
    shown = light(mark) if mark else no_report
    first_due = getattr(project, "conditions_due", None)
    if first_due is None or first_due >= today:
        return shown
    late = format_html('<span class="due over">{}{}</span>', icon("over"), _("Vilkår over frist"))
    return format_html("{}<br>{}", shown, late)


@register.simple_tag
def next_state(project: Any) -> str:
    """`forberedes`: how the gate that comes next stands, of a project with `with_next_gate`."""
    return str(GateState(project.next_state).label).lower()
