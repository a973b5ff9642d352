"""New, useful, put to use: three questions with a word each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, Form, Versioned
from portfolio.models.three_tests import Verdict


def verdict(label: Any, hint: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=Verdict,
        initial=Verdict.UNKNOWN,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg et svar.")},
    )


def words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class ThreeTestsForm(Versioned, Form):
    # 0 until somebody has answered.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    new = verdict(
        gettext_lazy("Er det nytt for dem som skal bruke det?"),
        gettext_lazy("Det trenger ikke være nytt i verden."),
    )
    new_text = words(gettext_lazy("Hva er nytt?"))
    known_solution = forms.BooleanField(
        label=gettext_lazy("Kjent løsning på et nytt sted"), required=False
    )
    known_where = forms.CharField(
        label=gettext_lazy("Hvor er den kjent fra?"), required=False, max_length=200
    )
    useful = verdict(
        gettext_lazy("Gjør det nytte?"), gettext_lazy("For brukere, ansatte eller innbyggere.")
    )
    useful_text = words(gettext_lazy("For hvem, og hvordan ser dere det?"))
    put_to_use = verdict(
        gettext_lazy("Blir det tatt i bruk?"), gettext_lazy("I vanlig drift, etter prosjektet.")
    )
    put_to_use_text = words(gettext_lazy("Hvem tar det i bruk, og hva skal til?"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("known_solution") and not data.get("known_where", "").strip():
            self.add_error("known_where", _("Skriv hvor løsningen er kjent fra."))
        return data
