"""How the list of funds is narrowed down."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portfolio.lifecycle.money import FundKind
from portfolio.models.money import FundYear


class FundFilter(django_filters.FilterSet):
    navn = django_filters.CharFilter(
        field_name="fund__name", lookup_expr="icontains", label=_("Navn")
    )
    slag = django_filters.ChoiceFilter(
        field_name="fund__kind", choices=FundKind.choices, label=_("Slag"), empty_label=_("Alle")
    )
    ar = django_filters.NumberFilter(field_name="year", label=_("År"))

    class Meta:
        model = FundYear
        fields: tuple[str, ...] = ()
