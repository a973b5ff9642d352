"""Following a project from its own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request
from portfolio.services import follow as services
from portfolio.views.pages import find_project


@require_POST
def follow(request: Request, slug: str) -> HttpResponse:
    """`way` is `off` to stop; anything else follows. Both are safe to send twice."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.follow_project", project)
    if request.POST.get("way") == "off":
        services.unfollow_project(project, by=request.user)
        messages.success(request, _("Du følger ikke prosjektet lenger."))
    else:
        services.follow_project(project, by=request.user)
        messages.success(request, _("Du får vite om milepæler, beslutninger og gevinster."))
    return redirect(project)
