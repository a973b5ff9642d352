"""What a changed vedtak means for the project."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import DayField, Form, Versioned
from portfolio.lifecycle import Outcome as GateOutcome
from portfolio.services import NewCondition
from reports.models import BoardCase, OutcomeChoice
from reports.services.outcome import Consequence


def ask_for_consequence(form: forms.Form, outcome: str) -> None:
    """Say at its field what `outcome` lacks, before the gate is to follow."""
    data = form.cleaned_data
    if outcome == GateOutcome.GO_WITH_CONDITIONS and not data.get("condition_text"):
        form.add_error("condition_text", _("Skriv minst ett vilkår, eller velg «gå videre»."))
    if outcome == GateOutcome.HOLD and not data.get("hold_until"):
        form.add_error("hold_until", _("Velg datoen beslutningspunktet skal tas opp igjen."))
    if outcome == GateOutcome.STOP and not data.get("lesson"):
        form.add_error("lesson", _("Skriv hva vi lærte. En stopp er også et resultat."))
    if not data.get("condition_text"):
        return
    if outcome != GateOutcome.GO_WITH_CONDITIONS:
        words = _("Vilkår hører bare til utfallet «gå videre med vilkår».")
        form.add_error("condition_text", words)
    if not data.get("condition_owner"):
        form.add_error("condition_owner", _("Velg hvem som har ansvar for vilkåret."))
    if not data.get("condition_due"):
        form.add_error("condition_due", _("Sett frist for vilkåret."))


class OutcomeForm(Versioned, Form):
    """The outcome and what goes with it, as the secretariat chose it or the director mends it."""

    outcome = forms.ChoiceField(
        label=_("Hva betyr vedtaket for prosjektet?"), choices=GateOutcome.choices
    )
    condition_text = forms.CharField(
        label=_("Vilkår"),
        max_length=400,
        required=False,
        help_text=_("Når prosjektet går videre med vilkår."),
    )
    condition_owner = forms.ModelChoiceField(
        label=_("Ansvarlig"), queryset=Person.objects.none(), required=False
    )
    condition_due = DayField(label=_("Frist"), required=False)
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
        for first in choice.conditions[:1]:
            initial["condition_text"] = first["text"]
            initial["condition_owner"] = first["owner"]
            initial["condition_due"] = date.fromisoformat(first["due"]) if first["due"] else None
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["condition_owner"].queryset = (  # type: ignore[attr-defined]
            Person.objects.employees_of(case.district_id).order_by("name_key", "pk")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if outcome := cleaned.get("outcome"):
            ask_for_consequence(self, outcome)
        return cleaned

    @property
    def consequence(self) -> Consequence:
        """What the form says, as the services take it."""
        data = self.cleaned_data
        conditions: tuple[NewCondition, ...] = ()
        if data.get("condition_text"):
            conditions = (
                NewCondition(
                    data["condition_text"], data.get("condition_owner"), data.get("condition_due")
                ),
            )
        return Consequence(
            data["outcome"], conditions, data.get("hold_until"), data.get("lesson", "")
        )
