"""The quiet line that tells that somebody else has changed what a page shows."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from organisation import days
from organisation.permissions import authorize
from organisation.web.pages import Request
from portfolio.dashboard.selection import Selection
from portfolio.filters import ProjectFilter
from portfolio.models import Project
from portfolio.models.project import ProjectQuerySet
from portfolio.queries.live import touched_since
from portfolio.views.pages import find_project

OPEN_AT_MOST = timedelta(days=2)  # a page that has stood longer is told of these days


@never_cache
@require_GET
def portfolio_touched(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_projects")
    return told(request, None, among=chosen_in(request))


@never_cache
@require_GET
def project_touched(request: Request, slug: str) -> HttpResponse:
    return told(request, find_project(request, slug))


def chosen_in(request: Request) -> ProjectQuerySet | None:
    """The projects that the page shows, when its address chooses some."""
    if ProjectFilter.base_filters.keys().isdisjoint(request.GET):
        return None
    selection = Selection(request, on=days.today())
    return selection.projects if selection.is_filtered else None


def told(
    request: Request, project: Project | None, among: ProjectQuerySet | None = None
) -> HttpResponse:
    """The line, or nothing; a browser that has it already is told so and no more."""
    touch = touched_since(request.user, opened_at(request), project=project, among=among)
    etag = f'"{request.user.pk}-{touch.at.timestamp() if touch else 0}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = render(request, "portfolio/touched.html", {"touch": touch})
    response["ETag"] = etag
    return response


def opened_at(request: Request) -> datetime:
    """When the page was opened, by its own address; now when that cannot be read."""
    now = timezone.now()
    try:
        opened = datetime.fromisoformat(request.GET.get("siden", ""))
    except ValueError:
        return now
    if timezone.is_naive(opened):
        return now
    return max(opened, now - OPEN_AT_MOST)
