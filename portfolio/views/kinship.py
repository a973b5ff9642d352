"""The family of a project, drawn as a tree with the links beside it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.kinship import LinkForm
from portfolio.models.kinship import ProjectLink
from portfolio.queries.kinship import family_tree, links_of
from portfolio.services import kinship
from portfolio.views.pages import find_project, sections_of


@require_http_methods(["GET", "POST"])
def family(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    may_edit = request.user.has_perm("portfolio.edit_project", project)
    form = None
    if may_edit or request.method == "POST":
        authorize(request.user, "portfolio.edit_project", project)
        form = LinkForm(request.POST or None, project=project, person=request.user)
        done, _status = saved(
            form, lambda: kinship.link_projects(project, **form.cleaned_data, by=request.user)
        )
        if done:
            messages.success(request, _("Prosjektene er knyttet sammen."))
            return redirect("portfolio:family", slug=slug)
    tree = family_tree(project, request.user)
    return render_page(
        request,
        "portfolio/project_family.html",
        {
            "project": project,
            "sections": sections_of(project, "family"),
            "tree": tree,
            "is_alone": len(tree) == 1 and not tree[0].children,
            "links": links_of(project, request.user),
            "form": form,
            "may_edit": may_edit,
        },
    )


@require_POST
def link_remove(request: Request, slug: str) -> HttpResponse:
    """Either end may take a link away."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    sent = request.POST.get("link", "")
    links = ProjectLink.objects.filter(Q(project=project) | Q(other=project))
    if sent.isdecimal():
        kinship.unlink_projects(get_object_or_404(links, pk=sent), by=request.user)
    return redirect("portfolio:family", slug=slug)
