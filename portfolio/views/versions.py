"""The goals of a project with their earlier wordings, and how its kind and readers changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.audit.days import shows_any_day
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio import services
from portfolio.models.project import GoalLevel
from portfolio.queries.versions import goal_lives, turns_of
from portfolio.views.pages import find_project, sections_of


@require_http_methods(["GET", "POST"])
@shows_any_day
def goal_versions(request: Request, slug: str) -> HttpResponse:
    """Reading; and, for those who run the project, marking each goal with its level."""
    project = find_project(request, slug)
    if request.method == "POST":
        authorize(request.user, "portfolio.edit_project", project)
        services.mark_goals(project, levels_sent(request), by=request.user)
        messages.success(request, _("Målene er merket."))
        return redirect("portfolio:versions", slug=slug)
    lives = goal_lives(project)
    return render_page(
        request,
        "portfolio/project_versions.html",
        {
            "project": project,
            "sections": sections_of(project, "versions"),
            "goals": [life for life in lives if life.removed_at is None],
            "removed": [life for life in lives if life.removed_at is not None],
            "turns": turns_of(project),
            "levels": GoalLevel.choices,
            "may_edit": request.user.has_perm("portfolio.edit_project", project),
        },
    )


def levels_sent(request: Request) -> dict[int, str]:
    """What the form says of each goal, `level-17=system`; anything else in it is passed over."""
    sent = (
        (name.removeprefix("level-"), value)
        for name, value in request.POST.items()
        if name.startswith("level-")
    )
    known = ("", *GoalLevel.values)
    return {int(pk): str(value) for pk, value in sent if pk.isdecimal() and value in known}
