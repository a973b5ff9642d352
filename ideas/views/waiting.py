"""Ideas that wait in the units one steers, without what they say."""

from typing import Any

import django_filters
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ideas.filters import UnitFilter, units_of
from ideas.models import Idea
from ideas.queries.waiting import waiting_in_units_of
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page

SORTS = (
    Sort("frist", _("Svarfrist"), ("promised_by",)),
    Sort("innmeldt", _("Har ventet lengst"), ("submitted_at",)),
)


LATE = (("svar", _("Over lovet svarfrist")), ("avklaring", _("Avklaring over frist")))


class WaitingFilter(django_filters.FilterSet):
    enhet = UnitFilter(label=_("Enhet"), queryset=units_of, empty_label=_("Alle enheter"))
    vis = django_filters.ChoiceFilter(
        label=_("Vis"), method="late", choices=LATE, empty_label=_("Alt som venter")
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    def late(self, rows: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        return rows.overdue(today) if value == "svar" else rows.filter(clarified_due__lt=today)


@require_safe
def waiting(request: Request) -> HttpResponse:
    authorize(request.user, "ideas.view_waiting")
    listing = build_list(
        request, waiting_in_units_of(request.user), sorts=SORTS, filterset=WaitingFilter
    )
    today = timezone.localdate()
    context = {
        "listing": listing,
        "rows": [(idea, idea.is_overdue(today)) for idea in listing],
        "today": today,
    }
    return render_page(request, "ideas/waiting.html", context, fragments=["waiting"])
