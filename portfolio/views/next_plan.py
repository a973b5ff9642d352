"""The plan for a phase that has not begun."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request
from organisation.web.saving import saved
from portfolio.forms.next_plan import PlanForm
from portfolio.models import PhasePlan
from portfolio.services import next_plan as services
from portfolio.views.pages import find_project
from portfolio.views.small_form import small_form


@require_http_methods(["GET", "POST"])
def plan_edit(request: Request, slug: str, kind: str) -> HttpResponse:
    project = find_project(request, slug)
    phase = get_object_or_404(project.phases, kind=kind)
    phase.project = project
    authorize(request.user, "portfolio.edit_phase", phase)
    plan = PhasePlan.objects.filter(phase=phase).first()
    form = PlanForm(request.POST or None, initial=vars(plan) if plan else {"version": 0})
    done, status = saved(
        form,
        lambda: services.save_plan(
            phase, form.facts(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Planen er lagret."))
        return redirect(phase)
    heading = _("Plan for %(phase)s") % {"phase": phase.name.lower()}
    return small_form(request, project, form, heading, anchor=phase.kind, status=status)


@require_POST
def plan_take_over(request: Request, slug: str, kind: str) -> HttpResponse:
    """Let the phase have the goals and dates of its plan now, before the gate opens it."""
    project = find_project(request, slug)
    phase = get_object_or_404(project.phases, kind=kind)
    phase.project = project
    authorize(request.user, "portfolio.edit_phase", phase)
    services.take_over_plan(phase, by=request.user)
    messages.success(request, _("Fasen har fått mål og datoer fra planen."))
    return redirect(phase)
