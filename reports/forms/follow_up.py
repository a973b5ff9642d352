"""Reading what people send about what is followed up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import PersonField
from reports.lifecycle.follow_up import FollowUpKind
from reports.models import Committee
from reports.services.follow_up import Given


class FollowUpForm(Form):
    """A thing to be done that no page of a case asks for: an order, or a promised case."""

    committee = forms.ModelChoiceField(label=_("Utvalg"), queryset=Committee.objects.none())
    kind = forms.ChoiceField(
        label=_("Hva slags?"),
        choices=FollowUpKind.choices,
        initial=FollowUpKind.ORDER,
        widget=ChoiceCards(tight=True),
    )
    text = forms.CharField(
        label=_("Hva skal gjøres?"), widget=forms.Textarea({"rows": 4}), max_length=2000
    )
    given_on = DayField(label=_("Gitt i møtet"))
    owner = PersonField(label=_("Ansvarlig"))
    due_on = DayField(label=_("Frist"))

    def __init__(
        self, *args: Any, committees: Any, people: Sequence[Person], **kwargs: Any
    ) -> None:
        initial = {"given_on": timezone.localdate()}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]

    @property
    def given(self) -> Given:
        data = self.cleaned_data
        return Given(data["text"], data["owner"], data["due_on"], data["kind"])


class EditFollowUpForm(Versioned, Form):
    """What may change while it is open."""

    kind = forms.ChoiceField(
        label=_("Hva slags?"), choices=FollowUpKind.choices, widget=ChoiceCards(tight=True)
    )
    text = forms.CharField(
        label=_("Hva skal gjøres?"), widget=forms.Textarea({"rows": 4}), max_length=2000
    )
    owner = PersonField(label=_("Ansvarlig"))
    due_on = DayField(label=_("Frist"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.CharField(
        label=_("Hva er gjort?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text=_("Dette meldes tilbake til utvalget."),
        error_messages={"required": _("Skriv hva som er gjort.")},
    )


class PointForm(Form):
    """One point of a vedtak, as a line of the form that gives them out."""

    take = forms.BooleanField(label=_("Følg opp"), required=False)
    text = forms.CharField(
        label=_("Hva skal gjøres?"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )
    owner = PersonField(label=_("Ansvarlig"), required=False)
    due_on = DayField(label=_("Frist"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("take"):
            return cleaned
        asked = {
            "text": _("Skriv hva som skal gjøres."),
            "owner": _("Velg hvem som har ansvaret."),
            "due_on": _("Skriv en frist."),
        }
        for name, words in asked.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    def given(self) -> Given | None:
        """The thing, when it is ticked."""
        data = self.cleaned_data
        if not data.get("take"):
            return None
        due: date = data["due_on"]
        return Given(data["text"], data["owner"], due)
