"""The portfolio as it was laid before the board: the open projects, as they stood when it met.

The same reads as the dashboard, inside the past (`as_of`). Nothing here leads further: the pages of
the projects are the work of those who are employed.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from organisation import registries
from organisation.audit.days import first_day
from organisation.people.models import Person
from organisation.web.charts import Drawing
from organisation.web.components import Figure
from portfolio.dashboard import figures
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import BY_NAME, Shown
from portfolio.dashboard.figures import Waiting
from portfolio.dashboard.selection import Selection
from portfolio.filters import ProjectFilter
from portfolio.models import Project
from portfolio.models.project import ProjectQuerySet

MEETINGS = 12  # that one may look back to
# Those that count the projects themselves, and nothing that only employees see all of.
CHARTS = ("lys", "fasetrakt", "veikart", "penger", "gevinster", "nyttiggjort")
FIGURES = (0, 1, 2)  # of those about projects


def meetings_of(person: Person, today: date) -> list[tuple[date, str]]:
    """The days the board met before `today` that there is history of, newest first."""
    first = first_day(person.unit.district if person.unit_id else person.district)
    found = {
        (on, words)
        for meetings in registries.board_meetings
        for on, words in meetings(person)
        if first is not None and first <= on < today
    }
    return sorted(found, reverse=True)[:MEETINGS]


class ReleasedFilter(ProjectFilter):
    """Without the filters that are about people and about what waits."""

    mine = owner = leader = report = None

    class Meta:
        model = Project
        fields = tuple(
            name
            for name in ProjectFilter.Meta.fields
            if name not in {"mine", "owner", "leader", "report"}
        )

    def seen(self) -> ProjectQuerySet:
        return Project.objects.released_to(self.request.user)


class Released(Selection):
    """What somebody has chosen among the released projects."""

    filterset = ReleasedFilter

    def seen(self) -> ProjectQuerySet:
        return Project.objects.released_to(self.person)


class ReleasedBoard(Board):
    """A dashboard of released projects."""

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many projects are released, and how many there are."""
        counted: dict[str, int] = Project.objects.counted_for_board(self.person)
        return counted

    @cached_property
    def key_figures(self) -> list[Figure]:
        projects = figures.of_projects(self, Waiting(0, 0, 0, 0))
        money = figures.of_money(self)[1:3]
        shown = [*(projects[place] for place in FIGURES), *money, figures.of_results(self)[0]]
        return [replace(figure, url="") for figure in shown]

    @cached_property
    def charts(self) -> dict[str, "Picture"]:
        return {name: Picture(BY_NAME[name], self) for name in CHARTS}


@dataclass
class Picture(Shown):
    """A chart to look at, with its table, and without a file of its own."""

    @property
    def file_url(self) -> str:
        return ""

    @cached_property
    def drawing(self) -> Drawing | None:
        made: Any = self.entry.make(self.board)
        return replace(made, linked=False) if made else None
