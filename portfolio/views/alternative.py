"""Alternatives beside the zero alternative, and the choice between them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.alternative import (
    AlternativeForm,
    ChooseForm,
    ComparisonForm,
    NewAlternativeForm,
    NewComparisonForm,
    facts_of,
)
from portfolio.models import Alternative, Comparison, Project
from portfolio.queries import alternative as queries
from portfolio.services import alternative as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.small_form import ask_first, back_to, refused, small_form

PAGE = "alternatives"


@require_GET
def alternative_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    return render_page(
        request,
        "portfolio/alternative_list.html",
        {
            "project": project,
            "sections": sections_of(project, PAGE),
            "tables": queries.tables_of(project),
            "may_edit": request.user.has_perm("portfolio.edit_substance", project),
        },
    )


def comparison_of(request: Request, slug: str, pk: int) -> tuple[Project, Comparison]:
    """What is to be changed, for those who may."""
    project = find_project(request, slug)
    comparison = get_object_or_404(Comparison, project=project, pk=pk)
    comparison.project = project
    authorize(request.user, "portfolio.edit_substance", project)
    return project, comparison


@require_http_methods(["GET", "POST"])
def comparison_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_substance", project)
    initial = {"phase": project.phases.running().first()}
    form = NewComparisonForm(request.POST or None, project=project, initial=initial)
    done, status = saved(
        form,
        lambda: services.start_comparison(project, by=request.user, **form.cleaned_data),
    )
    if done:
        messages.success(request, _("Nullalternativet står der. Legg til det dere vil måle mot."))
        return redirect(back_to(project, PAGE))
    return small_form(request, project, form, _("Ny sammenligning"), page=PAGE, status=status)


@require_http_methods(["GET", "POST"])
def comparison_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project, comparison = comparison_of(request, slug, pk)
    facts: dict[str, Any] = {
        **vars(comparison),
        "phase": comparison.phase_id,
        "criteria": [each.name for each in comparison.criteria.all()],
    }
    form = ComparisonForm(request.POST or None, project=project, initial=facts)
    done, status = saved(
        form,
        lambda: services.edit_comparison(
            comparison,
            question=form.cleaned_data["question"],
            criteria=form.cleaned_data["criteria"],
            phase=form.cleaned_data["phase"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Sammenligningen er lagret."))
        return redirect(comparison)
    heading = _("Endre sammenligningen")
    return small_form(request, project, form, heading, page=PAGE, status=status)


@require_http_methods(["GET", "POST"])
def alternative_add(request: Request, slug: str, pk: int) -> HttpResponse:
    project, comparison = comparison_of(request, slug, pk)
    form = NewAlternativeForm(request.POST or None, criteria=list(comparison.criteria.all()))
    done, status = saved(
        form,
        lambda: services.add_alternative(
            comparison, form.cleaned_data, notes=form.notes(), by=request.user
        ),
    )
    if done:
        messages.success(request, _("Alternativet er lagt til."))
        return redirect(comparison)
    heading = _("Nytt alternativ")
    return small_form(request, project, form, heading, page=PAGE, status=status)


def alternative_of(request: Request, slug: str, pk: int) -> tuple[Project, Alternative]:
    project = find_project(request, slug)
    alternatives = Alternative.objects.select_related("comparison")
    alternative = get_object_or_404(alternatives, comparison__project=project, pk=pk)
    alternative.comparison.project = project
    authorize(request.user, "portfolio.edit_substance", project)
    return project, alternative


@require_http_methods(["GET", "POST"])
def alternative_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project, alternative = alternative_of(request, slug, pk)
    form = AlternativeForm(
        request.POST or None,
        criteria=list(alternative.comparison.criteria.all()),
        initial=facts_of(alternative),
    )
    done, status = saved(
        form,
        lambda: services.edit_alternative(
            alternative,
            form.cleaned_data,
            notes=form.notes(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Alternativet er lagret."))
        return redirect(alternative.comparison)
    remove = reverse("portfolio:alternative_remove", args=[project.slug, pk])
    return small_form(
        request,
        project,
        form,
        alternative.title,
        page=PAGE,
        status=status,
        remove_url="" if alternative.is_zero else remove,
    )


@require_http_methods(["GET", "POST"])
def alternative_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    _project, alternative = alternative_of(request, slug, pk)
    back = alternative.comparison.get_absolute_url()
    if request.method == "POST":
        try:
            services.remove_alternative(alternative, by=request.user)
        except DomainError as no:
            return refused(request, no.message, back)
        messages.success(request, _("Alternativet er tatt bort."))
        return redirect(back)
    question = _("«%(title)s» tas ut av sammenligningen. Historikken beholder det.")
    return ask_first(
        request, _("Ta bort alternativ"), question % {"title": alternative.title}, back=back
    )


@require_http_methods(["GET", "POST"])
def comparison_choose(request: Request, slug: str, pk: int) -> HttpResponse:
    project, comparison = comparison_of(request, slug, pk)
    form = ChooseForm(
        request.POST or None, comparison=comparison, initial={"version": comparison.version}
    )
    done, status = saved(
        form,
        lambda: services.choose_alternative(
            comparison,
            form.cleaned_data["alternative"],
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Valget er ført i beslutningsloggen."))
        return redirect(comparison)
    heading = comparison.question
    return small_form(
        request, project, form, heading, page=PAGE, status=status, action=_("Ta valget")
    )


@require_http_methods(["GET", "POST"])
def comparison_reopen(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take the choice back, after a question."""
    _project, comparison = comparison_of(request, slug, pk)
    if request.method == "POST":
        try:
            services.reopen_comparison(comparison, version=comparison.version, by=request.user)
        except DomainError as no:
            return refused(request, no.message, comparison.get_absolute_url())
        messages.success(request, _("Sammenligningen er åpen igjen."))
        return redirect(comparison)
    return ask_first(
        request,
        _("Åpne sammenligningen igjen"),
        _("Valget tas tilbake, og alternativene kan endres. Historikken beholder valget."),
        back=comparison.get_absolute_url(),
        action=_("Åpne igjen"),
    )
