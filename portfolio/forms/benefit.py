"""What people write about benefits and measurements."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web import wording
from organisation.web.forms import ChoiceCards, DayField, Form, NokField, Versioned
from portfolio.forms.fields import PersonField
from portfolio.lifecycle.benefit import BenefitKind, BenefitLevel, Direction
from portfolio.models.benefit import plan_faults


class NumberInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return wording.number(value) if isinstance(value, Decimal) else value


class NumberField(NokField):
    """A number as Norwegians write it: `1 200`, `12,5`; at most two decimals."""

    widget = NumberInput  # type: ignore[assignment]
    default_error_messages = {
        "invalid": _("Skriv et tall, for eksempel 1 200 eller 12,5."),
    }


KIND_HINTS = {
    BenefitKind.BUDGET: _("Kroner som kan tas ut av budsjettet. Regnes per år."),
    BenefitKind.INCOME: _("Kroner inn. Regnes per år."),
    BenefitKind.AVOIDED_COST: _("Kroner vi ellers måtte ha brukt. Regnes per år."),
    BenefitKind.HOURS: _("Arbeidstid som kan brukes til noe annet. Regnes i timer per år."),
}


class BenefitFields(Form):
    """The plan of one benefit."""

    title = forms.CharField(
        label=_("Hva blir bedre?"),
        max_length=200,
        help_text=_("For eksempel: Færre vakter som må ringes inn."),
    )
    kind = forms.ChoiceField(
        label=_("Type"), choices=BenefitKind, widget=ChoiceCards(hints=KIND_HINTS)
    )
    level = forms.ChoiceField(
        label=_("Hvor skjer endringen?"), choices=BenefitLevel, widget=ChoiceCards(tight=True)
    )
    is_disbenefit = forms.BooleanField(
        label=_("Dette er en ulempe vi godtar"),
        required=False,
        help_text=_("Noe som blir dårligere, og som vi likevel vil leve med."),
    )
    owner = PersonField(
        label=_("Gevinstansvarlig"),
        required=False,
        help_text=_("Leder i linjen som svarer for gevinsten, også etter at prosjektet er slutt."),
    )
    description = forms.CharField(
        label=_("Hvem får nytte av det, og hvordan?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    indicator = forms.CharField(
        label=_("Hva måler vi?"),
        max_length=200,
        help_text=_("Still det som et spørsmål: Hvor mange vakter ble ringt inn i måneden?"),
    )
    own_unit = forms.CharField(
        label=_("Målt i"),
        max_length=40,
        required=False,
        help_text=_("For eksempel prosent eller dager. Kroner og timer regnes alltid per år."),
    )
    direction = forms.ChoiceField(
        label=_("Hva er bedre?"),
        choices=Direction,
        initial=Direction.UP,
        widget=ChoiceCards(tight=True),
    )
    baseline_value = NumberField(
        label=_("Nullpunkt"),
        required=False,
        help_text=_("Slik det er nå. Uten nullpunkt kan ingen se hva som ble bedre."),
    )
    baseline_on = DayField(label=_("Nullpunktet er målt"), required=False)
    baseline_method = forms.CharField(
        label=_("Hvordan er nullpunktet målt?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    target_value = NumberField(label=_("Mål"), required=False)
    target_on = DayField(label=_("Målet er nådd innen"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.offer(people)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if BenefitKind(data.get("kind") or BenefitKind.QUALITY).unit:
            data["own_unit"] = ""
        if not self.errors:
            for name, message in plan_faults(data).items():
                self.add_error(name, message)
        return data

    def facts(self) -> dict[str, Any]:
        """What the service is to write."""
        return {name: self.cleaned_data[name] for name in BenefitFields.base_fields}


class BenefitForm(Versioned, BenefitFields):
    """Change a benefit."""


EVERY = {"3": _("Hvert kvartal"), "6": _("Hvert halvår"), "12": _("Hvert år")}


class NewBenefitForm(BenefitFields):
    """A benefit with the days it is to be measured: a first one, and then at even steps."""

    first_due = DayField(
        label=_("Første måling"),
        required=False,
        help_text=_("Målinger kan ligge flere år etter at prosjektet er slutt."),
    )
    every = forms.ChoiceField(label=_("Deretter"), choices=[*EVERY.items()], initial="12")
    times = forms.IntegerField(
        label=_("Antall målinger"), min_value=1, max_value=20, initial=3, required=False
    )

    def points(self) -> list[date]:
        first: date | None = self.cleaned_data["first_due"]
        if first is None:
            return []
        months = int(self.cleaned_data["every"])
        times = self.cleaned_data["times"] or 1
        return [later(first, months * nth) for nth in range(times)]


def later(day: date, months: int) -> date:
    """The same day `months` later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class WithdrawForm(Form):
    why = forms.CharField(label=_("Hvorfor tas den ut?"), widget=forms.Textarea(attrs={"rows": 3}))


class PointFields(Form):
    """When a benefit is measured, and by whom."""

    due = DayField(label=_("Måles"))
    measurer = PersonField(
        label=_("Hvem måler?"),
        required=False,
        help_text=_("Tomt felt: gevinstansvarlig får spørsmålet."),
    )
    expected_value = NumberField(
        label=_("Ventet verdi"),
        required=False,
        help_text=_("Tomt felt: jevn vei fra nullpunkt til mål."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measurer: Any = self.fields["measurer"]
        measurer.offer(people)


class PointForm(Versioned, PointFields):
    """Change a point."""


class AnswerForm(Form):
    """The one question, as it is asked from a letter."""

    value = NumberField(label=_("Svar"))
    comment = forms.CharField(
        label=_("Kommentar"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, question: str, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        value.label, value.help_text = question, unit
        value.error_messages["required"] = str(_("Skriv tallet dere har målt."))


class MeasureForm(Versioned, AnswerForm):
    """The same question on the page, where the day can be another than today."""

    on = DayField(label=_("Målt"))
    field_order = ("value", "on", "comment")
