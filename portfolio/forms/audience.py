"""Which units take part, and whom the project is for."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Unit
from organisation.web.forms import ChoiceCards, Form
from portfolio.models.audience import Priority
from portfolio.models.project import Project


class TakingPartForm(Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Enhet"),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten som skal være med.")},
    )
    role = forms.CharField(label=_("Hva bidrar de med?"), required=False, max_length=160)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().exclude(pk=project.unit_id)
        # Of other districts only the district itself: their inner order is theirs.
        self.fields["unit"].queryset = units.filter(  # type: ignore[attr-defined]
            Q(district=project.district_id) | Q(parent=None)
        ).in_tree_order()


class TargetGroupForm(Form):
    name = forms.CharField(
        label=_("Hvem?"),
        max_length=160,
        help_text=_("For eksempel «hjemmeboende over 80 år»."),
        error_messages={"required": _("Skriv hvem det er.")},
    )
    size = forms.IntegerField(
        label=_("Omtrent hvor mange?"), required=False, min_value=1, max_value=1_000_000
    )
    priority = forms.TypedChoiceField(
        label=_("Når skal de få nytte av det?"),
        choices=Priority,
        coerce=int,
        initial=Priority.FIRST,
        widget=ChoiceCards(tight=True),
    )
