"""How many projects this one is related to, of those that all may see."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.models.kinship import ProjectLink
from portfolio.models.project import Access
from portfolio.overview import Noun, OverviewLine, count_of

ANNOTATIONS = {
    "kinship_count": lambda: count_of(
        ProjectLink.objects.filter(
            Q(project=OuterRef("pk"), other__access=Access.OPEN)
            | Q(other=OuterRef("pk"), project__access=Access.OPEN)
        )
    ),
}


def line(project: Any, on: date) -> OverviewLine | None:
    if not project.kinship_count:
        return None
    words = ngettext(
        "I slekt med %(n)s prosjekt", "I slekt med %(n)s prosjekter", project.kinship_count
    )
    url = reverse("portfolio:family", args=[project.slug])
    return OverviewLine("people", _("Slektskap"), words % {"n": project.kinship_count}, url)


NOUN = Noun("kinship", ANNOTATIONS, line)
