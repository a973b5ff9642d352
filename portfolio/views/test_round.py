"""Test rounds: small forms, shown on the phase page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request
from organisation.web.saving import saved
from portfolio.forms.test_round import NewRoundForm, RoundForm
from portfolio.models import TestRound
from portfolio.services import test_round as services
from portfolio.views.pages import find_project
from portfolio.views.small_form import ask_first, back_to, small_form

ANCHOR = "testrunder"


@require_http_methods(["GET", "POST"])
def round_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_substance", project)
    initial = {"phase": project.phases.running().first()}
    form = NewRoundForm(request.POST or None, project=project, initial=initial)
    done, status = saved(form, lambda: services.add_round(project, by=request.user, **form.facts()))
    if done:
        messages.success(request, _("Testrunden er lagt til."))
        return redirect(back_to(project, "phases", ANCHOR))
    return small_form(request, project, form, _("Ny testrunde"), anchor=ANCHOR, status=status)


@require_http_methods(["GET", "POST"])
def round_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    tried = get_object_or_404(TestRound, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    facts = {**vars(tried), "phase": tried.phase_id}
    form = RoundForm(request.POST or None, project=project, initial=facts)
    done, status = saved(
        form,
        lambda: services.edit_round(
            tried, form.facts(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Testrunden er lagret."))
        return redirect(back_to(project, "phases", ANCHOR))
    return small_form(
        request,
        project,
        form,
        _("Testrunde"),
        anchor=ANCHOR,
        status=status,
        remove_url=reverse("portfolio:round_remove", args=[project.slug, pk]),
    )


@require_http_methods(["GET", "POST"])
def round_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    tried = get_object_or_404(TestRound, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    back = back_to(project, "phases", ANCHOR)
    if request.method == "POST":
        services.remove_round(tried, by=request.user)
        messages.success(request, _("Testrunden er tatt bort."))
        return redirect(back)
    question = _("Runden om «%(hypothesis)s» tas bort. Historikken beholder den.")
    return ask_first(
        request, _("Ta bort testrunde"), question % {"hypothesis": tried.hypothesis}, back=back
    )
