"""What somebody has chosen to look at, all of it in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, CharField, Count, F, Func, Q, Value
from django.http import QueryDict
from django.urls import reverse

from organisation.people.models import Person
from organisation.web.lists import PAGE, FilterForm
from organisation.web.pages import Request
from organisation.web.several import SeveralFilter
from portfolio.filters import ONGOING, UNDER_WAY, ProjectFilter, below_any, states_of
from portfolio.models import Project
from portfolio.models.project import ProjectQuerySet

# What ideas have in common with projects; the other filters say nothing of an idea.
OF_IDEAS = ("unit", "service_area", "challenge", "year")
MOST_IGNORED = 5  # that are named in the notice


class IsAmong(Func):
    """Whether a column is one of many ids, which travel as the text of one array."""

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " = ANY("
    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, ids: str) -> None:
        super().__init__(F(column), Value(ids))


@dataclass(frozen=True)
class Chip:
    """One value of a filter in use, in words, and the address without it."""

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
    """How many projects there would be without one of the filters, whatever its values."""

    chip: Chip
    count: int


class Selection(FilterForm):
    """The projects `person` has chosen among those they may see, on the day `on`."""

    sorts: Sequence[Any] = ()
    filterset: type[ProjectFilter] = ProjectFilter

    def __init__(self, request: Request, *, on: date) -> None:
        self.request, self.on = request, on
        self.bare_url = request.path  # the page with nothing chosen
        self.person: Person = request.user
        self.params: QueryDict = request.GET
        self.visible = self.seen()
        self.filter = self.filterset(request.GET, queryset=self.visible, request=request, on=on)
        self.form.full_clean()

    def seen(self) -> ProjectQuerySet:
        """All there is to choose among."""
        return Project.objects.visible_to(self.person)

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """The values of each filter in use that can be read, by the filter's name."""
        errors, used = self.form.errors, self.filter.data
        found = {
            name: used.getlist(name) if isinstance(each, SeveralFilter) else [used.get(name, "")]
            for name, each in self.filter.filters.items()
            if name not in errors
        }
        return {name: [*map(str, values)] for name, values in found.items() if any(values)}

    @cached_property
    def ignored(self) -> list[Ignored]:
        fields = self.form.fields
        unread = [(name, str(self.params.get(name))) for name in self.form.errors if name in fields]
        return [
            Ignored(str(fields[name].label), value[:80])
            for name, value in (*self.filter.unread, *unread)[:MOST_IGNORED]
        ]

    @cached_property
    def projects(self) -> ProjectQuerySet:
        """Those that are left."""
        rows: ProjectQuerySet = self.filter.qs if self.chosen else self.visible
        return rows

    # --- The form -------------------------------------------------------------------------------

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(
                label=str(self.form.fields[name].label),
                words=self.words_of(name, value),
                url=self.here(**{name: [each for each in values if each != value]}),
            )
            for name, values in self.chosen.items()
            for value in values
        ]

    @property
    def labels(self) -> list[str]:
        """What the filters in use are called."""
        return [str(self.form.fields[name].label) for name in self.chosen]

    def words_of(self, name: str, value: str) -> str:
        """What a chosen value of a filter is called."""
        choices = getattr(self.form.fields[name], "choices", ())
        found = next((str(words) for key, words in choices if str(key) == value), value)
        return found.strip().lstrip("\N{NO-BREAK SPACE}")

    # --- Addresses ------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The filters in use, for an address that another page can read."""
        return urlencode(self.chosen, doseq=True)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same, for a form that is to keep them."""
        return [(name, value) for name, values in self.chosen.items() for value in values]

    def here(self, **changes: Sequence[str]) -> str:
        """This page from its beginning, with other values; none of them takes a filter away."""
        params = self.params.copy()
        params.pop(PAGE, None)
        for name, values in changes.items():
            params.setlist(name, list(values))
        query = params.urlencode()
        return f"?{query}" if query else self.bare_url

    @property
    def cleared_url(self) -> str:
        return self.here(**{name: [] for name in self.filter.filters if name in self.params})

    def url(self, name: str, *args: Any, **more: str | int) -> str:
        """The page `name` with the same projects, narrowed further by `more`."""
        query = urlencode({**self.chosen, **more}, doseq=True)
        path = reverse(name, args=args)
        return f"{path}?{query}" if query else path

    @property
    def back(self) -> str:
        """The dashboard of the same projects."""
        return self.url("portfolio:dashboard")

    @property
    def changes(self) -> str:
        """What has changed in the same projects."""
        return self.url("portfolio:changes")

    @property
    def ongoing(self) -> str:
        """The state that leaves those under way, together with what is chosen already."""
        chosen = [state for state in states_of(self.chosen.get("state", ())) if state in UNDER_WAY]
        return chosen[0] if len(chosen) == 1 else ONGOING

    def under_way(self, **more: str | int) -> str:
        """The list of the projects that are under way, narrowed by `more`."""
        return self.url("portfolio:project_list", **{"state": self.ongoing, **more})

    # --- What is chosen, for other rows than projects ---------------------------------------------

    @property
    def years(self) -> list[int]:
        """The chosen years, the first first."""
        return sorted(int(year) for year in self.chosen.get("year", ()))

    @property
    def funds(self) -> list[int]:
        return [int(fund) for fund in self.chosen.get("fund", ())]

    @cached_property
    def unit_paths(self) -> list[str]:
        """The places in the tree of the chosen units, none of them below another."""
        carrier = self.chosen.get("carrier", [""])[0].lstrip("=")
        chosen = [carrier] if carrier else self.chosen.get("unit", ())
        return self.filter.paths_of(chosen)

    @cached_property
    def units(self) -> dict[str, tuple[str, str]]:
        """Path → (id, name) of the units one may choose between; asks nothing more."""
        return {
            path: (pk, words.strip("\N{NO-BREAK SPACE}"))
            for pk, words, path in self.filter.options("unit")
        }

    def of_ideas(self, ideas: Any) -> Any:
        """`ideas` narrowed by the filters that ideas know of."""
        if paths := self.filter.paths_of(self.chosen.get("unit", ())):
            ideas = ideas.filter(unit__in=below_any(paths))
        for name in ("service_area", "challenge"):
            if name in self.chosen:
                ideas = ideas.filter(**{f"{name}__in": self.chosen[name]})
        if self.years:
            came = Q(pk__in=())
            for year in self.years:
                came |= Q(submitted_at__year=year)
            ideas = ideas.filter(came)
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
            rest = {key: values for key, values in self.chosen.items() if key != name}
            found = self.filterset(
                QueryDict(urlencode(rest, doseq=True)),
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
        loose = [
            Looser(
                Chip(
                    label=str(self.form.fields[name].label),
                    words=", ".join(self.words_of(name, value) for value in values),
                    url=self.here(**{name: []}),
                ),
                found_by[name],
            )
            for name, values in self.chosen.items()
            if found_by.get(name)
        ]
        return sorted(loose, key=lambda each: -each.count)
