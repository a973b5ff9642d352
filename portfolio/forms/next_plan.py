"""The plan for a phase to come."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, NokField, Versioned
from portfolio.forms.fields import LinesField


class PlanForm(Versioned, Form):
    # Nothing is there to be changed the first time, so it begins with none.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    approach = forms.CharField(
        label=_("Hva skal dere gjøre?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    goals = LinesField(
        label=_("Mål for fasen"),
        required=False,
        rows=4,
        help_text=_("Ett mål på hver linje. De følger med når fasen starter."),
    )
    starts_on = DayField(label=_("Planlagt start"), required=False)
    ends_on = DayField(label=_("Planlagt slutt"), required=False)
    resources = forms.CharField(
        label=_("Hvem, og hvor mye tid?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    cost_nok = NokField(label=_("Kostnad"), required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _now("Planlagt slutt kan ikke komme før planlagt start."))
        return data

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
