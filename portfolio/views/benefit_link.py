"""One question, asked from a letter and answered without logging in.

The page shows the question, the baseline and the target, and nothing else of the project.
"""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError, StepRefused
from organisation.web.pages import render_page
from portfolio.forms.benefit import AnswerForm
from portfolio.links import LinkClosed, Opened, open_link
from portfolio.services import benefit as services

LIMITED = "benefit_link"  # in ACCOUNT_RATE_LIMITS, where all our limits stand


def closed(request: HttpRequest, why: str) -> HttpResponse:
    return render_page(request, "portfolio/benefit_link_closed.html", {"why": why}, status=410)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def measure_by_link(request: HttpRequest, token: str) -> HttpResponse:
    refused = ratelimit.consume_or_429(request, action=LIMITED, key=token, limit_get=True)
    if refused:
        return refused
    try:
        opened = open_link(token)
    except LinkClosed as link:
        return closed(request, link.why)
    benefit = opened.point.benefit
    form = AnswerForm(request.POST or None, question=benefit.indicator, unit=benefit.unit_words)
    if form.is_valid():
        try:
            answer(opened, form)
        except StepRefused:
            return closed(request, "used")
        except DomainError as fault:
            form.add_error(None, fault.message)
        else:
            return redirect("portfolio:measure_thanks", token)
    return render_page(
        request,
        "portfolio/benefit_link.html",
        {"benefit": benefit, "point": opened.point, "form": form},
    )


def answer(opened: Opened, form: AnswerForm) -> None:
    services.measure(
        opened.point,
        value=form.cleaned_data["value"],
        comment=form.cleaned_data["comment"],
        by=opened.person,
        by_link=True,
    )


@login_not_required
@never_cache
@require_GET
def measure_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What one is told after the answer, also when the page is opened again."""
    try:
        opened = open_link(token, used=True)
    except LinkClosed as link:
        return closed(request, link.why)
    if not opened.point.is_measured:
        return redirect("portfolio:measure_by_link", token)
    return render_page(
        request, "portfolio/benefit_link_thanks.html", {"benefit": opened.point.benefit}
    )
