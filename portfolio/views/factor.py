"""Critical factors: each on a page of its own when it is written, all of them on the phase page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request
from organisation.web.saving import saved
from portfolio.forms.factor import FactorForm, NewFactorForm
from portfolio.forms.fields import colleagues_of
from portfolio.models import CriticalFactor
from portfolio.services import factor as services
from portfolio.views.pages import find_project
from portfolio.views.small_form import ask_first, back_to, small_form

ANCHOR = "faktorer"


@require_http_methods(["GET", "POST"])
def factor_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_substance", project)
    form = NewFactorForm(request.POST or None, people=colleagues_of(project.district))
    done, status = saved(
        form, lambda: services.add_factor(project, by=request.user, **form.facts())
    )
    if done:
        messages.success(request, _("Den kritiske faktoren er lagt til."))
        return redirect(back_to(project, "phases", ANCHOR))
    heading = _("Ny kritisk faktor")
    return small_form(request, project, form, heading, anchor=ANCHOR, status=status)


@require_http_methods(["GET", "POST"])
def factor_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    factor = get_object_or_404(CriticalFactor, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    form = FactorForm(
        request.POST or None,
        people=colleagues_of(project.district),
        initial={**vars(factor), "owner": factor.owner_id},
    )
    done, status = saved(
        form,
        lambda: services.edit_factor(
            factor, form.facts(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Vurderingen er lagret."))
        return redirect(back_to(project, "phases", ANCHOR))
    return small_form(
        request,
        project,
        form,
        _("Kritisk faktor"),
        anchor=ANCHOR,
        status=status,
        remove_url=reverse("portfolio:factor_remove", args=[project.slug, pk]),
    )


@require_http_methods(["GET", "POST"])
def factor_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    factor = get_object_or_404(CriticalFactor, project=project, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    back = back_to(project, "phases", ANCHOR)
    if request.method == "POST":
        services.remove_factor(factor, by=request.user)
        messages.success(request, _("Faktoren er tatt bort."))
        return redirect(back)
    question = _("«%(text)s» vises ikke lenger ved beslutningspunktene. Historikken beholder den.")
    return ask_first(
        request, _("Ta bort kritisk faktor"), question % {"text": factor.text}, back=back
    )
