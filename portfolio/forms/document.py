"""What people hand in: a file or a link, with its title, type and parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisation.files.forms import UploadField
from organisation.web.forms import CheckList, Form, Versioned
from portfolio.forms.alternative import PhaseField
from portfolio.forms.fields import LinesField
from portfolio.lifecycle.substance import DocumentKind
from portfolio.models import DocumentTemplate, Project


class FileOrLink(Form):
    """A file or a link, not both; and which of the parts the type must have are in it."""

    file = UploadField(label=_("Last opp en fil"), required=False)
    link = forms.URLField(
        label=_("Eller lim inn en lenke"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "SharePoint, Teams eller et annet sted. Det en signert beslutning bygger på, må "
            "lastes opp som fil."
        ),
    )
    comment = forms.CharField(label=_("Hva er nytt?"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" in self.errors or "link" in self.errors:
            return data
        if bool(data.get("file")) == bool(data.get("link")):
            self.add_error("file", _now("Velg en fil eller lim inn en lenke, ikke begge deler."))
        return data


class WithParts(FileOrLink):
    """Asks about the parts that documents of `template`'s type must have."""

    def __init__(self, *args: Any, template: DocumentTemplate | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(template.parts) if template else []
        if self.parts:
            self.fields["parts"] = forms.MultipleChoiceField(
                label=_("Hvilke deler er med?"),
                required=False,
                choices=[(part, part) for part in self.parts],
                widget=CheckList(),
                help_text=_("Det som mangler, vises på dokumentet."),
            )

    def lacking(self) -> list[str]:
        there = self.cleaned_data.get("parts", [])
        return [part for part in self.parts if part not in there]


class NewDocumentForm(WithParts):
    title = forms.CharField(label=_("Tittel"), max_length=160)
    phase = PhaseField()
    field_order = ("title", "phase", "file", "link", "parts", "comment")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.offer(project)
        del self.fields["comment"]  # everything is new


class DocumentForm(Versioned, Form):
    title = forms.CharField(label=_("Tittel"), max_length=160)
    kind = forms.ChoiceField(label=_("Type"), choices=DocumentKind)
    phase = PhaseField()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.offer(project)


class TemplateForm(Form):
    """The next version of the template of one type."""

    file = UploadField(
        label=_("Mal"),
        required=False,
        help_text=_("Uten ny fil gjelder den som er der fra før."),
    )
    parts = LinesField(
        label=_("Deler som må være med"),
        required=False,
        longest=120,
        rows=6,
        help_text=_("Én del på hver linje, for eksempel «Formål» eller «Hvem gjør hva»."),
    )
