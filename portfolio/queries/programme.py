"""A programme with its projects: where they stand, and what they come to together."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from organisation import days
from organisation.people.models import Person
from portfolio.lifecycle.status import MARKS, STALE, Light
from portfolio.models.programme import Programme
from portfolio.models.project import Project
from portfolio.overview.lines import annotated
from portfolio.queries.money import Sums, sums
from portfolio.queries.status import mark_of


@dataclass(frozen=True)
class ProgrammeProjects:
    """`rows` are those the person may see, as the overview reads them; `total` is all there are.

    `own` is the project that is the programme, when the person may see it.
    """

    rows: list[Any]
    total: int
    own: Any = None

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)

    def lights(self) -> list[tuple[str, int]]:
        """How many projects stand with each mark, the worst first; empty has no report.

        A light that is too old to be believed counts as that, as in the table.
        """
        today = days.today()
        marks = [
            mark_of(row.status_overall or "", row.status_stale_from, today)
            for row in self.under_way()
        ]
        order = (*(MARKS[light] for light in reversed(Light)), STALE, "")
        return [(mark, marks.count(mark)) for mark in order if mark in marks]

    def money(self) -> Sums:
        """What the projects have together; one grouped query."""
        together = Sums()
        seen = Project.objects.filter(pk__in=[row.pk for row in self.rows])
        for each in sums(seen).values():
            together.add(each)
        return together

    def under_way(self) -> list[Any]:
        return [row for row in self.rows if row.is_under_way]


def projects_of(programme: Programme, person: Person) -> ProgrammeProjects:
    """Four queries, whatever the number of projects."""
    inside = Q(programme=programme)
    rows = annotated(Project.objects.visible_to(person).filter(inside | Q(pk=programme.project_id)))
    found = list(rows.with_people().with_phases().with_next_gate().order_by("title_key", "pk"))
    return ProgrammeProjects(
        [row for row in found if row.programme_id == programme.pk],
        Project.objects.filter(inside).count(),
        next((row for row in found if row.pk == programme.project_id), None),
    )
