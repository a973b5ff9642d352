"""What people send about what was said and decided in a meeting."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import ChoiceCards, Form, Versioned
from organisation.web.richtext import RichTextField
from reports.forms.agenda import BasisField
from reports.forms.meeting import TimeField
from reports.lifecycle.meeting import AttendeeRole, EntryKind
from reports.models import AgendaItem, Attendance, Meeting, MeetingEntry
from reports.services.minutes import Votes

MOST_VOTES = 999


class TimesForm(Form):
    opened_at = TimeField(label=_("Møtet satt fra"), required=False)
    closed_at = TimeField(label=_("Til"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        initial = {
            "opened_at": meeting.opened_at or meeting.starts_at,
            "closed_at": meeting.closed_at,
        }
        super().__init__(*args, initial=initial, **kwargs)


class AttendeeForm(Form):
    """Somebody who is not elected."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[
            (role, role.label) for role in (AttendeeRole.ADMINISTRATION, AttendeeRole.SECRETARY)
        ],
        widget=ChoiceCards(tight=True),
        initial=AttendeeRole.ADMINISTRATION,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="ny", **kwargs)


class ProceedingsForm(Versioned, Form):
    """What was said in the item."""

    proceedings = RichTextField(
        label=_("Behandling"),
        required=False,
        help_text=_("Hva som skjedde. Forslag, votering og vedtak har egne felt."),
    )
    is_unanimous = forms.BooleanField(label=_("Enstemmig"), required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        names = ("version", "proceedings", "is_unanimous")
        initial = {name: getattr(item, name) for name in names}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["proceedings"].widget.attrs["rows"] = 8
        if item.stop_id is None:
            del self.fields["is_unanimous"]


class EntryForm(Form):
    """A proposal, an order, or a member's own entry."""

    kind = forms.ChoiceField(
        label=_("Slag"), choices=EntryKind.choices, initial=EntryKind.PROPOSAL,
        widget=ChoiceCards(
            hints={
                EntryKind.PROPOSAL: _("Endrer eller erstatter forslaget til vedtak."),
                EntryKind.ORDER: _("Ber administrasjonen gjøre noe."),
                EntryKind.ADDITION: _("Et medlems eller partis egen merknad."),
            }
        ),
    )  # fmt: skip
    mover = forms.ChoiceField(label=_("Fremmet av"), required=False)
    on_behalf_of = forms.CharField(
        label=_("På vegne av"),
        max_length=120,
        required=False,
        help_text=_("Partiene bak forslaget, når det er flere enn forslagsstillerens."),
    )
    text = forms.CharField(label=_("Ordlyd"), widget=forms.Textarea({"rows": 4}), max_length=6000)

    def __init__(self, *args: Any, seated: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seated = {str(each.pk): each for each in seated}
        names = [(pk, with_party(each)) for pk, each in self._seated.items()]
        self.fields["mover"].choices = [("", _("Ingen enkelt person")), *names]  # type: ignore[attr-defined]

    def clean_mover(self) -> Attendance | None:
        return self._seated.get(self.cleaned_data["mover"])


def with_party(attendance: Attendance) -> str:
    return f"{attendance.name} ({attendance.party})" if attendance.party else attendance.name


class DisqualifiedForm(Form):
    """A member who takes no part in one item."""

    who = forms.ChoiceField(label=_("Hvem er inhabil?"))
    ground = forms.CharField(
        label=_("Hva kommer det av?"),
        max_length=300,
        help_text=_("For eksempel: har som ansatt vært med på å forberede saken."),
    )
    basis = BasisField(label=_("Hjemmel"))
    calls_deputy = forms.BooleanField(
        label=_("Neste vara tar plassen i denne saken"), required=False
    )

    def __init__(
        self, *args: Any, meeting: Meeting, seated: list[Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._seated = {str(each.pk): each for each in seated}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Velg en som er til stede")),
            *[(pk, with_party(each)) for pk, each in self._seated.items()],
        ]
        self.fields["basis"].offer(meeting.district_id)  # type: ignore[attr-defined]

    def clean_who(self) -> Attendance:
        return self._seated[self.cleaned_data["who"]]


class VotesForm(Form):
    """For and against, party by party."""

    def __init__(
        self,
        *args: Any,
        entitled: Mapping[str, int],
        cast: Mapping[str, Votes],
        entry: MeetingEntry | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entitled = entitled
        self.may_settle = entry is not None and entry.kind != EntryKind.ADDITION
        for place, (party, count) in enumerate(entitled.items()):
            before = cast.get(party, Votes(0, 0))
            for name, words, value in (
                ("for", _("For, %(party)s"), before.in_favour),
                ("mot", _("Mot, %(party)s"), before.against),
            ):
                self.fields[f"{name}-{place}"] = forms.IntegerField(
                    label=words % {"party": party},
                    min_value=0,
                    max_value=MOST_VOTES,
                    required=False,
                    initial=value or None,
                    widget=forms.NumberInput({"max": count, "inputmode": "numeric"}),
                )
        if self.may_settle and entry is not None:
            self.fields["is_adopted"] = forms.ChoiceField(
                label=_("Hva ble det?"),
                required=False,
                choices=[("", _("Ikke avgjort")), ("ja", _("Vedtatt")), ("nei", _("Falt"))],
                initial={True: "ja", False: "nei", None: ""}[entry.is_adopted],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for place, (party, count) in enumerate(self.entitled.items()):
            ayes, noes = cleaned.get(f"for-{place}") or 0, cleaned.get(f"mot-{place}") or 0
            if ayes + noes > count:
                self.add_error(
                    f"for-{place}",
                    _("%(party)s har %(count)d som kan stemme.") % {"party": party, "count": count},
                )
        return cleaned

    def lines(self) -> list[tuple[str, int, Any, Any]]:
        """Party, how many may vote, and the two fields."""
        return [
            (party, count, self[f"for-{place}"], self[f"mot-{place}"])
            for place, (party, count) in enumerate(self.entitled.items())
        ]

    @property
    def cast(self) -> dict[str, Votes]:
        data = self.cleaned_data
        return {
            party: Votes(data.get(f"for-{place}") or 0, data.get(f"mot-{place}") or 0)
            for place, party in enumerate(self.entitled)
        }

    @property
    def is_adopted(self) -> bool | None:
        return {"ja": True, "nei": False}.get(self.cleaned_data.get("is_adopted", ""))
