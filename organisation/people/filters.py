"""How the list of people is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.people.forms import UnitChoiceField
from organisation.people.models import Person, Role, Unit


class UnitWithBelowFilter(django_filters.ModelChoiceFilter):
    """Rows of the chosen unit and of every unit below it."""

    field_class = UnitChoiceField

    def filter(self, rows: QuerySet[Any], unit: Unit | None) -> QuerySet[Any]:
        return rows.filter(unit__path__below=unit.path) if unit else rows


def units_seen(request: Any) -> QuerySet[Unit]:
    """The units a person may choose between in a filter."""
    return Unit.objects.visible_to(request.user).in_tree_order()


class PersonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Navn eller e-post"), method="search")
    enhet = UnitWithBelowFilter(label=_("Enhet"), queryset=units_seen, empty_label=_("Alle"))
    rolle = django_filters.ChoiceFilter(
        label=_("Rolle"), choices=Role.choices, method="with_role", empty_label=_("Alle")
    )
    tilgang = django_filters.ChoiceFilter(
        label=_("Tilgang"),
        choices=[("nei", _("Stengt"))],
        method="with_access",
        empty_label=_("Kan logge inn"),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def search(self, people: QuerySet[Person], name: str, words: str) -> QuerySet[Person]:
        return people.filter(
            Q(name__icontains=words) | Q(email__icontains=words) | Q(job_title__icontains=words)
        )

    def with_role(self, people: QuerySet[Person], name: str, role: str) -> QuerySet[Person]:
        return people.filter(role_grants__role=role).distinct()

    def with_access(self, people: QuerySet[Person], name: str, chosen: str) -> QuerySet[Person]:
        return people.filter(is_active=False)
