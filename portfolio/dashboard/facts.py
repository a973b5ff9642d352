"""What the figures and charts begin with: the chosen projects, counted by what they have in common.

Thousands of projects are a few hundred groups, so little is carried from the database. Their ids
travel as the text of an array, there and back, and are read only where somebody needs one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from portfolio.filters import UNDER_WAY
from portfolio.lifecycle.status import STALE, Light
from portfolio.models import StatusReport
from portfolio.models.project import ProjectQuerySet
from portfolio.queries.once import summed

COLUMNS = (
    "pk", "kind", "state", "unit", "unit__path", "district", "status_schedule__stale_from",
    "status_schedule__due_on", "last_report",
)  # fmt: skip
# By numbers rather than by paths and words, which are slower to tell apart.
GROUPED = """
    SELECT kind, state, max(unit__path::text), district, light, count(*), count(is_late), min(day),
           max(day), string_agg(pk::text, ',')
      FROM (SELECT pk, kind, state, unit, unit__path, district, right(last_report, 10) AS day,
                   CASE WHEN last_report IS NULL THEN ''
                        WHEN status_schedule__stale_from <= %s THEN %s
                        ELSE left(last_report, -11) END AS light,
                   CASE WHEN status_schedule__due_on < %s THEN 1 END AS is_late
              FROM rows) AS fact
     GROUP BY unit, district, light, state, kind
"""
MARKS = {"": "", STALE: STALE, **{light.value: light.mark for light in Light}}


class Fact(NamedTuple):
    """Some projects that are alike, as much of them as the figures need."""

    kind: str
    state: str
    path: str  # the place in the tree of the unit that carries them
    district: int
    mark: str  # the light as it is shown; "" is without a report, or not under way
    count: int  # type: ignore[assignment]  # a tuple counts values, which nobody asks of it
    late: int  # of them, with a report past its day
    oldest: str | None  # the day the oldest of their last reports was delivered
    newest: str | None  # the day the newest of their last reports was delivered
    ids: str  # separated by commas

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def pks(self) -> list[int]:
        return [int(each) for each in self.ids.split(",")]


@dataclass(frozen=True)
class Facts:
    """Projects in groups. Its length is how many projects there are; iterating gives the groups."""

    groups: list[Fact]

    def __len__(self) -> int:
        return sum(fact.count for fact in self.groups)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.groups)

    @cached_property
    def ids(self) -> str:
        """The ids as an array that the database reads."""
        return array(fact.ids for fact in self.groups)


def array(ids: Iterable[int | str]) -> str:
    return f"{{{','.join(map(str, ids))}}}"


def read_facts(projects: ProjectQuerySet, on: date) -> Facts:
    """One query, whatever the number of projects."""
    last = (
        StatusReport.objects.filter(project=OuterRef("pk"))
        .newest_first()
        .values(said=Concat("overall_light", Value(" "), Cast("delivered_on", CharField())))
    )
    # Of those that are over or stopped nobody asks for the light.
    rows = projects.annotate(last_report=Case(When(state__in=UNDER_WAY, then=Subquery(last[:1]))))
    found = [Fact(*row) for row in summed(rows, COLUMNS, GROUPED, [on, STALE, on])]
    return Facts([fact._replace(mark=MARKS[fact.mark]) for fact in found])
