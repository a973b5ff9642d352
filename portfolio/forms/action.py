"""What people write about actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import DayField, Form, Versioned
from portfolio.forms.fields import PersonField


class ActionFields(Form):
    text = forms.CharField(
        label=_("Hva skal gjøres?"),
        max_length=300,
        error_messages={"required": _("Skriv hva som skal gjøres.")},
    )
    owner = PersonField(
        label=_("Ansvarlig"), error_messages={"required": _("Velg hvem som gjør det.")}
    )
    due = DayField(
        label=_("Frist"), error_messages={"required": _("Skriv når det skal være gjort.")}
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.offer(people)


class NewActionForm(ActionFields):
    """A new action, and what it comes from."""

    source = forms.ChoiceField(label=_("Kommer fra"), required=False)

    def __init__(self, *args: Any, sources: Sequence[Any], **kwargs: Any) -> None:
        """`sources` are groups: (title, [(value, words), …])."""
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = [("", _("Ikke noe bestemt")), *sources]


class ActionForm(Versioned, ActionFields):
    """Change an action."""


class DoneForm(Form):
    note = forms.CharField(
        label=_("Hva ble gjort?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = DayField(label=_("Gjort"))
