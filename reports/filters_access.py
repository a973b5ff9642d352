"""What the table of laws and the list of requests for access can be narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from reports.lifecycle.access import AccessState
from reports.models import AccessRequest, LegalBasis
from reports.queries.legal_basis import in_force


class LegalBasisFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(
        label=_("Vis"),
        method="held",
        empty_label=_("Alle hjemler"),
        choices=[("gjelder", _("Gjelder i dag")), ("ikke", _("Gjelder ikke i dag"))],
    )

    class Meta:
        model = LegalBasis
        fields: tuple[str, ...] = ()

    def held(self, rows: QuerySet[LegalBasis], name: str, value: str) -> QuerySet[LegalBasis]:
        return rows.filter(in_force() if value == "gjelder" else ~in_force())


class AccessRequestFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i innsynskrav"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    tilstand = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Tilstand"),
        choices=AccessState.choices,
        empty_label=_("Alle tilstander"),
    )

    class Meta:
        model = AccessRequest
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet[AccessRequest], name: str, value: str) -> Any:
        words = value.strip()
        return rows.filter(Q(asked_by__icontains=words) | Q(text__icontains=words))
