"""What a list of ideas can be narrowed by, and sorted by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import OFFERED_OUTCOMES, OPEN_STATES, State
from ideas.models import Idea
from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from organisation.people.models import ServiceArea, Unit
from organisation.search.queries import clean, ranked
from organisation.search.words import split_words
from organisation.web.lists import Sort

SORTS = (
    Sort("nyest", _("Nyest"), ("-submitted_at",)),
    Sort("frist", _("Svarfrist"), ("promised_by",)),
    Sort("tittel", _("Tittel"), ("title_key",)),
)
# Only when something was searched for.
BY_RELEVANCE = Sort("treff", _("Best treff"), ("-rank",))

MINE = (("meg", _("Mine idéer")), ("behandler", _("Jeg behandler")))
HANDLERS = (("meg", _("Meg")), ("ingen", _("Ingen")))


def units_of(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.user).active().in_tree_order()


def areas_of(request: Any) -> QuerySet[ServiceArea]:
    return ServiceArea.objects.visible_to(request.user).active().order_by("name_key", "pk")


def campaigns_of(request: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user).order_by("-opens_at", "pk")


def challenges_of(request: Any) -> QuerySet[Challenge]:
    return Challenge.objects.visible_to(request.user).order_by("title_key", "pk")


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit and everything below it."""

    def filter(self, rows: QuerySet[Idea], unit: Unit | None) -> QuerySet[Idea]:
        if unit is None:
            return rows
        below = Unit.objects.filter(pk=OuterRef("unit"), path__below=unit.path)
        return rows.filter(Exists(below))


class IdeaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i idéene"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    enhet = UnitFilter(label=_("Enhet"), queryset=units_of, empty_label=_("Alle enheter"))
    omrade = django_filters.ModelChoiceFilter(
        field_name="service_area",
        label=_("Tjenesteområde"),
        queryset=areas_of,
        empty_label=_("Alle områder"),
    )
    tilstand = django_filters.ChoiceFilter(
        field_name="state", label=_("Tilstand"), choices=State, empty_label=_("Alle tilstander")
    )
    utfall = django_filters.ChoiceFilter(
        field_name="outcome",
        label=_("Utfall"),
        empty_label=_("Alle utfall"),
        choices=[(outcome.value, outcome.label) for outcome in OFFERED_OUTCOMES],
    )
    vis = django_filters.ChoiceFilter(
        label=_("Vis"), method="mine", choices=MINE, empty_label=_("Alles idéer")
    )

    idesok = django_filters.ModelChoiceFilter(
        field_name="campaign",
        label=_("Idésøk"),
        queryset=campaigns_of,
        empty_label=_("Alle idésøk"),
    )
    floke = django_filters.ModelChoiceFilter(
        field_name="challenge",
        label=_("Floke"),
        queryset=challenges_of,
        empty_label=_("Alle floker"),
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    folded = ("idesok", "floke")

    def search(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        if not split_words(clean(value)):
            return rows
        return ranked(rows, clean(value), headline=("need", "proposal"))

    def mine(self, rows: Any, name: str, value: str) -> QuerySet[Idea]:
        if value == "meg":
            return rows.by_author(self.request.user)
        return rows.filter(handler=self.request.user)


class TriageFilter(django_filters.FilterSet):
    """The work view is narrowed by what an adviser divides the work by."""

    q = IdeaFilter.base_filters["q"]
    enhet = IdeaFilter.base_filters["enhet"]
    tilstand = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Tilstand"),
        empty_label=_("Uten svar"),
        choices=[(state.value, state.label) for state in OPEN_STATES],
    )
    behandler = django_filters.ChoiceFilter(
        label=_("Behandler"), method="handled_by", choices=HANDLERS, empty_label=_("Alle")
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    search = IdeaFilter.search

    def handled_by(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        return rows.filter(handler=self.request.user if value == "meg" else None)
