"""What people write about a milestone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, Versioned
from portfolio.models.phase import Phase
from portfolio.models.project import Project


class MilestoneForm(Form):
    what = forms.CharField(
        label=_("Hva skal være på plass?"),
        max_length=200,
        error_messages={"required": _("Skriv hva som skal være på plass.")},
    )
    due = DayField(label=_("Når?"), required=False)
    phase = forms.ModelChoiceField(
        Phase.objects.none(),
        label=_("I hvilken fase?"),
        required=False,
        empty_label=_("Ikke valgt"),
    )
    done_on = DayField(label=_("Nådd"), required=False)

    def __init__(self, *args: Any, project: Project, needs_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = project.phases.order_by("position")  # type: ignore[attr-defined]
        self.fields["due"].required = needs_day
        self.fields["due"].error_messages["required"] = str(
            _("Sett en dato. Et utviklingsprosjekt har milepæler med dato.")
        )


class EditMilestoneForm(Versioned, MilestoneForm):
    pass
