"""What the figures and charts begin with: a few facts of every chosen project, read once."""

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from portfolio.filters import UNDER_WAY
from portfolio.models import StatusReport
from portfolio.models.project import ProjectQuerySet
from portfolio.queries.status import mark_of


class Fact(NamedTuple):
    """One project, as much of it as the figures need."""

    pk: int
    kind: str
    state: str
    unit: int
    path: str
    stale_from: date | None
    due_on: date | None
    report: dict[str, str] | None  # the light of the last one, and the day it was delivered

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    def mark(self, on: date) -> str:
        """The light as it is shown on `on`; empty without a report."""
        return mark_of((self.report or {}).get("light", ""), self.stale_from, on)


def read_facts(projects: ProjectQuerySet) -> list[Fact]:
    """One query, whatever the number of projects."""
    last = (
        StatusReport.objects.filter(project=OuterRef("pk"))
        .order_by("-number")
        .values(row=JSONObject(light="overall_light", on="delivered_on"))
    )
    rows = (
        projects.order_by()
        .annotate(last_report=Subquery(last[:1]))
        .values_list(
            "pk",
            "kind",
            "state",
            "unit",
            "unit__path",
            "status_schedule__stale_from",
            "status_schedule__due_on",
            "last_report",
        )
    )
    return [Fact(*row) for row in rows]
