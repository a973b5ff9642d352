"""What people send about when and where a committee meets."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, Versioned
from reports.models import Committee, Meeting

FACTS = ("held_on", "starts_at", "place", "papers_due", "papers_sent", "note")
MOST_AT_ONCE = 24


class TimeField(forms.TimeField):
    """A time of day; 18.00, 18:00 and 1800 are the same."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Skriv klokkeslettet som 18.00.")})
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"],
            widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
            **kwargs,
        )


class DaysField(forms.CharField):
    """Several days, one on each line; gives a list of dates."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), max_length=600, **kwargs)
        self._one = DayField()

    def clean(self, value: Any) -> list[date]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        days = [self._one.clean(line) for line in lines if line]
        if len(days) > MOST_AT_ONCE:
            raise ValidationError(_("Skriv høyst 24 dager om gangen."))
        return [each for each in days if each is not None]


class MeetingFacts(Form):
    held_on = DayField(label=_("Møtedato"))
    starts_at = TimeField(label=_("Klokkeslett"), required=False)
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)
    papers_due = DayField(
        label=_("Frist for saker"),
        required=False,
        help_text=_("Siste dag en sak kan være godkjent for å komme med."),
    )
    papers_sent = DayField(label=_("Innkalling sendes"), required=False)
    note = forms.CharField(
        label=_("Merknad i innkallingen"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("papers_due", "papers_sent"):
            held_on, deadline = cleaned.get("held_on"), cleaned.get(name)
            if held_on and deadline and deadline > held_on:
                self.add_error(name, _("Fristen må komme før møtet."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class MeetingForm(MeetingFacts):
    """A new meeting, or the plan for half a year."""

    committee = forms.ModelChoiceField(label=_("Utvalg"), queryset=Committee.objects.none())
    more_days = DaysField(
        label=_("Flere møtedatoer"),
        required=False,
        help_text=_("Én dato på hver linje. Klokkeslett og sted blir de samme, fristene følger."),
    )

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.order_fields(["committee", "held_on", "more_days"])


class MeetingChangeForm(Versioned, MeetingFacts):
    """A meeting that is planned or called; its cases follow it to another day."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        initial = {name: getattr(meeting, name) for name in ("version", *FACTS)}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Hvorfor?"), widget=forms.Textarea({"rows": 3}), max_length=1000
    )
