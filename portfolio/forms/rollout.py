"""What people write about the roll-out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Unit
from organisation.web.forms import DayField, Form, Versioned


class PlaceField(forms.ModelChoiceField):
    """One unit, each moved in under the one above it."""

    def label_from_instance(self, obj: Any) -> str:
        return "\N{EM SPACE}" * obj.depth + obj.name


class RowForm(Form):
    shall_use = forms.BooleanField(
        label=gettext_lazy("Enheten skal ta løsningen i bruk"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Ta bort haken når enheten bare prøver."),
    )
    planned_on = DayField(label=gettext_lazy("Skal være i bruk innen"), required=False)
    tried_from = DayField(label=gettext_lazy("Prøvd fra"), required=False)
    tried_to = DayField(label=gettext_lazy("Prøvd til"), required=False)
    note = forms.CharField(label=gettext_lazy("Merknad"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("tried_from"), data.get("tried_to")
        if end and not start and "tried_from" not in self.errors:
            self.add_error("tried_from", _("Skriv når prøven begynte."))
        if start and end and end < start:
            self.add_error("tried_to", _("Prøven kan ikke slutte før den begynte."))
        return data


class AddForm(RowForm):
    place = PlaceField(
        Unit.objects.none(),
        label=gettext_lazy("Enhet"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten.")},
    )
    field_order = ("place",)

    def __init__(self, *args: Any, places: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class EditForm(Versioned, RowForm):
    pass


class InUseForm(Form):
    since = DayField(
        label=gettext_lazy("I daglig bruk siden"),
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Skriv datoen den ble tatt i bruk.")},
    )


class NotInUseForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor er den ikke i bruk lenger?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor den ikke er i bruk lenger.")},
    )
