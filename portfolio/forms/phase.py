"""What people write about a phase."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import LinesField
from portfolio.lifecycle import GoalResult, PhaseState
from portfolio.models import Phase
from portfolio.precision import Precision

DATES = (
    ("planned_start", gettext_lazy("Planlagt start"), PhaseState.values),
    ("planned_end", gettext_lazy("Planlagt slutt"), PhaseState.values),
    ("actual_start", gettext_lazy("Startet"), (PhaseState.RUNNING, PhaseState.DONE)),
    ("actual_end", gettext_lazy("Ferdig"), (PhaseState.DONE,)),
)


class PhaseForm(Versioned, Form):
    """Dates that fit the phase's state, goals one on each line, and conclusions."""

    goals = LinesField(
        label=gettext_lazy("Mål for fasen"),
        required=False,
        rows=5,
        help_text=gettext_lazy("Ett mål på hver linje. De vurderes når fasen er over."),
    )
    conclusions = forms.CharField(
        label=gettext_lazy("Konklusjoner"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Hva fant dere ut, og hva betyr det for veien videre?"),
    )

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        self.phase = phase
        super().__init__(*args, **kwargs)
        for name, label, states in DATES:
            if phase.state in states:
                needed = name.startswith("actual")
                self.fields[name] = DayField(label=label, required=needed)
                self.fields[f"{name}_precision"] = forms.ChoiceField(
                    label=_("%(date)s er kjent på") % {"date": label},
                    choices=Precision,
                    required=False,
                )
        self.order_fields([name for name in self.fields if name in self.date_names()])
        self.say_what_is_missing()

    def date_names(self) -> list[str]:
        return [
            each
            for name, _label, _states in DATES
            for each in (name, f"{name}_precision")
            if each in self.fields
        ]

    @property
    def dates(self) -> list[tuple[Any, Any]]:
        """Each date with how exactly it is known, for two fields beside each other."""
        names = [name for name, _label, _states in DATES if name in self.fields]
        return [(self[name], self[f"{name}_precision"]) for name in names]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.refuse_crossing(
            "planned_start", "planned_end", _("Planlagt slutt kan ikke komme før planlagt start.")
        )
        self.refuse_crossing(
            "actual_start", "actual_end", _("Fasen kan ikke være ferdig før den startet.")
        )
        return data

    def refuse_crossing(self, first: str, last: str, message: str) -> None:
        start: date | None = self.cleaned_data.get(first)
        end: date | None = self.cleaned_data.get(last)
        if start and end and end < start:
            self.add_error(last, message)

    def changes(self) -> dict[str, Any]:
        """What the service is to write."""
        data = self.cleaned_data
        dates = {
            name: (data[name] or Precision.DAY) if name.endswith("_precision") else data[name]
            for name in self.date_names()
        }
        return {**dates, "conclusions": data["conclusions"]}


class JudgeForm(Form):
    result = forms.ChoiceField(
        label=gettext_lazy("Hvordan gikk det?"),
        widget=ChoiceCards(tight=True),
        choices=[choice for choice in GoalResult.choices if choice[0] != GoalResult.UNJUDGED],
        error_messages={"required": gettext_lazy("Velg hvordan det gikk.")},
    )
    result_text = forms.CharField(
        label=gettext_lazy("Hva kom ut av det?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kan stå tomt når målet er nådd."),
    )
