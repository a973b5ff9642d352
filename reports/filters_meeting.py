"""What the calendar of meetings, and the list of days elsewhere, can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reports.filters import committees_of
from reports.lifecycle.meeting import MeetingState
from reports.models import CaseStop, Meeting


class YearFilter(django_filters.ChoiceFilter):
    """Years that there are rows for; a year nobody knows is ignored."""

    def __init__(self, *, day: str, **kwargs: Any) -> None:
        self._day = day
        super().__init__(empty_label=_("Alle år"), **kwargs)

    @property
    def field(self) -> Any:
        if not hasattr(self, "_field"):
            rows: QuerySet[Any] = self.parent.queryset
            days = rows.order_by().exclude(**{f"{self._day}": None}).dates(self._day, "year")
            years = sorted({str(each.year) for each in days}, reverse=True)
            self.extra["choices"] = [(year, year) for year in years]
        return super().field

    def filter(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return rows.filter(**{f"{self._day}__year": int(value)}) if value else rows


class MeetingFilter(django_filters.FilterSet):
    utvalg = django_filters.ModelChoiceFilter(
        field_name="committee",
        label=_("Utvalg"),
        queryset=committees_of,
        empty_label=_("Alle utvalg"),
    )
    ar = YearFilter(day="held_on", label=_("År"))
    tilstand = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Tilstand"),
        choices=MeetingState.choices,
        empty_label=_("Alle tilstander"),
    )

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()


class StopFilter(django_filters.FilterSet):
    utvalg = django_filters.ModelChoiceFilter(
        field_name="committee",
        label=_("Utvalg"),
        queryset=committees_of,
        empty_label=_("Alle utvalg"),
    )
    ar = YearFilter(day="meeting_date", label=_("År"))

    class Meta:
        model = CaseStop
        fields: tuple[str, ...] = ()
