"""Deliverables: small forms, shown on the phase page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request
from organisation.web.saving import saved
from portfolio.forms.deliverable import DeliverableForm, NewDeliverableForm
from portfolio.models import Deliverable
from portfolio.services import deliverable as services
from portfolio.views.pages import find_project
from portfolio.views.small_form import ask_first, back_to, small_form

ANCHOR = "leveranser"


@require_http_methods(["GET", "POST"])
def deliverable_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_substance", project)
    initial = {"phase": project.phases.running().first()}
    form = NewDeliverableForm(request.POST or None, project=project, initial=initial)
    done, status = saved(
        form, lambda: services.add_deliverable(project, form.facts(), by=request.user)
    )
    if done:
        messages.success(request, _("Leveransen er lagt til."))
        return redirect(back_to(project, "phases", ANCHOR))
    return small_form(request, project, form, _("Ny leveranse"), anchor=ANCHOR, status=status)


@require_http_methods(["GET", "POST"])
def deliverable_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    deliverable = get_object_or_404(Deliverable, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    facts = {
        **vars(deliverable),
        "phase": deliverable.phase_id,
        "document": deliverable.document_id,
    }
    form = DeliverableForm(request.POST or None, project=project, initial=facts)
    done, status = saved(
        form,
        lambda: services.edit_deliverable(
            deliverable, form.facts(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Leveransen er lagret."))
        return redirect(back_to(project, "phases", ANCHOR))
    return small_form(
        request,
        project,
        form,
        _("Leveranse"),
        anchor=ANCHOR,
        status=status,
        remove_url=reverse("portfolio:deliverable_remove", args=[project.slug, pk]),
    )


@require_http_methods(["GET", "POST"])
def deliverable_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    deliverable = get_object_or_404(Deliverable, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    back = back_to(project, "phases", ANCHOR)
    if request.method == "POST":
        services.remove_deliverable(deliverable, by=request.user)
        messages.success(request, _("Leveransen er tatt bort."))
        return redirect(back)
    question = _("Leveransen «%(title)s» tas ut av planen. Historikken beholder den.")
    return ask_first(
        request, _("Ta bort leveranse"), question % {"title": deliverable.title}, back=back
    )
