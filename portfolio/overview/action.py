"""How many actions are open, and how many are past their day."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import days
from portfolio.lifecycle.action import ActionState
from portfolio.models import Action
from portfolio.overview import Noun, OverviewLine, count

OPEN = Q(state=ActionState.OPEN)
ANNOTATIONS = {
    "action_count": lambda: count(Action),
    "action_open": lambda: count(Action, OPEN),
    "action_overdue": lambda: count(Action, OPEN & Q(due__lt=days.today())),
}


def line(project: Any, on: date) -> OverviewLine | None:
    if not project.action_count:
        return None
    url, title = reverse("portfolio:actions", args=[project.slug]), _("Tiltak")
    if not project.action_open:
        return OverviewLine("check", title, _("Alle tiltak er gjort"), url, "done")
    words = ngettext("%(n)s åpent", "%(n)s åpne", project.action_open) % {"n": project.action_open}
    if not project.action_overdue:
        return OverviewLine("check", title, words, url)
    late = _("%(words)s, %(late)s over fristen") % {"words": words, "late": project.action_overdue}
    return OverviewLine("check", title, late, url, "late")


NOUN = Noun("action", ANNOTATIONS, line)
