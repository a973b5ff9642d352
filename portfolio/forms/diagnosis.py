"""What people write in the diagnosis."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import Form, Versioned
from portfolio.models.diagnosis import DESCRIBED, SOLUTION


class DiagnosisForm(Versioned, Form):
    """The solution is asked for only when it is open; the server refuses it as well."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)  # 0: nothing written yet
    problem = forms.CharField(
        label=gettext_lazy("Hva er problemet?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Hva skjer, for hvem, hvor ofte? Uten å nevne en løsning."),
    )
    actors = forms.CharField(
        label=gettext_lazy("Hvem er aktørene?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("De som har problemet, og de som påvirker det."),
    )
    insight = forms.CharField(
        label=gettext_lazy("Hva vet vi?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Det dere har sett, hørt og målt."),
    )
    sources = forms.CharField(
        label=gettext_lazy("Hvor har vi det fra?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Intervjuer, observasjon, tall, forskning."),
    )
    solution_idea = forms.CharField(
        label=gettext_lazy("Løsningsidé"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_this = forms.CharField(
        label=gettext_lazy("Hvorfor denne?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            for name in SOLUTION:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.get(name, "").strip() for name in SOLUTION):
            for name in DESCRIBED:
                if not data.get(name, "").strip():
                    self.add_error(name, _("Kan ikke være tom når det står en løsning under."))
        return data

    def changes(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "version"}
