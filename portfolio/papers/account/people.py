"""How many took part: with ideas, in projects, and in shaping them. Numbers, never names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.idea import CoSubmitter
from organisation.web.wording import number
from portfolio.dashboard import ideas
from portfolio.lifecycle.participation import Group
from portfolio.models import Participation, Project, ProjectMember, SteeringMember
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading


@dataclass(frozen=True)
class People:
    year: int
    with_ideas: int
    unnamed_ideas: int
    in_projects: int
    groups: dict[str, tuple[int, int]]  # group → how many times, and how many people


def read(reading: Reading) -> People:
    """Six queries."""
    board, year = reading.board, reading.year
    of_year = ideas.seen(board).filter(submitted_at__year=year)
    submitters = set(of_year.exclude(submitter=None).values_list("submitter", flat=True))
    submitters |= set(CoSubmitter.objects.filter(idea__in=of_year).values_list("person", flat=True))
    projects = board.among_under_way(Project.objects, "pk")
    busy = {pk for pair in projects.values_list("leader", "owner") for pk in pair if pk}
    for model in (ProjectMember, SteeringMember):
        busy |= set(board.among_under_way(model.objects).values_list("person", flat=True))
    groups = (
        board.among(Participation.objects)
        .filter(held_on__year=year)
        .order_by()
        .values("group")
        .annotate(times=Count("pk"), people=Sum("number", default=0))
    )
    return People(
        year,
        len(submitters),
        of_year.filter(Q(submitter=None)).count(),
        len(busy),
        {row["group"]: (row["times"], row["people"]) for row in groups},
    )


def write(now: People, then: Any, since: date | None) -> list[Block]:
    blocks = [
        table(
            _("Folk som har vært med"),
            [_("Hvordan"), _("Antall")],
            [
                [_("Meldte idéer under navn"), number(now.with_ideas)],
                [_("Idéer uten navn"), number(now.unnamed_ideas)],
                [_("Leder, eier eller deltar i prosjekter som pågår"), number(now.in_projects)],
            ],
            figures=(1,),
        )
    ]
    if not now.groups:
        said = _("Ingen medvirkning er skrevet ned i %(year)s.") % {"year": now.year}
        return [*blocks, paragraph(said)]
    return [
        *blocks,
        table(
            _("Medvirkning i prosjektene i %(year)s") % {"year": now.year},
            [_("Hvem"), _("Ganger"), _("Personer")],
            [
                [group.label, *(number(n) for n in now.groups[group])]
                for group in Group
                if group in now.groups
            ],
            figures=(1, 2),
            note=_(
                "Personer er talt der antallet er skrevet ned. Samme person kan være talt flere "
                "ganger."
            ),
        ),
    ]


PART = Part(
    "folk",
    gettext_lazy("Folk som har vært med"),
    gettext_lazy("Idéer, prosjekter og medvirkning i antall, aldri med navn."),
    read,
    write,
)
