"""What people send about committees and those who sit in them."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person, Role
from organisation.web.forms import DayField, Form, Versioned
from reports.lifecycle import CommitteeKind
from reports.lifecycle.meeting import MemberFunction
from reports.models import Committee, CommitteeMember
from reports.models.committee import valid_pattern

COMMITTEE_FACTS = ("kind", "name", "abbreviation", "number_pattern", "is_active")
MEMBER_FACTS = ("name", "party", "function", "place", "person", "from_day", "until_day")


class CommitteeForm(Form):
    kind = forms.ChoiceField(label=_("Slag"), choices=CommitteeKind.choices)
    name = forms.CharField(label=_("Navn"), max_length=120)
    abbreviation = forms.CharField(
        label=_("Forkortelse"), max_length=12, help_text=_("Som BU eller AU.")
    )
    number_pattern = forms.CharField(
        label=_("Saksnummer"),
        max_length=20,
        initial="{n}/{yy}",
        validators=[valid_pattern],
        help_text=_("{n} er nummeret og {yy} året. «BU {n}/{yy}» gir BU 12/26."),
    )
    is_active = forms.BooleanField(label=_("I bruk"), required=False, initial=True)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COMMITTEE_FACTS}


class CommitteeChangeForm(Versioned, CommitteeForm):
    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        initial = {name: getattr(committee, name) for name in ("version", *COMMITTEE_FACTS)}
        super().__init__(*args, initial=initial, **kwargs)


class MemberForm(Form):
    name = forms.CharField(label=_("Navn"), max_length=120)
    party = forms.CharField(
        label=_("Parti"),
        max_length=60,
        required=False,
        help_text=_("Vara kalles inn fra samme parti, i rekkefølgen de er valgt."),
    )
    function = forms.ChoiceField(
        label=_("Verv"), choices=MemberFunction.choices, initial=MemberFunction.MEMBER
    )
    place = forms.IntegerField(
        label=_("Rekkefølge"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("Tomt setter personen sist."),
    )
    person = forms.ModelChoiceField(
        label=_("Bruker"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Får varsel om innkallingen."),
    )
    from_day = DayField(label=_("Fra"), initial=timezone.localdate)
    until_day = DayField(label=_("Til og med"), required=False)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Everybody with a role in the district may sit there, whether employed or not.
        sits = Q(
            role_grants__role=Role.BOARD_MEMBER, role_grants__unit__district=committee.district
        )
        people = Person.objects.active().filter(Q(district=committee.district) | sits)
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            people.distinct().order_by("name_key", "pk")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_day"), cleaned.get("until_day")
        if start and end and end < start:
            self.add_error("until_day", _("Siste dag kommer før første dag."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in MEMBER_FACTS}
        if not facts["place"]:
            del facts["place"]
        return facts


class MemberChangeForm(Versioned, MemberForm):
    def __init__(self, *args: Any, member: CommitteeMember, **kwargs: Any) -> None:
        names = ("version", *MEMBER_FACTS)
        initial = {name: getattr(member, name) for name in names} | {"person": member.person_id}
        super().__init__(*args, committee=member.committee, initial=initial, **kwargs)
