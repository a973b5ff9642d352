"""Where the pilot stands; no line for projects that never were one."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web import wording
from portfolio.lifecycle.pilot import Next, PilotState
from portfolio.models import Pilot
from portfolio.overview import Annotations, Noun, OverviewLine


def _its(field: str) -> Subquery:
    return Subquery(Pilot.objects.filter(project=OuterRef("pk")).values(field)[:1])


ANNOTATIONS: Annotations = {
    "pilot_state": lambda: _its("state"),
    "pilot_until": lambda: _its("until"),
    "pilot_approved_at": lambda: _its("approved_at"),
    "pilot_next": lambda: _its("next_step"),
}


def line(project: Any, on: date) -> OverviewLine | None:
    if project.pilot_state is None:
        return None
    words, mark = standing(project, on)
    return OverviewLine(
        icon="flag",
        title=_("Pilot"),
        text=words,
        url=reverse("portfolio:pilot", args=[project.slug]),
        mark=mark,  # type: ignore[arg-type]
    )


def standing(project: Any, on: date) -> tuple[str, str]:
    """Where it stands in a sentence, and the mark of the line."""
    if project.pilot_state == PilotState.FINISHED:
        words = _("Ferdig: %(next)s.") % {"next": str(Next(project.pilot_next).label).lower()}
        return words, "done"
    if project.pilot_state == PilotState.UNDER_WAY:
        until = wording.day(project.pilot_until)
        if project.pilot_until < on:
            return _("Skulle vært ferdig %(day)s.") % {"day": until}, "late"
        return _("Prøves til %(day)s.") % {"day": until}, ""
    if project.pilot_approved_at:
        return _("Godkjent, ikke startet."), "soon"
    return _("Planlegges. Lov, personvern og etikk er ikke godkjent ennå."), ""


NOUN = Noun("pilot", ANNOTATIONS, line)
