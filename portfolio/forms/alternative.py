"""What people write when they compare alternatives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import ChoiceCards, Form, NokField, Versioned
from portfolio.forms.fields import LinesField
from portfolio.models import Alternative, Comparison, Criterion, Project


class PhaseField(forms.ModelChoiceField):
    """One of the project's phases, or none where it has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, required=False, label=_("Fase"), empty_label="–", **kwargs)

    def offer(self, project: Project) -> None:
        self.queryset = project.phases.order_by("position")


class NewComparisonForm(Form):
    question = forms.CharField(
        label=_("Hva skal dere velge?"),
        max_length=200,
        help_text=_("For eksempel: «Hvem skal drive dagtilbudet?»"),
    )
    phase = PhaseField()
    criteria = LinesField(
        label=_("Flere kriterier"),
        required=False,
        longest=80,
        rows=3,
        help_text=_("Ett på hver linje. Kostnad, kvalitet, kapasitet og risiko er alltid med."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.offer(project)


class ComparisonForm(Versioned, NewComparisonForm):
    pass


class NewAlternativeForm(Form):
    title = forms.CharField(label=_("Navn på alternativet"), max_length=120)
    description = forms.CharField(
        label=_("Kort om det"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    once_nok = NokField(label=_("Engangskostnad"), required=False, min_value=0)
    yearly_nok = NokField(label=_("Kostnad per år"), required=False, min_value=0)
    quality = forms.CharField(
        label=_("Kvalitet"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    capacity = forms.CharField(
        label=_("Kapasitet"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    risks = forms.CharField(
        label=_("Risiko"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        self.criteria = criteria
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[f"criterion_{criterion.pk}"] = forms.CharField(
                label=criterion.name, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def notes(self) -> dict[int, str]:
        """What is said by each criterion, by its id."""
        return {each.pk: self.cleaned_data[f"criterion_{each.pk}"] for each in self.criteria}


class AlternativeForm(Versioned, NewAlternativeForm):
    pass


def facts_of(alternative: Alternative) -> dict[str, Any]:
    """For the form's `initial`, what is said by each criterion too; one query."""
    notes = alternative.notes.values_list("criterion", "text")
    return {**vars(alternative), **{f"criterion_{key}": text for key, text in notes}}


class ChooseForm(Versioned, Form):
    alternative = forms.ModelChoiceField[Any](
        None,
        label=_("Hva velger dere?"),
        widget=ChoiceCards(),
        empty_label=None,
        error_messages={"required": _("Velg ett av alternativene.")},
    )
    reason = forms.CharField(
        label=_("Hvorfor?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dette står i beslutningsloggen og i faserapporten."),
    )

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alternative: Any = self.fields["alternative"]
        alternative.queryset = comparison.alternatives.all()
