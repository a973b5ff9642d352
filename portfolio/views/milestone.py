"""Milestones of a project."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.demands import demands_of
from portfolio.forms.milestone import EditMilestoneForm, MilestoneForm
from portfolio.models.project import Project
from portfolio.services import milestone as services
from portfolio.views.pages import find_project, sections_of


def form_facts(project: Project) -> dict[str, Any]:
    return {"project": project, "needs_day": demands_of(project).requires("milestones")}


@require_http_methods(["GET", "POST"])
@shows_any_day
def milestones(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    may_edit = request.user.has_perm("portfolio.edit_project", project)
    form = None
    if may_edit or request.method == "POST":
        authorize(request.user, "portfolio.edit_project", project)
        form = MilestoneForm(request.POST or None, **form_facts(project))
        del form.fields["done_on"]
        done, _status = saved(
            form, lambda: services.add_milestone(project, **form.cleaned_data, by=request.user)
        )
        if done:
            messages.success(request, _("Milepælen er lagt til."))
            return redirect("portfolio:milestones", slug=slug)
    rows = list(project.milestones.select_related("phase").by_day())
    return render_page(
        request,
        "portfolio/milestones.html",
        {
            "project": project,
            "sections": sections_of(project, "milestones"),
            "ahead": [row for row in rows if row.done_on is None],
            "reached": [row for row in rows if row.done_on is not None],
            "form": form,
            "today": days.today(),
            "may_edit": may_edit,
        },
    )


@require_http_methods(["GET", "POST"])
def milestone_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    milestone = get_object_or_404(project.milestones, pk=pk)
    facts = {**vars(milestone), "phase": milestone.phase_id}
    form = EditMilestoneForm(request.POST or None, initial=facts, **form_facts(project))

    def save() -> None:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        services.edit_milestone(milestone, changes, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Milepælen er lagret."))
        return redirect("portfolio:milestones", slug=slug)
    context = {"project": project, "milestone": milestone, "form": form}
    return render_page(request, "portfolio/milestone_form.html", context, status=status)


@require_POST
def milestone_reached(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    milestone = get_object_or_404(project.milestones, pk=pk)
    services.reach_milestone(milestone, by=request.user)
    messages.success(request, _("«%(what)s» er nådd.") % {"what": milestone})
    return redirect("portfolio:milestones", slug=slug)


@require_http_methods(["GET", "POST"])
def milestone_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    milestone = get_object_or_404(project.milestones, pk=pk)
    if request.method == "POST":
        services.remove_milestone(milestone, by=request.user)
        messages.success(request, _("Milepælen er tatt bort."))
        return redirect("portfolio:milestones", slug=slug)
    confirmation = Confirmation(
        heading=_("Ta bort milepælen"),
        question=_("Skal «%(what)s» bort? Den blir stående i historien.") % {"what": milestone},
        action=_("Ta bort"),
        back_url=milestone.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
