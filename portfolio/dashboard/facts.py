"""What the figures and charts begin with: the chosen projects, counted by what they have in common.

Thousands of projects are a few hundred groups, so little is carried from the database. Their ids
travel as the text of an array, there and back, and are read only where somebody needs one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from portfolio.filters import UNDER_WAY
from portfolio.lifecycle.status import STALE, Light
from portfolio.models import StatusReport
from portfolio.models.project import ProjectQuerySet
from portfolio.queries.once import summed

COLUMNS = (
    "pk", "kind", "state", "unit", "unit__path", "district", "status_schedule__stale_from",
    "status_schedule__due_on",
)  # fmt: skip
# By numbers rather than by paths and words, which are slower to tell apart.
ALIKE = """
    SELECT kind, state, max(unit__path::text), district, count(*),
           count(*) FILTER (WHERE status_schedule__due_on < %s), string_agg(pk::text, ',')
"""
GROUPED = f"{ALIKE} FROM rows GROUP BY unit, district, state, kind"
GROUPED_BY_LIGHT = f"""{ALIKE}, light, min(day), max(day)
      FROM (SELECT *, right(last_report, 10) AS day,
                   CASE WHEN last_report IS NULL THEN ''
                        WHEN status_schedule__stale_from <= %s THEN %s
                        ELSE left(last_report, -11) END AS light
              FROM rows) AS fact
     GROUP BY unit, district, light, state, kind
"""
MARKS = {"": "", STALE: STALE, **{light.value: light.mark for light in Light}}


@dataclass(frozen=True, slots=True)
class Fact:
    """Some projects that are alike, as much of them as the figures need."""

    kind: str
    state: str
    path: str  # the place in the tree of the unit that carries them
    district: int
    count: int
    late: int  # of them, with a report past its day
    ids: str  # separated by commas

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def pks(self) -> list[int]:
        return [int(each) for each in self.ids.split(",")]


@dataclass(frozen=True, slots=True)
class LitFact(Fact):
    """Some projects whose light is the same as well."""

    light: str
    oldest: str | None  # the day the oldest of their last reports was delivered
    newest: str | None  # the day the newest of their last reports was delivered

    @property
    def mark(self) -> str:
        """The light as it is shown; "" is without a report, or not under way."""
        return MARKS[self.light]


Group = TypeVar("Group", bound=Fact, covariant=True)


@dataclass(frozen=True)
class Facts(Generic[Group]):
    """Projects in groups. Its length is how many projects there are; iterating gives the groups."""

    groups: Sequence[Group]

    def __len__(self) -> int:
        return sum(fact.count for fact in self.groups)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    @property
    def under_way(self) -> "Facts[Group]":
        return Facts([fact for fact in self.groups if fact.is_under_way])

    @cached_property
    def ids(self) -> str:
        """The ids as an array that the database reads."""
        return array(fact.ids for fact in self.groups)

    def in_state(self, state: str) -> str:
        """The ids of those in a state, likewise."""
        return array(fact.ids for fact in self.groups if fact.state == state)


def array(ids: Iterable[int | str]) -> str:
    return f"{{{','.join(map(str, ids))}}}"


def read_facts(projects: ProjectQuerySet, on: date) -> Facts[Fact]:
    """One query, whatever the number of projects."""
    return Facts([Fact(*row) for row in summed(projects, COLUMNS, GROUPED, [on])])


def read_lit_facts(projects: ProjectQuerySet, on: date) -> Facts[LitFact]:
    """The same with the lights, which take as long again to look up."""
    last = (
        StatusReport.objects.filter(project=OuterRef("pk"))
        .newest_first()
        .values(said=Concat("overall_light", Value(" "), Cast("delivered_on", CharField())))
    )
    # Of those that are over or stopped nobody asks for the light.
    rows = projects.annotate(last_report=Case(When(state__in=UNDER_WAY, then=Subquery(last[:1]))))
    names = (*COLUMNS, "last_report")
    return Facts([LitFact(*row) for row in summed(rows, names, GROUPED_BY_LIGHT, [on, on, STALE])])
