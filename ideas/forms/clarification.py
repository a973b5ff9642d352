"""Reading what must be clarified, and what was chosen."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle.together import Choice
from ideas.models import Idea
from ideas.queries.clarification import possible_deciders
from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned


class PersonAndTitle(forms.ModelChoiceField):
    """People by name, with the position that tells them apart."""

    def label_from_instance(self, person: Person) -> str:
        return f"{person.name} ({person.job_title})" if person.job_title else person.name


class ClarifyForm(Form):
    question = forms.CharField(
        label=gettext_lazy("Hva må avklares?"),
        max_length=400,
        help_text=gettext_lazy("Den som velger, leser dette sammen med idéen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hva som må avklares.")},
    )
    decider = PersonAndTitle(
        Person.objects.none(),
        label=gettext_lazy("Hvem skal velge?"),
        empty_label=gettext_lazy("Velg en leder eller rådgiver"),
        error_messages={"required": gettext_lazy("Velg hvem som skal velge.")},
    )
    due_on = DayField(
        label=gettext_lazy("Velges innen"),
        help_text=gettext_lazy("Svarfristen til innmelderen løper videre."),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decider = self.fields["decider"]
        assert isinstance(decider, forms.ModelChoiceField)
        decider.queryset = possible_deciders(idea)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Velg en dato fram i tid."))
        return day


class ChooseForm(Versioned, Form):
    choice = forms.ChoiceField(
        label=gettext_lazy("Hva skal idéen bli?"),
        choices=Choice.choices,
        widget=ChoiceCards(
            hints={
                Choice.PROJECT: gettext_lazy("Den trenger folk, tid eller penger ut over driften."),
                Choice.LINE_TASK: gettext_lazy("Enheten kan gjøre det selv i driften."),
                Choice.NOTHING: gettext_lazy("Vi går ikke videre med den nå."),
            }
        ),
        error_messages={"required": gettext_lazy("Velg hva som skjer med idéen.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        max_length=2000,
        help_text=gettext_lazy("Rådgiveren bruker dette i svaret til innmelderen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hvorfor du velger dette.")},
    )
