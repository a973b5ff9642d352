"""What people write about critical factors."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import PersonField
from portfolio.lifecycle.substance import FactorState


class NewFactorForm(Form):
    text = forms.CharField(
        label=_("Hva må være på plass?"),
        max_length=300,
        help_text=_("For eksempel: «Fagforeningene er med på turnusendringen.»"),
    )
    owner = PersonField(label=_("Hvem passer på det?"), required=False)
    state = forms.ChoiceField(
        label=_("Hvordan står det til?"),
        choices=FactorState,
        initial=FactorState.NOT_SECURED,
        widget=ChoiceCards(tight=True),
    )
    state_text = forms.CharField(
        label=_("Hva bygger du det på?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Må fylles ut når faktoren er sikret."),
    )
    state_on = DayField(label=_("Vurdert"), initial=timezone.localdate)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.offer(people)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FactorForm(Versioned, NewFactorForm):
    pass
