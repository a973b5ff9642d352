"""How the list of projects is narrowed down."""

from collections import defaultdict
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person, ServiceArea, Unit
from organisation.search.queries import tsquery
from organisation.web.pages import Request
from portfolio.lifecycle import PhaseState, Profile, ProjectKind, ProjectState
from portfolio.lifecycle.status import Light
from portfolio.models import Phase, Programme, Project, Tag

# What the options of the choices are, as (value, words, path of a unit), by the filter's name.
Options = dict[str, list[tuple[str, str, str]]]


def options_for(person: Person) -> Options:
    """What there is to choose between among the projects `person` may see, in one query."""
    return person.once("portfolio.options", lambda: read_options(person))


def read_options(person: Person) -> Options:
    seen = Project.objects.visible_to(person)
    phases = Phase.objects.filter(project__in=seen).order_by("position")
    sources: list[tuple[str, QuerySet[Any], str, str, str]] = [
        ("unit", Unit.objects.visible_to(person).active(), "pk", "name", "path"),
        ("phase", phases, "kind", "name", "kind"),
        (
            "programme",
            Programme.objects.filter(district__in=person.grants.districts),
            "pk",
            "title",
            "title_key",
        ),
        ("tag", Tag.objects.filter(project_links__project__in=seen), "pk", "name", "name_key"),
        ("leader", Person.objects.filter(led_projects__in=seen), "pk", "name", "name_key"),
        ("owner", Person.objects.filter(owned_projects__in=seen), "pk", "name", "name_key"),
        (
            "service_area",
            ServiceArea.objects.filter(projects__in=seen),
            "pk",
            "name",
            "name_key",
        ),
    ]
    parts = [
        rows.order_by().values_list(
            Value(name, output_field=CharField()),
            Cast(value, TextField()),
            Cast(words, TextField()),
            Cast(order, TextField()),
        )
        for name, rows, value, words, order in sources
    ]
    found: Options = defaultdict(list)
    for name, value, words, order in sorted(parts[0].union(*parts[1:]), key=lambda row: row[3]):
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
        label=_("Tilstand"), choices=ProjectState, empty_label=_("Alle")
    )
    light = django_filters.ChoiceFilter(
        label=_("Samlet lys"),
        choices=[*Light.choices, ("none", _("Ingen rapport"))],
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

    class Meta:
        model = Project
        fields = (
            "q", "mine", "unit", "state", "light", "phase", "kind", "profile", "programme",
            "service_area", "tag", "owner", "leader",
        )  # fmt: skip

    request: Request
    folded = ("kind", "profile", "programme", "service_area", "tag", "owner", "leader")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options_for(self.request.user)
        for name in ("unit", "phase", "programme", "service_area", "tag", "owner", "leader"):
            self.filters[name].extra["choices"] = [
                (value, words) for value, words, _order in self.options[name]
            ]

    def search(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(Q(tsv=tsquery(value)) | Q(number=value.strip()))

    def in_unit(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """The unit with all below it, as the one that carries the project or takes part."""
        path = next((path for pk, _words, path in self.options["unit"] if pk == value), "")
        below = Unit.objects.filter(path__below=path).values("pk")
        taking_part = Project.objects.filter(taking_part__unit__in=below).values("pk")
        return rows.filter(Q(unit__in=below) | Q(pk__in=taking_part))

    def in_phase(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(phases__kind=value, phases__state=PhaseState.RUNNING)

    def with_light(self, rows: Any, name: str, value: str) -> Any:
        """By the last report; `status_overall` stands on the rows."""
        if value == "none":
            return rows.filter(status_overall=None)
        return rows.filter(status_overall=value)

    def tagged(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(tag_links__tag=int(value))

    def only_mine(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        mine = Project.objects.of_person(self.request.user).values("pk")
        return rows.filter(pk__in=mine)
