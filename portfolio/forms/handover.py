"""What people write when somebody takes over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, Form, Versioned
from portfolio.forms.fields import PersonField
from portfolio.models.handover import HandoverRole


class HandOverForm(Form):
    role = forms.ChoiceField(
        label=_("Hvilken rolle?"),
        choices=HandoverRole,
        initial=HandoverRole.LEADER,
        widget=ChoiceCards(tight=True),
    )
    to = PersonField(
        label=_("Hvem overtar?"), error_messages={"required": _("Velg hvem som overtar.")}
    )
    note = forms.CharField(
        label=_("Hvorfor?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.offer(people)


class NotesForm(Versioned, Form):
    notes = forms.CharField(
        label=_("Det den nye bør vite"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Avtaler, folk å snakke med, og det som ikke står noe sted."),
    )
