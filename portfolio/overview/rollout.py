"""How far the solution has come into use."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.demands import demands_of
from portfolio.models import RolloutUnit
from portfolio.overview import Noun, OverviewLine, count
from portfolio.queries.rollout import Share

ANNOTATIONS = {
    "rollout_planned": lambda: count(RolloutUnit, Q(shall_use=True)),
    "rollout_adopted": lambda: count(RolloutUnit, Q(shall_use=True, adopted_on__isnull=False)),
}


def line(project: Any, on: date) -> OverviewLine | None:
    """Nothing until units are chosen, save where the project has to say who shall use it."""
    share = Share(project.rollout_planned, project.rollout_adopted)
    demanded = demands_of(project).requires("rollout")
    if share.per_cent is None and not demanded:
        return None
    if share.per_cent is None:
        words = _("Ingen enheter er valgt ennå.")
    else:
        words = _("%(share)s %% nyttiggjort: %(adopted)s av %(planned)s enheter bruker den.") % {
            "share": share.per_cent,
            "adopted": share.adopted,
            "planned": share.planned,
        }
    return OverviewLine(
        icon="check",
        title=_("Innføring"),
        text=words,
        url=reverse("portfolio:rollout", args=[project.slug]),
        mark="done" if share.per_cent == 100 else "",
        missing=share.per_cent is None,
        share=share.per_cent,
    )


NOUN = Noun("rollout", ANNOTATIONS, line)
