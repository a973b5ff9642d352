"""What people write about steering groups and their meetings."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.components import Difference
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import PersonField
from portfolio.lifecycle.steering import Presence, SteeringRole
from portfolio.models import SteeringMeeting


class SeatForm(Form):
    person = PersonField(
        label=_("Person"), error_messages={"required": _("Velg hvem som skal sitte i gruppen.")}
    )
    role = forms.ChoiceField(label=_("Rolle"), choices=SteeringRole, initial=SteeringRole.MEMBER)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.offer(people)


class MeetingFields(Form):
    """When and where, and what is said in the notice."""

    on = DayField(label=_("Dag"))
    at = forms.TimeField(
        label=_("Klokkeslett"),
        initial="09:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": _("Skriv klokkeslettet som 09:00.")},
    )
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)
    introduction = forms.CharField(
        label=_("Melding i innkallingen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        at: time = data["at"]
        starts_at = timezone.make_aware(datetime.combine(data["on"], at))
        return {
            "starts_at": starts_at,
            "place": data["place"],
            "introduction": data["introduction"],
        }


class MeetingForm(Versioned, MeetingFields):
    """Change a planned meeting."""


def facts_of(meeting: SteeringMeeting) -> dict[str, Any]:
    local = timezone.localtime(meeting.starts_at)
    return {**vars(meeting), "on": local.date(), "at": local.time()}


class ItemFields(Form):
    title = forms.CharField(
        label=_("Sak"), max_length=200, error_messages={"required": _("Skriv hva saken gjelder.")}
    )
    background = forms.CharField(
        label=_("Bakgrunn"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class ItemForm(Versioned, ItemFields):
    """Reword a matter; the version is the meeting's."""


class MinutesForm(Versioned, Form):
    """One field for each who could be there, two for each matter."""

    def __init__(self, *args: Any, meeting: SteeringMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(meeting.attendances.select_related("person"))
        self.items = list(meeting.items.all())
        for row in self.people:
            self.fields[f"presence_{row.pk}"] = forms.ChoiceField(
                label=f"{row.person.name} ({row.get_role_display().lower()})",
                choices=Presence,
                initial=row.presence,
                widget=ChoiceCards(tight=True),
            )
        for item in self.items:
            self.fields[f"minutes_{item.pk}"] = forms.CharField(
                label=_("Referat"),
                required=False,
                initial=item.minutes,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"decision_{item.pk}"] = forms.CharField(
                label=_("Beslutning"),
                required=False,
                initial=item.decision,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def presence_fields(self) -> list[Any]:
        return [self[f"presence_{row.pk}"] for row in self.people]

    @property
    def item_fields(self) -> list[tuple[Any, Any, Any]]:
        return [
            (item, self[f"minutes_{item.pk}"], self[f"decision_{item.pk}"]) for item in self.items
        ]

    def presence(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"presence_{row.pk}"] for row in self.people}

    def said(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {
            item.pk: (data[f"minutes_{item.pk}"], data[f"decision_{item.pk}"])
            for item in self.items
        }

    def somebody_was_faster(self, current: SteeringMeeting) -> None:
        """Both texts of every matter that differs, and the version as it is now."""
        theirs = {item.pk: item for item in current.items.all()}
        self.differences = [
            Difference(f"{item.title}: {bound.label}", mine, saved)
            for item, *bounds in self.item_fields
            for bound, name in zip(bounds, ("minutes", "decision"), strict=True)
            if item.pk in theirs
            and (mine := self.cleaned_data.get(bound.name, ""))
            != (saved := getattr(theirs[item.pk], name))
        ]
        self.carry_version(current)


class ApproveForm(Versioned, Form):
    """Nothing but the version of the minutes that were read."""
