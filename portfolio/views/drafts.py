"""From a draft, which knows only an id, to the page of its form."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from organisation.people.models import Person
from organisation.web.pages import Request
from portfolio.models import (
    Action,
    AgendaItem,
    Condition,
    Gate,
    GateDecision,
    GateTemplate,
    Handover,
    Phase,
    Project,
    SteeringMeeting,
)
from portfolio.views.gate import RECOMMENDATION


@require_GET
def form_of_draft(request: Request, form: str, pk: int) -> HttpResponse:
    """`form` is the name of the draft's form without the app's; what is asked after follows."""
    address = address_of(request, form, pk)
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def meetings(person: Person) -> Any:
    return SteeringMeeting.objects.visible_to(person).select_related("project")


def items(person: Person) -> Any:
    found = AgendaItem.objects.filter(meeting__in=meetings(person).values("pk"))
    return found.select_related("meeting__project")


def of_meeting(page: str) -> Callable[[Any], str]:
    return lambda meeting: reverse(f"portfolio:{page}", args=[meeting.project.slug, meeting.number])


def of_gate(page: str) -> Callable[[Any], str]:
    return lambda gate: reverse(f"portfolio:{page}", args=[gate.project.slug, gate.code])


def of_project(page: str) -> Callable[[Any], str]:
    return lambda project: reverse(f"portfolio:{page}", args=[project.slug])


def in_project(page: str) -> Callable[[Any], str]:
    return lambda thing: reverse(f"portfolio:{page}", args=[thing.project.slug, thing.pk])


def item_page(item: AgendaItem) -> str:
    meeting = item.meeting
    place = [meeting.project.slug, meeting.number, item.pk]
    return reverse("portfolio:steering_item_edit", args=place)


def gates(person: Person) -> Any:
    return Gate.objects.visible_to(person).select_related("project")


# What the id of a draft is of, among what the person sees, and the page of its form.
PLACES: dict[str, tuple[Callable[[Person], Any], Callable[[Any], str]]] = {
    "meeting_new": (Project.objects.visible_to, of_project("steering_plan")),
    "meeting": (meetings, of_meeting("steering_meeting_edit")),
    "item_new": (meetings, of_meeting("steering_item_add")),
    "item": (items, item_page),
    "minutes": (meetings, of_meeting("steering_minutes")),
    "hand_over": (
        Project.objects.visible_to,
        of_project("handover_begin"),
    ),
    "handover_notes": (
        lambda person: Handover.objects.visible_to(person).select_related("project"),
        in_project("handover_notes"),
    ),
    "action_done": (
        lambda person: Action.objects.visible_to(person).select_related("project"),
        in_project("action_finish"),
    ),
    "condition": (
        Condition.objects.visible_to,
        lambda condition: reverse("portfolio:condition_meet", args=[condition.pk]),
    ),
    "afterwards": (gates, of_gate("afterwards")),
    "record": (gates, of_gate("record_add")),
    "gate_template": (
        GateTemplate.objects.visible_to,
        lambda each: reverse("portfolio:gate_template", args=[each.profile, each.code]),
    ),
}


def address_of(request: Request, form: str, pk: int) -> str:
    person = request.user
    if form in PLACES:
        seen, page = PLACES[form]
        return page(get_object_or_404(seen(person), pk=pk))
    if form == "project":
        project = get_object_or_404(Project.objects.visible_to(person), pk=pk)
        return reverse("portfolio:project_edit", args=[project.slug])
    if form == "phase":
        phases = Phase.objects.visible_to(person).select_related("project")
        phase = get_object_or_404(phases, pk=pk)
        return reverse("portfolio:phase_edit", args=[phase.project.slug, phase.kind])
    if form == "correct":
        decisions = GateDecision.objects.visible_to(person).select_related("gate__project")
        gate = get_object_or_404(decisions, pk=pk).gate
        return reverse("portfolio:decision_correct", args=[gate.project.slug, gate.code, pk])
    gate = get_object_or_404(Gate.objects.visible_to(person).select_related("project"), pk=pk)
    place = [gate.project.slug, gate.code]
    if form == "lift":
        return reverse("portfolio:gate_lift", args=place)
    if form == "recommend":
        return f"{gate.get_absolute_url()}?steg={RECOMMENDATION}"
    if form in ("answer", "decide"):
        return gate.get_absolute_url()
    raise Http404
