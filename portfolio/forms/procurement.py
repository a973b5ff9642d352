"""What people write about procurement and the dialogue before it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, NokField, Versioned
from portfolio.lifecycle.procurement import DialogueForm, ProcurementForm
from portfolio.services.procurement import date_faults


class PlanForm(Form):
    what = forms.CharField(
        label=_("Hva skal anskaffes?"),
        max_length=200,
        error_messages={"required": _("Skriv hva som skal anskaffes.")},
    )
    form = forms.ChoiceField(label=_("Form"), choices=ProcurementForm)
    announced_on = DayField(label=_("Kunngjøres"), required=False)
    offers_by = DayField(label=_("Tilbudsfrist"), required=False)
    contract_on = DayField(label=_("Kontrakt"), required=False)
    amount_nok = NokField(
        label=_("Anslått verdi"), required=False, min_value=0, help_text=_("Uten merverdiavgift.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, message in date_faults(data).items():
            self.add_error(name, message)
        return data


class EditForm(Versioned, PlanForm):
    pass


class AwardForm(Versioned, Form):
    supplier = forms.CharField(
        label=_("Leverandør"),
        max_length=160,
        error_messages={"required": _("Skriv hvem som fikk kontrakten.")},
    )
    on = DayField(
        label=_("Tildelt dato"),
        initial=timezone.localdate,
        error_messages={"required": _("Skriv datoen kontrakten ble tildelt.")},
    )


class NoteForm(Form):
    form = forms.ChoiceField(label=_("Form"), choices=DialogueForm)
    held_on = DayField(
        label=_("Dato"), error_messages={"required": _("Skriv datoen for dialogen.")}
    )
    with_whom = forms.CharField(
        label=_("Med hvem?"),
        max_length=300,
        help_text=_("Bransjen eller firmaene, ikke navn på folk."),
        error_messages={"required": _("Skriv hvem dere snakket med.")},
    )
    outcome = forms.CharField(
        label=_("Hva kom ut av det?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class NoteEditForm(Versioned, NoteForm):
    pass
