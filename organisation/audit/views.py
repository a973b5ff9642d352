"""Choosing the day that pages are shown as of."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisation import registries
from organisation.audit.days import address_on, can_show_days, day_asked_for, first_day
from organisation.days import ends_before
from organisation.web.pages import Request, render_page

DAY = "dag"
MEETINGS_SHOWN = 12


@require_GET
def days(request: Request) -> HttpResponse:
    """Days worth going back to: board meetings, ends of months and tertials, or any other."""
    page = request.GET.get("side", "")
    if not can_show_days(page):
        page = "/"
    fault = ""
    if DAY in request.GET and page != "/":
        chosen, fault = day_asked_for(request.GET[DAY])
        if not fault:
            return redirect(address_on(page, chosen))
    today = timezone.localdate()
    first = first_day(request.user.district)
    ends = ends_before(today, months=12, tertials=6)
    ends = [(on, is_tertial) for on, is_tertial in ends if first and on >= first]
    return render_page(
        request,
        "audit/days.html",
        {
            "page": page,
            "fault": fault,
            "first": first,
            "last": date.fromordinal(today.toordinal() - 1),
            "meetings": [
                (words, address_on(page, on))
                for on, words in meetings_before(request, today)
                if first and on >= first
            ],
            "tertials": [(on, address_on(page, on)) for on, is_tertial in ends if is_tertial],
            "months": [(on, address_on(page, on)) for on, _is_tertial in ends[:12]],
        },
        status=422 if fault else None,
    )


def meetings_before(request: Request, today: date) -> list[tuple[date, str]]:
    found = {
        (on, words)
        for meetings in registries.board_meetings
        for on, words in meetings(request.user)
        if on < today
    }
    return sorted(found, reverse=True)[:MEETINGS_SHOWN]
