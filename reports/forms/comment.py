"""What is said about a paragraph, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import Form
from reports.models import BoardCase, CaseSection
from reports.queries.comment import paragraph_choices

LONGEST = 3000


class CommentForm(Form):
    """A comment; `about` is the part and the paragraph in it, of the text as it stands now."""

    about = forms.ChoiceField(
        label=_("Avsnitt"),
        error_messages={
            "invalid_choice": _("Avsnittet er endret av noen andre. Velg det på nytt."),
            "required": _("Velg avsnittet det gjelder."),
        },
    )
    text = forms.CharField(
        label=_("Kommentar"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv kommentaren.")},
    )

    def __init__(self, *args: Any, case: BoardCase, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, auto_id="kommentar-%s", **kwargs)
        self.case = case
        field: Any = self.fields["about"]
        field.choices = paragraph_choices(case, place)

    @property
    def place(self) -> tuple[CaseSection | None, str]:
        """The part (None is the proposal) and the id of the paragraph; once it is valid."""
        key, _colon, block = self.cleaned_data["about"].partition(":")
        parts = {str(part.pk): part for part in self.case.text_parts()}
        return parts.get(key), block


class AnswerForm(Form):
    text = forms.CharField(
        label=_("Svar"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv svaret.")},
    )
