"""What people write about a programme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person, Unit
from organisation.web.forms import Form, Versioned
from portfolio.forms.fields import PersonField
from portfolio.models.project import Project


class ProgrammeForm(Form):
    title = forms.CharField(
        label=_("Navn"), max_length=160, error_messages={"required": _("Gi programmet et navn.")}
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Enhet"),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten som bærer programmet.")},
    )
    outcome_goal = forms.CharField(
        label=_("Felles effektmål"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Den varige virkningen prosjektene skal ha sammen."),
        error_messages={"required": _("Skriv hva prosjektene skal oppnå sammen.")},
    )
    summary = forms.CharField(
        label=_("Kort sagt"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = PersonField(label=_("Programeier"), required=False)
    project = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("Er programmet også et prosjekt?"),
        required=False,
        empty_label=_("Nei"),
        help_text=_("Velg prosjektet når satsingen selv går gjennom faser."),
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        people: Sequence[Person],
        projects: QuerySet[Project],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]
        self.fields["project"].queryset = projects.order_by("title_key", "pk")  # type: ignore[attr-defined]


class EditProgrammeForm(Versioned, ProgrammeForm):
    is_closed = forms.BooleanField(label=_("Programmet er avsluttet"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]
