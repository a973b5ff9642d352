"""What somebody has chosen to look at, all of it in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, CharField, Count, F, Func, Value
from django.http import QueryDict
from django.urls import reverse

from organisation.people.models import Person, Unit
from organisation.web.pages import Request
from portfolio.filters import ONGOING, UNDER_WAY, ProjectFilter
from portfolio.models import Project
from portfolio.models.project import ProjectQuerySet
from portfolio.overview.lines import annotated

# What ideas have in common with projects; the other filters say nothing of an idea.
OF_IDEAS = ("unit", "service_area", "challenge", "year")


class IsAmong(Func):
    """Whether a column is one of many ids, which travel as one array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, ids: Sequence[int]) -> None:
        super().__init__(F(column), Value(list(ids), output_field=ArrayField(BigIntegerField())))


@dataclass(frozen=True)
class Chip:
    """One filter in use, in words, and the address without it."""

    label: str
    words: str
    url: str


@dataclass(frozen=True)
class Ignored:
    """A filter in the address that could not be understood."""

    label: str
    value: str


@dataclass(frozen=True)
class Looser:
    """How many projects there would be without one of the filters."""

    chip: Chip
    count: int


class Selection:
    """The projects `person` has chosen among those they may see, on the day `on`.

    Has what `list_filters` asks of a listing, so that the same form stands over the dashboard and
    over the list of projects.
    """

    sorts: Sequence[Any] = ()

    def __init__(self, request: Request, *, on: date) -> None:
        self.request, self.on = request, on
        self.person: Person = request.user
        self.params: QueryDict = request.GET
        self.visible = annotated(Project.objects.visible_to(self.person), "status")
        self.filter = ProjectFilter(request.GET, queryset=self.visible, request=request, on=on)
        self.form.full_clean()

    @property
    def form(self) -> Any:
        return self.filter.form

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters that are in use and can be read, by name."""
        errors = self.form.errors
        return {
            name: str(self.params[name])
            for name in self.filter.filters
            if self.params.get(name) and name not in errors
        }

    @cached_property
    def ignored(self) -> list[Ignored]:
        return [
            Ignored(str(self.form.fields[name].label), str(self.params.get(name))[:80])
            for name in self.form.errors
            if name in self.form.fields
        ]

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @cached_property
    def projects(self) -> ProjectQuerySet:
        """Those that are left, with what the overview's status reads."""
        rows: ProjectQuerySet = self.filter.qs if self.chosen else self.visible
        return rows

    # --- The form -------------------------------------------------------------------------------

    @property
    def fields(self) -> tuple[list[Any], list[Any]]:
        folded = self.filter.folded
        fields = self.form.visible_fields()
        return (
            [field for field in fields if field.name not in folded],
            [field for field in fields if field.name in folded],
        )

    @property
    def is_unfolded(self) -> bool:
        return not set(self.chosen).isdisjoint(self.filter.folded)

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(
                label=str(self.form.fields[name].label),
                words=self.words_of(name),
                url=self.here(**{name: None}),
            )
            for name in self.chosen
        ]

    def words_of(self, name: str) -> str:
        """What the chosen value of a filter is called."""
        value = self.chosen[name]
        choices = getattr(self.form.fields[name], "choices", ())
        found = next((str(words) for key, words in choices if str(key) == value), value)
        return found.strip().lstrip("\N{NO-BREAK SPACE}")

    # --- Addresses ------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The filters in use, for an address that another page can read."""
        return urlencode(self.chosen)

    def here(self, **changes: str | None) -> str:
        """This page with other parameters; None takes one away."""
        params = self.params.copy()
        for name, value in changes.items():
            params.pop(name, None)
            if value is not None:
                params[name] = value
        query = params.urlencode()
        return f"?{query}" if query else self.request.path

    @property
    def cleared_url(self) -> str:
        return self.here(**dict.fromkeys((*self.chosen, *(each for each in self.form.errors))))

    def url(self, name: str, *args: Any, **more: str | int) -> str:
        """The page `name` with the same projects, narrowed further by `more`."""
        query = urlencode({**self.chosen, **more})
        path = reverse(name, args=args)
        return f"{path}?{query}" if query else path

    @property
    def back(self) -> str:
        """The dashboard of the same projects."""
        return self.url("portfolio:dashboard")

    @property
    def ongoing(self) -> str:
        """The state that leaves those under way, together with what is chosen already."""
        state = self.chosen.get("state", "")
        return state if state in UNDER_WAY else ONGOING

    def under_way(self, **more: str | int) -> str:
        """The list of the projects that are under way, narrowed by `more`."""
        return self.url("portfolio:project_list", **{"state": self.ongoing, **more})

    # --- What is chosen, for other rows than projects ---------------------------------------------

    @property
    def year(self) -> int | None:
        return int(self.chosen["year"]) if "year" in self.chosen else None

    @property
    def fund(self) -> int | None:
        return int(self.chosen["fund"]) if "fund" in self.chosen else None

    @property
    def unit_path(self) -> str:
        """The place in the tree of the chosen unit; empty when none is chosen."""
        value = self.chosen.get("unit", "")
        return next((path for pk, _w, path in self.filter.options["unit"] if pk == value), "")

    @cached_property
    def units(self) -> dict[str, tuple[str, str]]:
        """Path → (id, name) of the units one may choose between; asks nothing more."""
        return {
            path: (pk, words.strip("\N{NO-BREAK SPACE}"))
            for pk, words, path in self.filter.options["unit"]
        }

    def of_ideas(self, ideas: Any) -> Any:
        """`ideas` narrowed by the filters that ideas know of."""
        if self.unit_path:
            below = Unit.objects.filter(path__below=self.unit_path).values("pk")
            ideas = ideas.filter(unit__in=below)
        for name in ("service_area", "challenge"):
            if name in self.chosen:
                ideas = ideas.filter(**{name: int(self.chosen[name])})
        if self.year:
            ideas = ideas.filter(submitted_at__year=self.year)
        return ideas

    @property
    def narrows_ideas(self) -> bool:
        """A filter is in use that says nothing of ideas, so they are not narrowed by it."""
        return not set(self.chosen) <= set(OF_IDEAS)

    # --- When nothing is left ---------------------------------------------------------------------

    def looser(self) -> list[Looser]:
        """What each filter hides alone, for those that hide something; one query."""
        counts = []
        for name in self.chosen:
            rest = {key: value for key, value in self.chosen.items() if key != name}
            found = ProjectFilter(
                QueryDict(urlencode(rest)),
                queryset=self.visible,
                request=self.request,
                on=self.on,
            )
            rows = (found.qs if rest else self.visible).order_by()
            counts.append(
                rows.values(which=Value(name, output_field=CharField())).annotate(n=Count("pk"))
            )
        if not counts:
            return []
        found_by = {row["which"]: row["n"] for row in counts[0].union(*counts[1:], all=True)}
        names = list(self.chosen)
        loose = [
            Looser(chip, found_by[name])
            for name, chip in zip(names, self.chips, strict=True)
            if found_by.get(name)
        ]
        return sorted(loose, key=lambda each: -each.count)
