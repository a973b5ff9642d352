"""Units that take part, and the groups a project is for; two small forms on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.audience import TakingPartForm, TargetGroupForm
from portfolio.services import audience
from portfolio.views.pages import find_project, sections_of


@require_http_methods(["GET", "POST"])
def audience_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    may_edit = request.user.has_perm("portfolio.edit_project", project)
    what = request.POST.get("what", "")
    if request.method == "POST":
        authorize(request.user, "portfolio.edit_project", project)
    sent = request.POST or None
    unit_form = TakingPartForm(sent if what == "unit" else None, project=project, prefix="e")
    group_form = TargetGroupForm(sent if what == "group" else None, prefix="g")
    used = {"unit": unit_form, "group": group_form}.get(what)
    status = None
    if used is not None:
        verb = audience.add_unit if what == "unit" else audience.add_target_group
        done, status = saved(
            used,
            lambda: verb(project, **used.cleaned_data, by=request.user),
        )
        if done:
            messages.success(request, _("Lagt til."))
            return redirect("portfolio:audience", slug=slug)
    return render_page(
        request,
        "portfolio/project_audience.html",
        {
            "project": project,
            "sections": sections_of(project, "audience"),
            "units": project.taking_part.select_related("unit__district"),
            "groups": project.target_groups.all(),
            "unit_form": unit_form if may_edit else None,
            "group_form": group_form if may_edit else None,
            "form": used,
            "may_edit": may_edit,
        },
        status=status,
    )


@require_POST
def audience_remove(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    if (unit := request.POST.get("unit", "")).isdecimal():
        audience.remove_unit(get_object_or_404(project.taking_part, pk=unit), by=request.user)
    elif (group := request.POST.get("group", "")).isdecimal():
        found = get_object_or_404(project.target_groups, pk=group)
        audience.remove_target_group(found, by=request.user)
    return redirect("portfolio:audience", slug=slug)
