"""What people write when they have learned something."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisation.errors import DomainError
from organisation.web.forms import Form, Versioned
from portfolio.models import Project
from portfolio.services.lesson import clean_tags


class TagsField(forms.CharField):
    """Words between commas; gives a list in small letters."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        try:
            return clean_tags(text.split(","))
        except DomainError as refused:
            raise forms.ValidationError(refused.message) from None


class NewLessonForm(Form):
    title = forms.CharField(label=_("Lærdommen i én setning"), max_length=160)
    what_happened = forms.CharField(
        label=_("Hva skjedde?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    learned = forms.CharField(label=_("Hva lærte dere?"), widget=forms.Textarea(attrs={"rows": 4}))
    advice = forms.CharField(
        label=_("Hva bør den neste gjøre?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tags = TagsField(
        label=_("Emneord"),
        required=False,
        help_text=_("Skill med komma: «innkjøp, medvirkning, pårørende»"),
    )
    gate = forms.ModelChoiceField[Any](
        None, label=_("Skrevet ved"), required=False, empty_label=_("Underveis")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gate: Any = self.fields["gate"]
        gate.queryset = project.gates.order_by("code")
        gate.label_from_instance = lambda gate: gate.name


class LessonForm(Versioned, NewLessonForm):
    pass


class UseForm(Form):
    """Which of one's projects used the lesson."""

    project = forms.ModelChoiceField[Any](
        None,
        label=_("I hvilket prosjekt?"),
        empty_label=None,
        error_messages={"required": _("Velg prosjektet som brukte lærdommen.")},
    )
    note = forms.CharField(label=_("Hva brukte dere den til?"), required=False, max_length=300)

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project: Any = self.fields["project"]
        project.queryset = projects
        project.label_from_instance = lambda each: (
            _now("%(number)s %(title)s")
            % {
                "number": each.number,
                "title": each.title,
            }
        )
