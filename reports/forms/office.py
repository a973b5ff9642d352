"""What is sent about a post that approves cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.web.forms import DayField, Form, Versioned
from reports.models import Office
from reports.services.office import EDITED


class OfficeForm(Versioned, Form):
    title = forms.CharField(
        label=gettext_lazy("Stilling"),
        max_length=80,
        help_text=gettext_lazy("For eksempel avdelingsdirektør eller økonomisjef."),
    )
    holder = forms.ModelChoiceField(
        label=gettext_lazy("Innehaver"), queryset=Person.objects.none(), required=False
    )
    stand_in = forms.ModelChoiceField(
        label=gettext_lazy("Stedfortreder"),
        queryset=Person.objects.none(),
        required=False,
        help_text=gettext_lazy("Godkjenner som fung. når innehaveren er borte."),
    )
    away_from = DayField(label=gettext_lazy("Borte fra"), required=False)
    away_until = DayField(label=gettext_lazy("Til og med"), required=False)
    is_active = forms.BooleanField(label=gettext_lazy("I bruk"), required=False, initial=True)

    def __init__(
        self, *args: Any, district_id: int, office: Office | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"version": 1, "is_active": True}
        if office is not None:
            initial = {name: getattr(office, name) for name in (*EDITED, "version")}
            initial |= {"holder": office.holder_id, "stand_in": office.stand_in_id}
        super().__init__(*args, initial=initial, **kwargs)
        people = Person.objects.employees_of(district_id).order_by("name_key", "pk")
        for name in ("holder", "stand_in"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("Ingen")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        first, last = cleaned["away_from"], cleaned["away_until"]
        if bool(first) != bool(last):
            self.add_error("away_until" if first else "away_from", _("Skriv begge dagene."))
        elif first and last < first:
            self.add_error("away_until", _("Siste dag kommer før første dag."))
        elif first and not cleaned["stand_in"]:
            self.add_error("stand_in", _("Velg hvem som er stedfortreder så lenge."))
        if cleaned["holder"] and cleaned["holder"] == cleaned.get("stand_in"):
            self.add_error("stand_in", _("Velg en annen enn innehaveren."))
        return cleaned
