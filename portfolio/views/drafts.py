"""From a draft, which knows only an id, to the page of its form."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from organisation.web.pages import Request
from portfolio.models import Gate, GateDecision, Phase, Project
from portfolio.views.gate import RECOMMENDATION


@require_GET
def form_of_draft(request: Request, form: str, pk: int) -> HttpResponse:
    """`form` is the name of the draft's form without the app's; what is asked after follows."""
    address = address_of(request, form, pk)
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def address_of(request: Request, form: str, pk: int) -> str:
    person = request.user
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
