"""What an administrator writes in the decider table."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, NokField, Versioned
from portfolio.lifecycle import GateCode, Level, Profile, ProjectKind

ALL = ("", _("Alle"))


class DeciderRuleForm(Form):
    code = forms.ChoiceField(
        label=_("Beslutningspunkt"),
        required=False,
        choices=[ALL, *GateCode.choices],
    )
    kind = forms.ChoiceField(
        label=_("Slag prosjekt"), required=False, choices=[ALL, *ProjectKind.choices]
    )
    profile = forms.ChoiceField(label=_("Profil"), required=False, choices=[ALL, *Profile.choices])
    up_to_nok = NokField(
        label=_("Til og med kroner"),
        required=False,
        min_value=0,
        help_text=_("Beløpet det søkes om. La stå tomt når fullmakten ikke har noen grense."),
    )
    level = forms.ChoiceField(
        label=_("Avgjøres av"),
        choices=[("", _("Velg hvem")), *Level.choices],
        error_messages={"required": _("Velg hvem som avgjør.")},
    )
    delegation = forms.CharField(
        label=_("Fullmakten bygger på"),
        max_length=200,
        help_text=_("For eksempel «Delegert fra bydelsdirektøren»."),
        error_messages={"required": _("Skriv hva fullmakten bygger på.")},
    )
    delegated_on = DayField(
        label=_("Delegert dato"), error_messages={"required": _("Skriv datoen den ble delegert.")}
    )
    starts_on = DayField(
        label=_("Gjelder fra"), error_messages={"required": _("Skriv datoen den gjelder fra.")}
    )

    def line(self) -> dict[str, Any]:
        """The cleaned data without the day it starts."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("starts_on", "version")
        }


class ReplaceRuleForm(Versioned, DeciderRuleForm):
    pass


class EndRuleForm(Versioned, Form):
    ends_on = DayField(
        label=_("Første dag den ikke gjelder"),
        initial=timezone.localdate,
        error_messages={"required": _("Skriv datoen fullmakten ikke lenger gjelder.")},
    )
