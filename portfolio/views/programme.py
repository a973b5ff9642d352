"""Programmes: the list, one with its projects, a new one and its facts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.people.models import Unit
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from portfolio.forms.programme import EditProgrammeForm, ProgrammeForm
from portfolio.models.programme import Programme
from portfolio.models.project import Project
from portfolio.queries import benefit
from portfolio.queries.programme import projects_of
from portfolio.services import programme as services
from portfolio.views.project import units_to_start_in

SORTS = (
    Sort("navn", gettext_lazy("Navn"), ("is_closed", "title_key")),
    Sort("prosjekter", gettext_lazy("Flest prosjekter"), ("-project_count", "title_key")),
)


@require_GET
@shows_any_day
def programme_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_projects")
    rows = Programme.objects.visible_to(request.user).select_related("owner", "unit")
    rows = rows.with_project_count(request.user)
    return render_page(
        request,
        "portfolio/programme_list.html",
        {
            "listing": build_list(request, rows, sorts=SORTS),
            "may_start": request.user.has_perm("portfolio.start_programme"),
        },
        fragments=["programme-list"],
    )


@require_GET
@shows_any_day
def programme_page(request: Request, slug: str) -> HttpResponse:
    programme = find_programme(request, slug)
    today = days.today()
    projects = projects_of(programme, request.user)
    return render_page(
        request,
        "portfolio/programme.html",
        {
            "programme": programme,
            "own": projects.own,
            "projects": projects,
            "money": projects.money(),
            "benefits": benefit.sums(projects.rows, today),
            "today": today,
            "may_edit": request.user.has_perm("portfolio.edit_programme", programme),
            "may_start_case": request.user.has_perm("reports.start_case"),
        },
    )


def find_programme(request: Request, slug: str) -> Programme:
    found: Programme = get_object_or_404(
        Programme.objects.visible_to(request.user).select_related("owner", "unit", "district"),
        slug=slug,
    )
    return found


def choices_in(district: Unit, request: Request) -> dict[str, Any]:
    """What the forms offer in the district."""
    return {
        "units": units_to_start_in(request).filter(district=district),
        "people": colleagues_of(district),
        "projects": Project.objects.visible_to(request.user).filter(district=district),
    }


@require_http_methods(["GET", "POST"])
def programme_start(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.start_programme")
    form = ProgrammeForm(request.POST or None, **choices_in(request.user.district, request))

    def save() -> None:
        facts = dict(form.cleaned_data)
        form.started = services.start_programme(facts.pop("unit"), facts, by=request.user)  # type: ignore[attr-defined]

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Programmet er laget. Nå kan prosjekter legges i det."))
        return redirect(form.started)  # type: ignore[attr-defined]
    return render_page(request, "portfolio/programme_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def programme_edit(request: Request, slug: str) -> HttpResponse:
    programme = find_programme(request, slug)
    authorize(request.user, "portfolio.edit_programme", programme)
    facts = {**vars(programme), "owner": programme.owner_id, "project": programme.project_id}
    choices = choices_in(programme.district, request)
    form = EditProgrammeForm(request.POST or None, initial=facts, **choices)

    def save() -> None:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        services.edit_programme(programme, changes, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Programmet er lagret."))
        return redirect(programme)
    context = {"programme": programme, "form": form}
    return render_page(request, "portfolio/programme_form.html", context, status=status)
