"""How often others have taken part, and where nobody has written what it led to."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.demands import demands_of
from portfolio.models import Participation
from portfolio.overview import Noun, OverviewLine, count

ANNOTATIONS = {
    "participation_count": lambda: count(Participation),
    "participation_open": lambda: count(Participation, ~Q(changed__regex=r"\S")),
}


def line(project: Any, on: date) -> OverviewLine | None:
    demanded = demands_of(project).requires("participation")
    if not project.participation_count and not demanded:
        return None
    return OverviewLine(
        icon="people",
        title=_("Medvirkning"),
        text=words(project),
        url=reverse("portfolio:participation", args=[project.slug]),
        mark="soon" if project.participation_open else "",
        missing=not project.participation_count,
    )


def words(project: Any) -> str:
    if not project.participation_count:
        return _("Ingen medvirkning er skrevet ned ennå.")
    held = ngettext("Én gang.", "%(n)s ganger.", project.participation_count) % {
        "n": project.participation_count
    }
    if not project.participation_open:
        return held
    return _("%(held)s %(open)s uten «hva ble endret».") % {
        "held": held,
        "open": project.participation_open,
    }


NOUN = Noun("participation", ANNOTATIONS, line)
