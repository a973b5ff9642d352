"""How the list of projects is narrowed down."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.search.queries import tsquery
from organisation.web.pages import Request
from portfolio.lifecycle import PhaseKind, PhaseState, ProjectKind, ProjectState
from portfolio.models import Project


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i prosjektene"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        label=_("Tilstand"), choices=ProjectState, empty_label=_("Alle")
    )
    phase = django_filters.ChoiceFilter(
        label=_("Fase nå"), choices=PhaseKind, empty_label=_("Alle"), method="in_phase"
    )
    kind = django_filters.ChoiceFilter(label=_("Slag"), choices=ProjectKind, empty_label=_("Alle"))
    mine = django_filters.ChoiceFilter(
        label=_("Vis"),
        choices=[("1", _("Mine"))],
        empty_label=_("Alle prosjekter"),
        method="only_mine",
    )

    class Meta:
        model = Project
        fields = ("q", "state", "phase", "kind", "mine")

    request: Request

    def search(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(Q(tsv=tsquery(value)) | Q(number=value.strip()))

    def in_phase(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(phases__kind=value, phases__state=PhaseState.RUNNING)

    def only_mine(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        mine = Project.objects.of_person(self.request.user).values("pk")
        return rows.filter(pk__in=mine)
