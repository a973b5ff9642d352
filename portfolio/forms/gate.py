"""What people send to a gate: answers, the recommendation, a lift, a decision."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, NokField, Versioned
from portfolio.forms.fields import PersonField
from portfolio.lifecycle import Answer, Level, Outcome
from portfolio.services import NewCondition

MEANS = {
    Outcome.GO: gettext_lazy("Neste fase starter nå."),
    Outcome.GO_WITH_CONDITIONS: gettext_lazy("Neste fase starter, og vilkårene følges opp."),
    Outcome.BACK: gettext_lazy("Prosjektlederen arbeider videre med grunnlaget."),
    Outcome.HOLD: gettext_lazy("Tas opp igjen på en dato."),
    Outcome.STOP: gettext_lazy("Prosjektet stopper, og lærdommen skrives ned."),
    Outcome.CHANGE_DIRECTION: gettext_lazy("Samme behov, en annen vei. Grunnlaget lages på nytt."),
}


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=Answer,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg et svar.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kan stå tom når svaret er ja."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Hva bygger svaret på?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For eksempel «Intervjurapport, versjon 2»."),
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("Lenke til dokumentet"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Skriv hele adressen, med https:// først.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") not in (None, Answer.YES) and not data.get("reason", "").strip():
            self.add_error("reason", _("Skriv en begrunnelse når svaret ikke er ja."))
        return data


class RecommendForm(Versioned, Form):
    recommendation = forms.ChoiceField(
        label=gettext_lazy("Hva tilrår du?"),
        choices=Outcome,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hva du tilrår.")},
    )
    recommendation_text = forms.CharField(
        label=gettext_lazy("Kort sagt"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Det den som avgjør, leser først: behovet, hva dere fant ut, og hva som skjer videre."
        ),
    )
    amount_nok = NokField(
        label=gettext_lazy("Kroner det søkes om"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Kan styre hvem som avgjør. La stå tomt når det ikke søkes om noe."),
    )
    due = DayField(label=gettext_lazy("Bør avgjøres innen"), required=False)


class ConfirmForm(Versioned, Form):
    remark = forms.CharField(
        label=gettext_lazy("Merknad til den som avgjør"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LiftForm(Versioned, Form):
    to = forms.ChoiceField(
        label=gettext_lazy("Hvem skal avgjøre?"),
        widget=ChoiceCards(),
        error_messages={"required": gettext_lazy("Velg hvem som skal avgjøre.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor løftes avgjørelsen?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor avgjørelsen løftes.")},
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Level(level).above if level else []
        self.fields["to"].choices = [(each.value, each.label) for each in above]  # type: ignore[attr-defined]


class VerdictForm(Form):
    """What a decision says, the first time and in a correction."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Utfall"),
        choices=Outcome,
        widget=ChoiceCards(hints=MEANS),
        error_messages={"required": gettext_lazy("Velg et utfall.")},
    )
    hold_until = DayField(
        label=gettext_lazy("Tas opp igjen"),
        required=False,
        help_text=gettext_lazy("Når utfallet er «vent»."),
    )
    lesson = forms.CharField(
        label=gettext_lazy("Hva lærte vi?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Må fylles ut når utfallet er «stopp»."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Synlig for alle i bydelen. To–tre setninger holder."),
        error_messages={"required": gettext_lazy("Skriv en begrunnelse.")},
    )
    disqualified = forms.CharField(
        label=gettext_lazy("Andre som er inhabile"),
        required=False,
        help_text=gettext_lazy("Navn og grunn, når noen har gått fra saken."),
    )

    def clean_hold_until(self) -> date | None:
        day: date | None = self.cleaned_data["hold_until"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Velg en dato fram i tid."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome == Outcome.HOLD and "hold_until" not in self.errors and not data["hold_until"]:
            self.add_error("hold_until", _("Velg datoen beslutningspunktet skal tas opp igjen."))
        if outcome == Outcome.STOP and not data["lesson"].strip():
            self.add_error("lesson", _("Skriv hva vi lærte. En stopp er også et resultat."))
        return data


class DecisionForm(Versioned, VerdictForm):
    able = forms.ChoiceField(
        label=gettext_lazy("Er du habil i saken?"),
        widget=ChoiceCards(tight=True),
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei"))],
        error_messages={"required": gettext_lazy("Svar på om du er habil.")},
    )
    field_order = ("able", "outcome", "hold_until", "lesson", "reason", "disqualified", "version")

    def clean_able(self) -> str:
        if self.cleaned_data["able"] != "yes":
            raise forms.ValidationError(
                _("Er du inhabil, kan du ikke avgjøre. Løft avgjørelsen nederst på siden.")
            )
        return "yes"


class ConditionForm(Form):
    text = forms.CharField(
        label=gettext_lazy("Vilkår"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Skriv hva vilkåret er.")},
    )
    owner = PersonField(
        label=gettext_lazy("Ansvarlig"),
        error_messages={"required": gettext_lazy("Velg hvem som har ansvar for vilkåret.")},
    )
    due = DayField(
        label=gettext_lazy("Frist"),
        error_messages={"required": gettext_lazy("Velg en frist for vilkåret.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]


class BaseConditions(forms.BaseFormSet):
    """Rows of conditions that grow and shrink by ordinary buttons, without a script.

    `add` in the data asks for one more row, `remove=N` for row N to go; then nothing is signed, and
    the rows come back as they were, without complaints on what is not finished.
    """

    MOST = 20

    def __init__(self, data: Any = None, *, initial: Any = None, **kwargs: Any) -> None:
        self.is_changing_rows = data is not None and ("add" in data or "remove" in data)
        if self.is_changing_rows:
            kept = self.rows_in(data)
            nth = str(data.get("remove", ""))
            if nth.isdecimal() and 0 < int(nth) <= len(kept):
                del kept[int(nth) - 1]
            self.extra = 1 if "add" in data or not kept else 0
            data, initial = None, kept
        elif initial:
            self.extra = 0
        super().__init__(data, initial=None if data is not None else initial, **kwargs)

    @classmethod
    def rows_in(cls, data: Any) -> list[dict[str, str]]:
        """The rows as they were typed."""
        prefix, names = cls.get_default_prefix(), ("text", "owner", "due")
        return [
            {name: data.get(f"{prefix}-{nth}-{name}", "") for name in names}
            for nth in range(cls.MOST)
            if any(f"{prefix}-{nth}-{name}" in data for name in names)
        ]

    def initial_form_count(self) -> int:
        """When something is sent, every row is new: an empty one is left out, not complained of."""
        return 0 if self.is_bound else super().initial_form_count()

    @classmethod
    def get_default_prefix(cls) -> str:
        return "vilkar"

    def conditions(self) -> list[NewCondition]:
        """The rows that say something; after is_valid."""
        return [
            NewCondition(row["text"], row["owner"], row["due"]) for row in self.cleaned_data if row
        ]


Conditions: Any = forms.formset_factory(
    ConditionForm,
    formset=BaseConditions,
    extra=1,
    max_num=BaseConditions.MOST,
    absolute_max=BaseConditions.MOST,
)


class MetForm(Versioned, Form):
    text = forms.CharField(
        label=gettext_lazy("Hvordan er vilkåret oppfylt?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvordan vilkåret er oppfylt.")},
    )
