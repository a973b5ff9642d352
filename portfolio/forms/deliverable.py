"""What people write about deliverables."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, Versioned
from portfolio.forms.alternative import PhaseField
from portfolio.models import Project


class NewDeliverableForm(Form):
    title = forms.CharField(label=_("Hva skal leveres?"), max_length=200)
    phase = PhaseField()
    due = DayField(label=_("Frist"), required=False)
    delivered_on = DayField(label=_("Levert"), required=False)
    document = forms.ModelChoiceField[Any](
        None, label=_("Dokument i prosjektet"), required=False, empty_label="–"
    )
    link = forms.URLField(
        label=_("Eller lenke"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.offer(project)
        document: Any = self.fields["document"]
        document.queryset = project.documents.order_by("title_key")

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DeliverableForm(Versioned, NewDeliverableForm):
    pass
