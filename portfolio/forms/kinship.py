"""How a project is related to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, Form
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models.project import Project

MEANS = {
    LinkKind.PREDECESSOR: _("Dette prosjektet bygger videre på det andre."),
    LinkKind.RELATED: _("De prøver noe lignende, eller lærer av hverandre."),
    LinkKind.DEPENDS_ON: _("Dette prosjektet venter på noe fra det andre."),
}


class LinkForm(Form):
    kind = forms.ChoiceField(
        label=_("Hva er det andre prosjektet?"),
        choices=LinkKind,
        widget=ChoiceCards(hints=MEANS),
        error_messages={"required": _("Velg hvordan prosjektene henger sammen.")},
    )
    other = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("Prosjekt"),
        empty_label=_("Velg prosjekt"),
        error_messages={"required": _("Velg prosjektet.")},
    )
    why = forms.CharField(label=_("Hva gjelder det?"), required=False, max_length=200)

    def __init__(self, *args: Any, project: Project, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Project.objects.visible_to(person).exclude(pk=project.pk)
        self.fields["other"].queryset = others.order_by("title_key", "pk")  # type: ignore[attr-defined]
