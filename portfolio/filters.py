"""How projects are narrowed down: in their list, and on the dashboard."""

from collections import defaultdict
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from django.utils.translation import gettext_lazy as _

from ideas.models.challenge import Challenge
from organisation import days
from organisation.people.models import Person, ServiceArea, StrategyGoal, Unit
from organisation.search.queries import tsquery
from organisation.web.pages import Request
from portfolio.lifecycle import PhaseState, Profile, ProjectKind, ProjectState
from portfolio.lifecycle.status import STALE, Light
from portfolio.models import Entry, Fund, Phase, PhaseModelPhase, Programme, Project, Tag

ONGOING = "ongoing"
UNDER_WAY = (ProjectState.RUNNING, ProjectState.PAUSED)
# What the options of the choices are, as (value, words, path of a unit), by the filter's name.
Options = dict[str, list[tuple[str, str, str]]]


def options_for(person: Person) -> Options:
    """What there is to choose between among the projects `person` may see, in one query."""
    return person.once("portfolio.options", lambda: read_options(person))


def sources_of(person: Person) -> list[tuple[str, QuerySet[Any], Any, Any, Any]]:
    """Each choice: its name, the rows, and what is value, words and order of a row."""
    seen = Project.objects.visible_to(person)

    def of_some(**way: Any) -> Exists:
        """Asks for one project only, so that it costs little however many there are."""
        return Exists(seen.filter(**way))

    phases = PhaseModelPhase.objects.filter(
        Exists(Phase.objects.filter(kind=OuterRef("key"), project__in=seen)),
        model__district__in=person.grants.districts,
    )
    own = OuterRef("pk")
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
        ("tag", Tag.objects.filter(of_some(tag_links__tag=own)), "pk", "name", "name_key"),
        ("leader", Person.objects.filter(of_some(leader=own)), "pk", "name", "name_key"),
        ("owner", Person.objects.filter(of_some(owner=own)), "pk", "name", "name_key"),
        (
            "service_area",
            ServiceArea.objects.filter(of_some(service_area=own)),
            "pk",
            "name",
            "name_key",
        ),
        (
            "goal",
            StrategyGoal.objects.filter(of_some(strategy_links__goal=own)),
            "pk",
            Concat("number", Value(" "), "text"),
            Concat("strategy", Value("."), "number"),
        ),
        (
            "challenge",
            Challenge.objects.filter(of_some(challenge=own)),
            "pk",
            "title",
            "title_key",
        ),
        ("fund", Fund.objects.visible_to(person), "pk", "name", "name_key"),
        ("year", seen, Substr("number", 1, 4), Substr("number", 1, 4), Substr("number", 1, 4)),
    ]


def read_options(person: Person) -> Options:
    parts = [
        rows.order_by().values_list(
            Value(name, output_field=CharField()),
            Cast(value, TextField()),
            Cast(words, TextField()),
            Cast(order, TextField()),
        )
        for name, rows, value, words, order in sources_of(person)
    ]
    found: Options = defaultdict(list)
    taken: set[tuple[str, str]] = set()
    for name, value, words, order in sorted(parts[0].union(*parts[1:]), key=lambda row: row[3]):
        if (name, value) in taken:
            continue  # a phase has one place in each phase model; the first counts
        taken.add((name, value))
        indent = "\N{NO-BREAK SPACE}" * 2 * order.count(".") if name == "unit" else ""
        found[name].append((value, f"{indent}{words}", order))
    return found


def choice(label: Any, *, everything: Any, method: str | None = None, **extra: Any) -> Any:
    """A choice whose options are filled in when the list is asked for."""
    return django_filters.ChoiceFilter(
        label=label, choices=(), empty_label=everything, method=method, **extra
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
    unit = choice(_("Enhet"), everything=_("Alle enheter"), method="in_unit")
    state = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        choices=[(ONGOING, _("Pågår, også på vent")), *ProjectState.choices],
        empty_label=_("Alle"),
        method="in_state",
    )
    light = django_filters.ChoiceFilter(
        label=_("Samlet lys"),
        choices=[*Light.choices, (STALE, _("Utdatert")), ("none", _("Ingen rapport"))],
        empty_label=_("Alle"),
        method="with_light",
    )
    phase = choice(_("Fase nå"), everything=_("Alle"), method="in_phase")
    kind = django_filters.ChoiceFilter(label=_("Slag"), choices=ProjectKind, empty_label=_("Alle"))
    profile = django_filters.ChoiceFilter(label=_("Profil"), choices=Profile, empty_label=_("Alle"))
    programme = choice(_("Program"), everything=_("Alle"))
    service_area = choice(_("Tjenesteområde"), everything=_("Alle"))
    tag = choice(_("Emneord"), everything=_("Alle"), method="tagged")
    owner = choice(_("Prosjekteier"), everything=_("Alle"))
    leader = choice(_("Prosjektleder"), everything=_("Alle"))
    goal = choice(_("Planmål"), everything=_("Alle"), method="towards")
    challenge = choice(_("Floke"), everything=_("Alle"))
    fund = choice(_("Fond"), everything=_("Alle"), method="paid_by")
    year = choice(_("År"), everything=_("Alle"), method="in_year")
    report = django_filters.ChoiceFilter(
        label=_("Statusrapport"),
        choices=[("over", _("Over fristen"))],
        empty_label=_("Alle"),
        method="with_report",
    )
    # What the figures and charts of the dashboard lead to; nobody looks for these in a form.
    carrier = choice(
        _("Enheten som eier"), everything="", method="carried_by", widget=forms.HiddenInput
    )
    reached = choice(_("Har nådd"), everything="", method="has_reached", widget=forms.HiddenInput)

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

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        """`on` is the day the lights and reports are judged by; else the day that is shown."""
        super().__init__(*args, **kwargs)
        self.on = on or days.today()
        self.options = options_for(self.request.user)
        for name in self.filled_in:
            self.filters[name].extra["choices"] = [
                (value, words) for value, words, _order in self.options[name]
            ]
        self.filters["year"].extra["choices"].reverse()
        units = self.filters["unit"].extra["choices"]
        # A unit with those below it, or "=" and the unit itself.
        self.filters["carrier"].extra["choices"] = [
            *units,
            *((f"={value}", words) for value, words in units),
        ]
        self.filters["reached"].extra["choices"] = self.filters["phase"].extra["choices"]

    def search(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(Q(tsv=tsquery(value)) | Q(number=value.strip()))

    def in_unit(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """The unit with all below it, as the one that carries the project or takes part."""
        path = next((path for pk, _words, path in self.options["unit"] if pk == value), "")
        below = Unit.objects.filter(path__below=path).values("pk")
        taking_part = Project.objects.filter(taking_part__unit__in=below).values("pk")
        return rows.filter(Q(unit__in=below) | Q(pk__in=taking_part))

    def carried_by(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """The unit with all below it, only as the one that carries the project."""
        if value.startswith("="):
            return rows.filter(unit=int(value[1:]))
        path = next((path for pk, _words, path in self.options["unit"] if pk == value), "")
        return rows.filter(unit__path__below=path)

    def in_state(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        states = UNDER_WAY if value == ONGOING else (value,)
        return rows.filter(state__in=states)

    def has_reached(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        reached = Phase.objects.filter(kind=value, state__in=(PhaseState.RUNNING, PhaseState.DONE))
        return rows.filter(pk__in=reached.values("project"))

    def towards(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(strategy_links__goal=int(value))

    def paid_by(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        paid = Entry.objects.known().filter(fund_year__fund=int(value))
        return rows.filter(pk__in=paid.values("project"))

    def in_year(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """Begun that year, worked on in it, planned for it, or with money in it."""
        year = int(value)
        first, last = date(year, 1, 1), date(year, 12, 31)
        phases = Phase.objects.annotate(
            begins=Coalesce("actual_start", "planned_start"),
            ends=Coalesce("actual_end", "planned_end"),
        ).filter(
            Q(begins__lte=last),
            Q(ends__gte=first) | Q(ends=None, state=PhaseState.RUNNING),
        )
        paid = Entry.objects.known().filter(fund_year__year=year)
        return rows.filter(
            Q(number__startswith=f"{value}-")
            | Q(pk__in=phases.values("project"))
            | Q(pk__in=paid.values("project"))
        )

    def with_report(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(status_schedule__due_on__lt=self.on)

    def in_phase(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(phases__kind=value, phases__state=PhaseState.RUNNING)

    def with_light(self, rows: Any, name: str, value: str) -> Any:
        """As it is shown: a light that is too old is out of date, whatever it was.

        `status_overall` stands on the rows.
        """
        if value == "none":
            return rows.filter(status_overall=None)
        is_stale = Q(status_schedule__stale_from__lte=self.on)
        if value == STALE:
            return rows.filter(is_stale).exclude(status_overall=None)
        fresh = Q(status_schedule__stale_from=None) | Q(status_schedule__stale_from__gt=self.on)
        return rows.filter(fresh, status_overall=value)

    def tagged(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(tag_links__tag=int(value))

    def only_mine(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        mine = Project.objects.of_person(self.request.user).values("pk")
        return rows.filter(pk__in=mine)
