"""What people write about a test round."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.alternative import PhaseField
from portfolio.lifecycle.substance import RoundOutcome
from portfolio.models import Project


class NewRoundForm(Form):
    """The plan of a round; its outcome is written when it is over."""

    hypothesis = forms.CharField(
        label=_("Hva tror dere vil skje?"),
        max_length=400,
        help_text=_("Skriv det slik at prøven kan vise om det stemmer."),
    )
    how = forms.CharField(
        label=_("Hvordan prøver dere det?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phase = PhaseField()
    starts_on = DayField(label=_("Fra"), initial=timezone.localdate)
    ends_on = DayField(label=_("Til"), required=False)
    outcome = forms.ChoiceField(
        label=_("Hvordan gikk det?"),
        choices=RoundOutcome,
        initial=RoundOutcome.OPEN,
        widget=ChoiceCards(tight=True),
    )
    outcome_text = forms.CharField(
        label=_("Hva skjedde?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    adjustment = forms.CharField(
        label=_("Hva endret dere etterpå?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.offer(project)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _now("Runden kan ikke slutte før den begynner."))
        if data.get("outcome", RoundOutcome.OPEN) != RoundOutcome.OPEN:
            if not end and "ends_on" not in self.errors:
                self.add_error("ends_on", _now("Skriv når runden var over."))
            if not data.get("outcome_text"):
                self.add_error("outcome_text", _now("Skriv hva som skjedde."))
        return data

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RoundForm(Versioned, NewRoundForm):
    pass
