"""How far the solution has come into use."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.overview import Noun, OverviewLine
from portfolio.queries.rollout import Share, units_adopted, units_planned


def line(project: Any, on: date) -> OverviewLine:
    share = Share(project.rollout_planned, project.rollout_adopted)
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
    )


NOUN = Noun("rollout", {"rollout_planned": units_planned, "rollout_adopted": units_adopted}, line)
