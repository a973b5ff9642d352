"""What a changed vedtak means for the project."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, Versioned
from portfolio.forms.decision import Conditions
from portfolio.forms.fields import colleagues_of
from portfolio.lifecycle import Outcome as GateOutcome
from portfolio.services import NewCondition
from reports.models import BoardCase, OutcomeChoice
from reports.services.outcome import Consequence, as_data


class WithConditions(forms.Form):
    """Mix in: rows of conditions beside the form's own fields (`portfolio/condition_rows.html`).

    They count for the outcome that has them, and are told of beside `outcome_field` when they
    stand under another. A press that adds or takes away a row sends nothing: the form comes back
    unbound with what was typed.
    """

    outcome_field = "outcome"
    rows: Any = None  # None where nothing that is answered moves a gate
    has_conditions = False

    def take_rows(self, case: BoardCase, kept: Sequence[Mapping[str, Any]]) -> None:
        """Call last in `__init__`; `kept` are the rows to begin with."""
        data: Any = self.data if self.is_bound else None
        people = colleagues_of(case.district)
        self.rows = Conditions(data, initial=kept, form_kwargs={"people": people})
        if self.rows.is_changing_rows:
            self.initial = {**self.initial, **data.dict()}
            self.is_bound = False

    def is_valid(self) -> bool:
        holds = super().is_valid()
        return (not self.has_conditions or bool(self.rows.is_valid())) and holds

    def ask_for_consequence(self, outcome: str) -> None:
        """Say at its field what `outcome` lacks, before the gate is to follow."""
        data = self.cleaned_data
        self.has_conditions = outcome == GateOutcome.GO_WITH_CONDITIONS
        if self.has_conditions and self.rows.is_valid() and not self.rows.conditions():
            words = _("Skriv minst ett vilkår, eller velg «gå videre».")
            self.add_error(self.outcome_field, words)
        if outcome == GateOutcome.HOLD and not data.get("hold_until"):
            self.add_error("hold_until", _("Velg datoen beslutningspunktet skal tas opp igjen."))
        if outcome == GateOutcome.STOP and not data.get("lesson"):
            self.add_error("lesson", _("Skriv hva vi lærte. En stopp er også et resultat."))

    def refuse_stray_rows(self) -> None:
        """Call after `ask_for_consequence`: nothing typed is left out without a word."""
        typed = any(row["text"].strip() for row in Conditions.rows_in(self.data))
        if typed and not self.has_conditions:
            words = _("Vilkår hører bare til utfallet «gå videre med vilkår».")
            self.add_error(self.outcome_field, words)

    @property
    def conditions(self) -> list[NewCondition]:
        """The conditions that were written; after is_valid."""
        return self.rows.conditions() if self.has_conditions else []


class OutcomeForm(Versioned, WithConditions, Form):
    """The outcome and what goes with it, as the secretariat chose it or the director mends it."""

    outcome = forms.ChoiceField(
        label=_("Hva betyr vedtaket for prosjektet?"), choices=GateOutcome.choices
    )
    hold_until = DayField(
        label=_("Tas opp igjen"), required=False, help_text=_("Når prosjektet settes på vent.")
    )
    lesson = forms.CharField(
        label=_("Lærdom"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Når prosjektet stoppes: hva vi tar med oss."),
    )
    reason = forms.CharField(
        label=_("Hvorfor dette utfallet?"), widget=forms.Textarea({"rows": 3}), required=False
    )

    def __init__(self, *args: Any, choice: OutcomeChoice, case: BoardCase, **kwargs: Any) -> None:
        names = ("version", "outcome", "hold_until", "lesson", "reason")
        initial: dict[str, Any] = {name: getattr(choice, name) for name in names}
        initial |= kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.choice = choice
        self.take_rows(case, Conditions.rows_in(initial) or rows_of(choice))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if outcome := cleaned.get("outcome"):
            self.ask_for_consequence(outcome)
            self.refuse_stray_rows()
        return cleaned

    def has_changed(self) -> bool:
        kept = [as_data(each) for each in self.conditions]
        return super().has_changed() or kept != self.choice.conditions

    @property
    def consequence(self) -> Consequence:
        """What the form says, as the services take it."""
        data = self.cleaned_data
        return Consequence(
            data["outcome"], tuple(self.conditions), data.get("hold_until"), data.get("lesson", "")
        )


def rows_of(choice: OutcomeChoice) -> list[dict[str, Any]]:
    """The conditions of a choice as the form has them."""
    return [
        {**each, "due": date.fromisoformat(each["due"]) if each["due"] else None}
        for each in choice.conditions
    ]
