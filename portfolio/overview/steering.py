"""The steering group: how many sit in it, and when it meets."""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.wording import day
from portfolio.demands import demands_of
from portfolio.lifecycle.steering import MeetingState
from portfolio.models import SteeringMeeting, SteeringMember
from portfolio.overview import Noun, OverviewLine, count


def next_meeting() -> Subquery:
    ahead = SteeringMeeting.objects.filter(
        project=OuterRef("pk"), state=MeetingState.PLANNED
    ).order_by("starts_at")
    return Subquery(ahead.values("starts_at")[:1], output_field=DateTimeField())


ANNOTATIONS = {
    "steering_seats": lambda: count(SteeringMember),
    "steering_next": next_meeting,
}


def line(project: Any, on: date) -> OverviewLine | None:
    url, title = reverse("portfolio:steering", args=[project.slug]), _("Styringsgruppe")
    if not project.steering_seats:
        if demands_of(project).requires("steering"):
            return OverviewLine("people", title, _("Ikke satt sammen"), url, missing=True)
        return None
    seats = ngettext("%(n)s medlem", "%(n)s medlemmer", project.steering_seats)
    words = seats % {"n": project.steering_seats}
    if project.steering_next is None:
        return OverviewLine(
            "people", title, _("%(who)s, ingen møter planlagt") % {"who": words}, url
        )
    meets = timezone.localtime(project.steering_next).date()
    text = _("%(who)s, møte %(day)s") % {"who": words, "day": day(meets)}
    return OverviewLine("people", title, text, url)


NOUN = Noun("steering", ANNOTATIONS, line)
