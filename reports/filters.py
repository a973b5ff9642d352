"""What the list of cases can be narrowed by, and sorted by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.search.queries import clean, tsquery
from organisation.search.words import split_words
from organisation.web.lists import Sort
from reports.lifecycle import CaseKind, CaseState
from reports.models import BoardCase, CaseStop, Committee

SORTS = (
    Sort("nyest", _("Nyest"), ("-created_at",)),
    Sort("tittel", _("Tittel"), ("title_key",)),
)


def committees_of(request: Any) -> QuerySet[Committee]:
    return Committee.objects.visible_to(request.user).active().order_by("name_key", "pk")


class CommitteeFilter(django_filters.ModelChoiceFilter):
    """Cases that go to this committee."""

    def filter(self, rows: QuerySet[BoardCase], committee: Committee | None) -> Any:
        if committee is None:
            return rows
        stops = CaseStop.objects.filter(case=OuterRef("pk"), committee=committee)
        return rows.filter(Exists(stops))


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i sakene"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    tilstand = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Tilstand"),
        choices=CaseState.choices,
        empty_label=_("Alle tilstander"),
    )
    saksslag = django_filters.ChoiceFilter(
        field_name="kind",
        label=_("Saksslag"),
        choices=CaseKind.choices,
        empty_label=_("Alle slag"),
    )
    utvalg = CommitteeFilter(
        label=_("Utvalg"), queryset=committees_of, empty_label=_("Alle utvalg")
    )

    class Meta:
        model = BoardCase
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet[BoardCase], name: str, value: str) -> QuerySet[BoardCase]:
        query = clean(value)
        if not split_words(query):
            return rows
        return rows.filter(tsv=tsquery(query)) | rows.filter(archive_case__iexact=query)
