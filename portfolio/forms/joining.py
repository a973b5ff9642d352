"""What people write when a project asks for people, and when somebody offers to join."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, DayField, Form, Versioned


class CallForm(Form):
    needed = forms.CharField(
        label=gettext_lazy("Hva trenger dere folk til?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For eksempel «to fra kveldsvakten som vil prøve nye vaktlister»."),
        error_messages={"required": gettext_lazy("Skriv hva dere trenger folk til.")},
    )
    effort = forms.CharField(
        label=gettext_lazy("Hvor mye tid?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For eksempel «to timer i uken til sommeren»."),
    )
    until = DayField(label=gettext_lazy("Meld deg innen"), required=False)

    def clean_until(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Velg en dato fram i tid."))
        return day


class CallEditForm(Versioned, CallForm):
    pass


class OfferForm(Form):
    message = forms.CharField(
        label=gettext_lazy("Hva kan du bidra med?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Leses bare av deg og dem som styrer prosjektet."),
    )


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Svaret ditt"),
        choices=[("accept", gettext_lazy("Ta med")), ("decline", gettext_lazy("Takk nei"))],
        widget=ChoiceCards(
            hints={
                "accept": gettext_lazy("Personen blir med i prosjektet."),
                "decline": gettext_lazy("Personen får vite hvorfor."),
            }
        ),
        error_messages={"required": gettext_lazy("Velg et svar.")},
    )
    role = forms.CharField(
        label=gettext_lazy("Rolle i prosjektet"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Når du tar med personen. For eksempel «fagperson»."),
    )
    reply = forms.CharField(
        label=gettext_lazy("Et ord på veien"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Må fylles ut når du takker nei."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "decline" and not data.get("reply", "").strip():
            self.add_error("reply", _("Skriv et ord om hvorfor."))
        return data


class ShowForm(Form):
    what = forms.CharField(
        label=gettext_lazy("Hva har du bidratt med?"), required=False, max_length=200
    )
