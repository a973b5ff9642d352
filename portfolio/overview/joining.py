"""Whether the project asks for people."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.models import JoinCall
from portfolio.overview import Noun, OverviewLine, count

ANNOTATIONS = {
    "joining_calls": lambda: count(
        JoinCall, Q(closed_on=None) & (Q(until=None) | Q(until__gte=TruncDate(Now())))
    )
}


def line(project: Any, on: date) -> OverviewLine | None:
    if not (project.joining_calls and project.is_under_way):
        return None
    words = ngettext(
        "Søker folk til én oppgave. Du kan melde deg.",
        "Søker folk til %(n)s oppgaver. Du kan melde deg.",
        project.joining_calls,
    ) % {"n": project.joining_calls}
    return OverviewLine(
        icon="people",
        title=_("Bli med"),
        text=words,
        url=reverse("portfolio:joining", args=[project.slug]),
    )


NOUN = Noun("joining", ANNOTATIONS, line)
