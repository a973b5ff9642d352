"""What an administrator writes in the decider table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person, Unit
from organisation.web.forms import CheckList, DayField, Form, NokField, Versioned
from portfolio.forms.fields import PersonField
from portfolio.lifecycle import GateCode, Level, Profile, ProjectKind

ALL = ("", _("Alle"))


class UnitField(forms.ModelChoiceField):
    """A unit and all below it; empty for the whole district."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), empty_label=str(_("Hele bydelen")), **kwargs)

    def offer(self, units: Sequence[Unit]) -> None:
        self.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        named = [(unit.pk, f"{'– ' * (unit.depth - 1)}{unit.name}") for unit in units]
        self.choices = [("", self.empty_label), *named]


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
    unit = UnitField(label=_("Enhet"), required=False)
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

    def __init__(self, *args: Any, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]

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


class BoardMemberForm(Form):
    person = PersonField(
        label=_("Person"), error_messages={"required": _("Velg hvem som skal sitte i styret.")}
    )
    signs = forms.BooleanField(
        label=_("Signerer for styret"),
        required=False,
        help_text=_("Som regel lederen og nestlederen. De andre leser og er med i møtet."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


# The board's vedtak is recorded, not signed.
SIGNED_AT = [choice for choice in Level.choices if choice[0] != Level.BOARD]


class TwoStepForm(Form):
    levels = forms.MultipleChoiceField(
        label=_("Krev to trinn når disse signerer"),
        required=False,
        choices=SIGNED_AT,
        widget=CheckList,
        help_text=_("Den som signerer, må ha vist engangskoden i løpet av de siste minuttene."),
    )
