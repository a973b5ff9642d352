"""Reading offers to help, and answers to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, Form


class HelpOfferForm(Form):
    message = forms.CharField(
        label=gettext_lazy("Hva kan du hjelpe med?"),
        max_length=1000,
        help_text=gettext_lazy("For eksempel å prøve den ut, kjenne faget eller lage en tegning."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hva du kan hjelpe med.")},
    )


class AnswerHelpForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Hva svarer du?"),
        choices=[
            ("accept", gettext_lazy("Ja takk")),
            ("decline", gettext_lazy("Nei takk, ikke nå")),
        ],
        widget=ChoiceCards(tight=True),
    )
    reply = forms.CharField(
        label=gettext_lazy("Et ord til den som tilbød seg"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Skriv alltid noe når du takker nei."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["answer"] == "accept")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "decline" and not cleaned.get("reply", "").strip():
            self.add_error("reply", _("Skriv et ord om hvorfor dere takker nei."))
        return cleaned
