"""How projects are narrowed down: in their list, and on the dashboard."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ideas.models.challenge import Challenge
from organisation import days
from organisation.people.models import Person, ServiceArea, StrategyGoal, Unit
from organisation.search.queries import tsquery
from organisation.web.lists import UNFOLD
from organisation.web.pages import Request
from organisation.web.several import SeveralFilter, readable
from portfolio.lifecycle import PhaseState, Profile, ProjectKind, ProjectState
from portfolio.lifecycle.status import STALE, Light
from portfolio.models import (
    Entry,
    Fund,
    FundYear,
    Phase,
    PhaseModelPhase,
    Programme,
    Project,
    ProjectStrategyGoal,
    ProjectTag,
    StatusReport,
    Tag,
)
from portfolio.queries.once import summed

ONGOING, UNREPORTED = "ongoing", "none"
UNDER_WAY = (ProjectState.RUNNING, ProjectState.PAUSED)
# When a phase began and ended, or shall.
BEGINS = Coalesce("actual_start", "planned_start")
ENDS = Coalesce("actual_end", "planned_end")
# Runs until today, whatever was planned.
RUNS = Q(state=PhaseState.RUNNING, actual_end=None)
# What the options of the choices are, as (value, words, path of a unit), by the filter's name.
Options = dict[str, list[tuple[str, str, str]]]


def states_of(chosen: Iterable[str]) -> list[str]:
    """The states behind the choices; one of the choices is two of them."""
    both = [[*UNDER_WAY] if each == ONGOING else [each] for each in chosen]
    return list(dict.fromkeys(str(state) for states in both for state in states))


def below_any(paths: Iterable[str]) -> QuerySet[Unit, Any]:
    """Ids of the units at these places in the tree, and of all below them."""
    wanted = Q(pk__in=())
    for path in paths:
        wanted |= Q(path__below=path)
    return Unit.objects.filter(wanted).values("pk")


def years_of(spans: Iterable[tuple[str, str, str]], on: date) -> list[tuple[str, str]]:
    """The years in which a project is numbered, runs, is planned or has money; newest first.

    A span is the years of a phase, `2014-2016`; one that is open runs until `on`.
    """
    years: set[int] = set()
    for value, _words, _order in spans:
        first, _dash, last = value.partition("-")
        years.update(range(int(first), min(int(last or on.year), on.year + 10) + 1))
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


# What all choices need of the projects somebody has seen, found once: `read_options` puts the
# table `seen` before them.
SEEN = ("pk", "number", "leader", "owner", "service_area", "challenge")
# Where projects tell of years, as `first-last`: the number and the phases.
YEARS = """
    SELECT 'year', span, span, span FROM (
        SELECT DISTINCT left(number, 4) || '-' || left(number, 4) FROM seen
        UNION
        SELECT unnest(ARRAY[begins || '-' || coalesce(ends::text, ''),
                            CASE WHEN runs THEN begins || '-' END])
          FROM (
            SELECT DISTINCT extract(year FROM coalesce(actual_start, planned_start))::int,
                   extract(year FROM coalesce(actual_end, planned_end))::int,
                   state = 'running' AND actual_start IS NOT NULL AND actual_end IS NULL
              FROM portfolio_phase WHERE project_id IN (SELECT pk FROM seen)
        ) AS phase (begins, ends, runs) WHERE begins IS NOT NULL
    ) AS told (span) WHERE span IS NOT NULL
"""


def of_seen(column: str) -> RawSQL:
    """What stands in a column of the projects that are seen."""
    return RawSQL(f"SELECT {column} FROM seen", ())


def sources_of(person: Person) -> list[tuple[str, QuerySet[Any], Any, Any, Any]]:
    """Each choice: its name, the rows, and what is value, words and order of a row.

    The years of numbers and phases come besides; those of money are of all in the funds one sees.
    """
    phases = PhaseModelPhase.objects.filter(
        Exists(Phase.objects.filter(kind=OuterRef("key"), project__in=of_seen("pk"))),
        model__district__in=person.grants.districts,
    )
    paid = FundYear.objects.visible_to(person)
    span = Concat(Cast("year", CharField()), Value("-"), Cast("year", CharField()))
    tagged = ProjectTag.objects.filter(project__in=of_seen("pk")).values("tag")
    aimed = ProjectStrategyGoal.objects.filter(project__in=of_seen("pk")).values("goal")
    return [
        ("unit", Unit.objects.visible_to(person).active(), "pk", "name", "path"),
        ("phase", phases, "key", "name", "position"),
        (
            "programme",
            Programme.objects.filter(district__in=person.grants.districts),
            "pk",
            "title",
            "title_key",
        ),
        ("tag", Tag.objects.filter(pk__in=tagged), "pk", "name", "name_key"),
        ("leader", Person.objects.filter(pk__in=of_seen("leader")), "pk", "name", "name_key"),
        ("owner", Person.objects.filter(pk__in=of_seen("owner")), "pk", "name", "name_key"),
        (
            "service_area",
            ServiceArea.objects.filter(pk__in=of_seen("service_area")),
            "pk",
            "name",
            "name_key",
        ),
        (
            "goal",
            StrategyGoal.objects.filter(pk__in=aimed),
            "pk",
            Concat("number", Value(" "), "text"),
            Concat("strategy", Value("."), "number"),
        ),
        (
            "challenge",
            Challenge.objects.filter(pk__in=of_seen("challenge")),
            "pk",
            "title",
            "title_key",
        ),
        ("fund", Fund.objects.visible_to(person), "pk", "name", "name_key"),
        ("year", paid, span, span, span),
    ]


def read_options(person: Person, seen: QuerySet[Project], names: Collection[str]) -> Options:
    """What there is to choose between among the projects that `person` has `seen`; one query.

    Only of the choices in `names`.
    """
    parts = [
        rows.order_by().values_list(
            Value(name, output_field=CharField()),
            Cast(value, TextField()),
            Cast(words, TextField()),
            Cast(order, TextField()),
        )
        for name, rows, value, words, order in sources_of(person)
        if name in names
    ]
    statement, params = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    if "year" in names:
        statement = f"{statement} UNION ALL {YEARS}"
    rows = summed(seen, SEEN, statement, params, called="seen")
    found: Options = defaultdict(list)
    taken: set[tuple[str, str]] = set()
    for name, value, words, order in sorted(rows, key=lambda row: row[3]):
        if (name, value) in taken:
            continue  # a phase has one place in each phase model; the first counts
        taken.add((name, value))
        indent = "\N{NO-BREAK SPACE}" * 2 * order.count(".") if name == "unit" else ""
        found[name].append((value, f"{indent}{words}", order))
    return found


def choice(label: Any, *, method: str | None = None, choices: Any = ()) -> Any:
    """Several of many; options that are left out are filled in when the list is asked for."""
    return SeveralFilter(label=label, choices=choices, method=method)


def led_to(label: Any, *, method: str) -> Any:
    """What a figure or a bar leads to; nobody looks for it in a form."""
    return django_filters.ChoiceFilter(
        label=label, choices=(), method=method, widget=forms.HiddenInput
    )


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i prosjektene"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    mine = django_filters.ChoiceFilter(
        label=_("Vis"),
        choices=[("1", _("Mine"))],
        empty_label=_("Alle prosjekter"),
        method="only_mine",
    )
    unit = choice(_("Enhet"), method="in_unit")
    state = choice(
        _("Tilstand"),
        choices=[(ONGOING, _("Pågår, også på vent")), *ProjectState.choices],
        method="in_state",
    )
    light = choice(
        _("Samlet lys"),
        choices=[*Light.choices, (STALE, _("Utdatert")), (UNREPORTED, _("Ingen rapport"))],
        method="with_light",
    )
    phase = choice(_("Fase nå"), method="in_phase")
    kind = choice(_("Slag"), choices=ProjectKind.choices)
    profile = choice(_("Profil"), choices=Profile.choices)
    programme = choice(_("Program"))
    service_area = choice(_("Tjenesteområde"))
    tag = choice(_("Emneord"), method="tagged")
    owner = choice(_("Prosjekteier"))
    leader = choice(_("Prosjektleder"))
    goal = choice(_("Planmål"), method="towards")
    challenge = choice(_("Floke"))
    fund = choice(_("Fond"), method="paid_by")
    year = choice(_("År"), method="in_year")
    report = django_filters.ChoiceFilter(
        label=_("Statusrapport"),
        choices=[("over", _("Over fristen"))],
        empty_label=_("Alle"),
        method="with_report",
    )
    carrier = led_to(_("Enheten som eier"), method="carried_by")
    reached = led_to(_("Har nådd"), method="has_reached")

    class Meta:
        model = Project
        fields = (
            "q", "mine", "unit", "state", "light", "phase", "kind", "profile", "programme",
            "service_area", "tag", "owner", "leader", "goal", "challenge", "fund", "year",
            "report", "carrier", "reached",
        )  # fmt: skip

    request: Request
    folded = (
        "kind", "profile", "programme", "service_area", "tag", "owner", "leader", "goal",
        "challenge", "fund", "year", "report",
    )  # fmt: skip
    filled_in = (
        "unit", "phase", "programme", "service_area", "tag", "owner", "leader", "goal",
        "challenge", "fund", "year",
    )  # fmt: skip

    def __init__(self, data: QueryDict, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        """`on` is the day the lights and reports are judged by; else the day that is shown.

        `unread` is (name, value) of what in `data` is no choice; the rest is used.
        """
        super().__init__(data, *args, **kwargs)
        self.on = on or days.today()
        # Functions, which a form copies as they are; a method it would copy with all it holds.
        for name in (*self.filled_in, "carrier", "reached"):
            if name in self.filters:
                self.filters[name].extra["choices"] = lambda name=name: self.choices_of(name)
        self.data, self.unread = readable(self.filters, data)

    @property
    def holds_back(self) -> bool:
        """What is folded away is not shown before somebody asks: its choices cost the most."""
        return self.request.GET.keys().isdisjoint({*self.folded, UNFOLD})

    def options(self, name: str) -> list[tuple[str, str, str]]:
        """Read when a choice is shown or used, which a part of a page may never do."""
        everything = name in self.folded or not self.holds_back
        names = set(self.filled_in) - (set() if everything else set(self.folded))
        read = partial(read_options, self.request.user, self.seen(), names)
        # Read once a request.
        found: Options = self.request.user.once(f"{type(self).__name__}.{everything}", read)
        return found[name]

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        if name == "year":
            return years_of(self.options(name), self.on)
        if name == "carrier":
            # A unit with those below it, or "=" and the unit itself.
            units = self.choices_of("unit")
            return [*units, *((f"={value}", words) for value, words in units)]
        offered = self.options("phase" if name == "reached" else name)
        return [(value, words) for value, words, _order in offered]

    def seen(self) -> QuerySet[Project]:
        """The projects whose units, leaders, years and so on are offered."""
        return Project.objects.visible_to(self.request.user)

    def search(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(Q(tsv=tsquery(value)) | Q(number=value.strip()))

    def paths_of(self, values: Sequence[str]) -> list[str]:
        """The places in the tree of these units, without those below another of them."""
        paths = sorted(path for pk, _words, path in self.options("unit") if pk in values)
        return [path for path in paths if not any(path.startswith(f"{top}.") for top in paths)]

    def in_unit(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        """The units with all below them, as the one that carries the project or takes part."""
        below = below_any(self.paths_of(value))
        taking_part = Project.objects.filter(taking_part__unit__in=below).values("pk")
        return rows.filter(Q(unit__in=below) | Q(pk__in=taking_part))

    def carried_by(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """The unit with all below it, only as the one that carries the project."""
        if value.startswith("="):
            return rows.filter(unit=int(value[1:]))
        path = next((path for pk, _words, path in self.options("unit") if pk == value), "")
        return rows.filter(unit__path__below=path)

    def in_state(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        return rows.filter(state__in=states_of(value))

    def has_reached(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        reached = Phase.objects.filter(kind=value, state__in=(PhaseState.RUNNING, PhaseState.DONE))
        return rows.filter(pk__in=reached.values("project"))

    def towards(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        links = ProjectStrategyGoal.objects.filter(goal__in=map(int, value))
        return rows.filter(pk__in=links.values("project"))

    def paid_by(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        paid = Entry.objects.known().filter(fund_year__fund__in=map(int, value))
        return rows.filter(pk__in=paid.values("project"))

    def in_year(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        """Numbered or worked on that year, planned for it and still under way, or paid in it."""
        years = sorted(int(year) for year in value)
        ran = Q(pk__in=())
        for year in years:
            goes_on = RUNS if year <= self.on.year else Q(pk__in=())
            ran |= Q(begins__lte=date(year, 12, 31)) & (Q(ends__gte=date(year, 1, 1)) | goes_on)
        phases = Phase.objects.annotate(begins=BEGINS, ends=ENDS).filter(ran)
        phases = phases.exclude(state=PhaseState.SKIPPED)
        paid = Entry.objects.known().filter(fund_year__year__in=years)
        numbered = Q(pk__in=())
        for year in years:
            numbered |= Q(number__startswith=f"{year}-")
        # What was planned in a project that has ended, never came to be.
        worked_on = Q(pk__in=phases.exclude(actual_start=None).values("project"))
        ahead = Q(state__in=UNDER_WAY) & Q(pk__in=phases.values("project"))
        return rows.filter(numbered | worked_on | ahead | Q(pk__in=paid.values("project")))

    def with_report(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(status_schedule__due_on__lt=self.on)

    def in_phase(
        self, rows: QuerySet[Project], name: str, value: Sequence[str]
    ) -> QuerySet[Project]:
        now = Phase.objects.filter(kind__in=value, state=PhaseState.RUNNING)
        return rows.filter(pk__in=now.values("project"))

    def with_light(self, rows: Any, name: str, value: Sequence[str]) -> Any:
        """As it is shown: a light that is too old is out of date, whatever it was."""
        reports = StatusReport.objects.filter(project=OuterRef("pk")).newest_first()
        rows = rows.alias(last_light=Subquery(reports.values("overall_light")[:1]))
        fresh = Q(status_schedule__stale_from=None) | Q(status_schedule__stale_from__gt=self.on)
        lights = [each for each in value if each in Light.values]
        wanted = fresh & Q(last_light__in=lights)
        if STALE in value:
            wanted |= Q(status_schedule__stale_from__lte=self.on, last_light__isnull=False)
        if UNREPORTED in value:
            wanted |= Q(last_light=None)
        return rows.filter(wanted)

    def tagged(self, rows: QuerySet[Project], name: str, value: Sequence[str]) -> QuerySet[Project]:
        links = ProjectTag.objects.filter(tag__in=map(int, value))
        return rows.filter(pk__in=links.values("project"))

    def only_mine(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        mine = Project.objects.of_person(self.request.user).values("pk")
        return rows.filter(pk__in=mine)
