"""How the list of documents is narrowed and sorted."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.files.models import Document, DocumentFormat
from organisation.files.queries import Stage
from organisation.web.forms import DAY_FORMATS, DayInput
from organisation.web.lists import Sort

SORTS = (
    Sort("nyest", _("Nyest"), ("-created_at",)),
    Sort("tittel", _("Tittel"), ("title",)),
    Sort("storrelse", _("Størrelse"), (F("size").desc(nulls_last=True),)),
)


def kinds() -> list[tuple[str, Any]]:
    return [(name, kind.title) for name, kind in registries.document_kinds.items()]


class DocumentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i titlene"),
        field_name="title",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    slag = django_filters.ChoiceFilter(
        label=_("Slag"), field_name="kind", choices=kinds, empty_label=_("Alle")
    )
    format = django_filters.ChoiceFilter(
        label=_("Format"), choices=DocumentFormat.choices, empty_label=_("Alle")
    )
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="stage", choices=Stage.choices, empty_label=_("Alle")
    )
    fra = django_filters.DateFilter(
        label=_("Fra dag"),
        field_name="created_at",
        lookup_expr="date__gte",
        widget=DayInput,
        input_formats=DAY_FORMATS,
    )
    til = django_filters.DateFilter(
        label=_("Til dag"),
        field_name="created_at",
        lookup_expr="date__lte",
        widget=DayInput,
        input_formats=DAY_FORMATS,
    )
    mine = django_filters.ChoiceFilter(
        label=_("Bestilt av"),
        choices=[("meg", _("Meg"))],
        method="ordered_by_me",
        empty_label=_("Alle"),
    )
    folded = ("fra", "til", "mine")

    class Meta:
        model = Document
        fields: list[str] = []

    def ordered_by_me(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return rows.filter(created_by=self.request.user)
