"""The principles of innovation leadership, in versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.principle import PrinciplesForm
from portfolio.models import PrincipleVersion
from portfolio.queries import principle as queries
from portfolio.services import principle as services

DRAFT = "portfolio.principles"


@require_GET
def principles(request: Request) -> HttpResponse:
    """The principles that hold in the reader's own district, and those before them."""
    versions = list(queries.versions(request.user.district))
    return principles_page(request, versions[0] if versions else None, versions)


@require_GET
def principle_version(request: Request, pk: int) -> HttpResponse:
    """One version as it was published."""
    seen = PrincipleVersion.objects.visible_to(request.user)
    version = get_object_or_404(seen.select_related("district", "published_by"), pk=pk)
    return principles_page(request, version, list(queries.versions(version.district)))


def principles_page(
    request: Request, shown: PrincipleVersion | None, versions: list[PrincipleVersion]
) -> HttpResponse:
    return render_page(
        request,
        "portfolio/principles.html",
        {
            "shown": shown,
            "is_current": bool(versions) and shown == versions[0],
            "versions": versions,
            "may_publish": request.user.has_perm(
                "portfolio.publish_principles", request.user.district
            ),
        },
    )


@require_http_methods(["GET", "POST"])
def principles_publish(request: Request) -> HttpResponse:
    district = request.user.district
    authorize(request.user, "portfolio.publish_principles", district)
    before = queries.current(district)
    facts: dict[str, Any] = (
        {"text": before.text, "demands": [each.text for each in before.demands.all()]}
        if before
        else {}
    )
    draft = FormDraft(request, DRAFT)
    form = PrinciplesForm(request.POST or None, initial=draft.over(facts))
    done, status = saved(
        form, lambda: services.publish_principles(district, by=request.user, **form.cleaned_data)
    )
    if done:
        draft.discard()
        messages.success(request, _("Prinsippene er publisert."))
        return redirect("portfolio:principles")
    context = {"form": form, "draft": draft.found, "before": before}
    return render_page(request, "portfolio/principles_form.html", context, status=status)
