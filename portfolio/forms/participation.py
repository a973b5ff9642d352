"""What people write in the log of participation."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.lifecycle.participation import Body, Group, How


class EntryForm(Form):
    group = forms.ChoiceField(
        label=gettext_lazy("Hvem var med?"),
        choices=Group,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hvem som var med.")},
    )
    role = forms.CharField(
        label=gettext_lazy("Nærmere bestemt"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Rolle eller gruppe, ikke navn: «nattevakter på Haugen»."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Hvor mange?"), required=False, min_value=1, max_value=9999
    )
    held_on = DayField(
        label=gettext_lazy("Når?"),
        error_messages={"required": gettext_lazy("Skriv når det var.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Hvordan?"),
        choices=How,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hvordan de var med.")},
    )
    body = forms.ChoiceField(
        label=gettext_lazy("Organ"),
        required=False,
        choices=[("", gettext_lazy("Ingen")), *Body.choices],
        help_text=gettext_lazy("Når det er medbestemmelse."),
    )
    case_reference = forms.CharField(
        label=gettext_lazy("Saksnummer"), required=False, max_length=60
    )
    said = forms.CharField(
        label=gettext_lazy("Hva sa de?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hva de sa.")},
    )
    changed = forms.CharField(
        label=gettext_lazy("Hva ble endret etterpå?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv det når dere vet. «Ingenting, fordi …» er også et svar."),
    )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Medvirkning føres når den har skjedd."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_co_determination = data.get("how") == How.CO_DETERMINATION
        if is_co_determination and not data.get("body"):
            self.add_error("body", _("Velg MBU eller AMU når det er medbestemmelse."))
        if data.get("body") and "how" in data and not is_co_determination:
            self.add_error("how", _("Velg medbestemmelse når det var i MBU eller AMU."))
        return data


class EntryEditForm(Versioned, EntryForm):
    pass
