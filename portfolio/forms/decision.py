"""What people send when a gate is decided: the verdict with its conditions, and what follows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.files.forms import UploadField
from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, NokField, Versioned
from portfolio.forms.fields import FundYearField, PersonField
from portfolio.lifecycle import AFTERWARDS, GOING_ON, GateMeaning, Outcome
from portfolio.models import Gate
from portfolio.models.money import FundYear
from portfolio.services import NewCondition

MEANS = {
    Outcome.GO: gettext_lazy("Neste fase starter nå."),
    Outcome.GO_WITH_CONDITIONS: gettext_lazy("Neste fase starter, og vilkårene følges opp."),
    Outcome.BACK: gettext_lazy("Prosjektlederen arbeider videre med grunnlaget."),
    Outcome.HOLD: gettext_lazy("Tas opp igjen på en dato."),
    Outcome.STOP: gettext_lazy("Lærdom, penger og folk er gjort rede for. Da er det stoppet godt."),
    Outcome.CHANGE_DIRECTION: gettext_lazy("Samme behov, en annen vei. Grunnlaget lages på nytt."),
}
GO_MEANS = {
    GateMeaning.START_PHASE: gettext_lazy("Neste fase starter nå."),
    GateMeaning.CLOSING: gettext_lazy("Fasen er ferdig, og avslutningen begynner."),
    GateMeaning.HAND_OVER: gettext_lazy("Prosjektet avsluttes, og linjen tar over."),
    GateMeaning.BENEFITS: gettext_lazy("Gevinstene er vurdert. Ingenting gjenstår."),
}
# The same, of what was decided before the project came in.
MEANT = {
    Outcome.GO: gettext_lazy("Fasen startet."),
    Outcome.GO_WITH_CONDITIONS: gettext_lazy("Fasen startet. Vilkårene følges opp her."),
    Outcome.BACK: gettext_lazy("Prosjektet arbeidet videre med grunnlaget."),
    Outcome.STOP: gettext_lazy("Prosjektet ble stoppet."),
    Outcome.CHANGE_DIRECTION: gettext_lazy("Samme behov, en annen vei."),
}
# A project that is closed is neither stopped nor turned.
AFTER_THE_END = (Outcome.GO, Outcome.GO_WITH_CONDITIONS, Outcome.BACK, Outcome.HOLD)


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
        help_text=gettext_lazy("Spørres ved hvert beslutningspunkt. Må fylles ut ved «stopp»."),
    )
    money_after = forms.CharField(
        label=gettext_lazy("Hva skjer med pengene?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Når prosjektet stopper: hva som er brukt, og hvor resten går."),
    )
    people_after = forms.CharField(
        label=gettext_lazy("Hva skjer med folkene?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Når prosjektet stopper: hva de gjør nå, og hvem som sier ifra."),
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
        if outcome == Outcome.STOP:
            self.ask_how_it_stops(data)
        return data

    def ask_how_it_stops(self, data: dict[str, Any]) -> None:
        asked = {
            "lesson": _("Skriv hva vi lærte. En stopp er også et resultat."),
            "money_after": _("Skriv hva som skjer med pengene når prosjektet stopper."),
            "people_after": _("Skriv hva som skjer med folkene når prosjektet stopper."),
        }
        for name, words in asked.items():
            if name in self.fields and not data.get(name, "").strip():
                self.add_error(name, words)


class GateVerdictForm(VerdictForm):
    """A verdict on one gate: with its money, and only the outcomes that can be chosen there."""

    released_nok = NokField(
        label=gettext_lazy("Kroner som frigis"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Bare når prosjektet går videre."),
    )
    fund_year = FundYearField(label=gettext_lazy("Fra fond"), required=False)
    disqualified = None  # type: ignore[assignment]  # people are chosen on a page of their own

    def __init__(
        self,
        *args: Any,
        gate: Gate,
        funds: Sequence[FundYear] = (),
        going_on: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        allowed = AFTER_THE_END if gate.meaning == GateMeaning.BENEFITS else tuple(Outcome)
        outcome: Any = self.fields["outcome"]
        outcome.choices = [
            (each.value, each.label) for each in allowed if going_on or each not in GOING_ON
        ]
        outcome.widget.hints = {
            **{each.value: words for each, words in MEANS.items()},
            Outcome.GO.value: GO_MEANS[GateMeaning(gate.meaning)],
        }
        self.fields["fund_year"].offer(funds)  # type: ignore[attr-defined]
        if not funds:
            del self.fields["fund_year"]
            del self.fields["released_nok"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("released_nok") and data.get("outcome") in GOING_ON and not data["fund_year"]:
            self.add_error("fund_year", _("Velg hvilket fond pengene frigis fra."))
        return data

    def money(self) -> dict[str, Any]:
        """What is released and from where; nothing unless the project goes on."""
        goes_on = self.cleaned_data["outcome"] in GOING_ON
        amount = self.cleaned_data.get("released_nok") if goes_on else None
        return {
            "released_nok": amount or 0,
            "fund_year": self.cleaned_data.get("fund_year") if amount else None,
        }


class DecisionForm(Versioned, GateVerdictForm):
    able = forms.ChoiceField(
        label=gettext_lazy("Er du habil i saken?"),
        widget=ChoiceCards(tight=True),
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei"))],
        error_messages={"required": gettext_lazy("Svar på om du er habil.")},
    )
    skips_phase = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = self.gate.opens_phase
        if phase is None or self.gate.meaning != GateMeaning.START_PHASE:
            del self.fields["skips_phase"]
            return
        self.fields["skips_phase"].label = _("Hopp over %(phase)s") % {"phase": phase.definite_name}
        self.fields["skips_phase"].help_text = _(
            "Sjelden. Skriv hvorfor over. Neste beslutningspunkt kan forberedes."
        )

    def clean_able(self) -> str:
        if self.cleaned_data["able"] != "yes":
            raise forms.ValidationError(
                _("Er du inhabil, kan du ikke avgjøre. Meld det nederst, så går saken til neste.")
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


class MeetingForm(Versioned, GateVerdictForm):
    """A decision made in a meeting, as the secretariat writes it down."""

    decider = PersonField(
        label=gettext_lazy("Avgjort av"),
        error_messages={"required": gettext_lazy("Velg hvem som avgjorde.")},
    )
    decided_on = DayField(label=gettext_lazy("Avgjort dato"))
    meeting = forms.CharField(
        label=gettext_lazy("Møte"),
        max_length=160,
        help_text=gettext_lazy("For eksempel «Ledermøte, sak 14»."),
    )
    minutes = UploadField(label=gettext_lazy("Referat"))
    field_order = ("decider", "decided_on", "meeting", "minutes")

    def __init__(self, *args: Any, deciders: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"].offer(deciders)  # type: ignore[attr-defined]


class AfterwardsForm(VerdictForm):
    """A decision made before the project came in here; what is not known of it stays empty."""

    hold_until = disqualified = None  # type: ignore[assignment]
    decided_on = DayField(
        label=gettext_lazy("Avgjort dato"),
        error_messages={"required": gettext_lazy("Skriv datoen, så nær du kommer.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Hvem avgjorde?"),
        max_length=200,
        help_text=gettext_lazy("For eksempel «Bydelsutvalget» eller «Ikke funnet»."),
        error_messages={"required": gettext_lazy("Skriv hvem som avgjorde, eller «ikke funnet».")},
    )
    document = forms.CharField(
        label=gettext_lazy("Hvor står det?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Saksnummer eller dokument. La stå tomt når det ikke er funnet."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Hva vet vi?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    skips_phase = forms.BooleanField(
        label=gettext_lazy("Fasen ble hoppet over"),
        required=False,
    )
    field_order = ("outcome", "decided_on", "body", "document", "reason")

    def __init__(self, *args: Any, gate: Gate, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction or gate.meaning != GateMeaning.START_PHASE:
            del self.fields["skips_phase"]
        if is_correction:
            for name in ("outcome", "decided_on", "lesson", "money_after", "people_after"):
                del self.fields[name]
            return
        outcome: Any = self.fields["outcome"]
        closed = gate.meaning == GateMeaning.BENEFITS
        outcome.choices = [
            (each.value, each.label) for each in AFTERWARDS if not closed or each in AFTER_THE_END
        ]
        outcome.widget.hints = MEANT
        outcome.initial = Outcome.GO.value
        self.fields["lesson"].help_text = _(
            "Må fylles ut ved «stopp». Skriv «ikke funnet» når ingen vet det."
        )

    def ask_how_it_stops(self, data: dict[str, Any]) -> None:
        """Of money and people nobody may know any more."""
        if not data.get("lesson", "").strip():
            self.add_error("lesson", _("Skriv hva som ble lært, eller «ikke funnet»."))


class DisqualifyForm(Form):
    person = PersonField(
        label=gettext_lazy("Hvem er inhabil?"),
        error_messages={"required": gettext_lazy("Velg hvem det gjelder.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        max_length=300,
        help_text=gettext_lazy("Én setning holder. Den følger beslutningen."),
        error_messages={"required": gettext_lazy("Skriv grunnen. Én setning holder.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
