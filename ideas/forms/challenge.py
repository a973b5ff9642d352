"""What people write in the room of a challenge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.forms.campaign import UnitField
from ideas.models.challenge import ChallengeCause
from organisation.people.models import Partner, Person, Unit
from organisation.web.forms import CheckList, ChoiceCards, Form, Versioned

LEVEL_MEANS = {
    ChallengeCause.Level.SYSTEM: gettext_lazy("Regler, penger, organisering, verktøy."),
    ChallengeCause.Level.INDIVIDUAL: gettext_lazy("Det den enkelte vet, kan, vil eller lever med."),
    ChallengeCause.Level.CULTURE: gettext_lazy("Vaner og holdninger vi deler."),
}


class ChallengeForm(Form):
    title = forms.CharField(
        label=gettext_lazy("Tittel"),
        max_length=160,
        error_messages={"required": gettext_lazy("Gi floken en tittel.")},
    )
    unit = UnitField(
        Unit.objects.none(),
        label=gettext_lazy("Enhet"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten som holder rommet.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Hva floken er"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Hva henger sammen, og hvorfor løser ingen det alene?"),
    )
    holder = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Helhetsansvarlig"),
        empty_label=gettext_lazy("Velg person"),
        error_messages={"required": gettext_lazy("Velg den som ser hele floken.")},
    )
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Samarbeidsparter"),
        required=False,
        widget=CheckList(list_label=gettext_lazy("Samarbeidsparter")),
    )

    def __init__(self, *args: Any, units: Any, people: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("holder", people), ("partners", partners)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class EditChallengeForm(Versioned, ChallengeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class NeedForm(Form):
    text = forms.CharField(
        label=gettext_lazy("Behovet"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv behovet. Én setning holder.")},
    )
    unit = UnitField(
        Unit.objects.none(),
        label=gettext_lazy("Hvem har behovet?"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten som har behovet.")},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class EditNeedForm(Versioned, NeedForm):
    pass


class CauseForm(Form):
    """A cause of a challenge, or of the problem of a project."""

    text = forms.CharField(
        label=gettext_lazy("Årsak"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Skriv årsaken. Én setning holder.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Hvor ligger den?"),
        choices=ChallengeCause.Level,
        widget=ChoiceCards(hints=LEVEL_MEANS),
        error_messages={"required": gettext_lazy("Velg hvor årsaken ligger.")},
    )
    under = forms.ChoiceField(label=gettext_lazy("Er den årsak til en annen?"), required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[int, Any]], **kwargs: Any) -> None:
        """`places` are the causes it may stand under, each with how deep it stands."""
        super().__init__(*args, **kwargs)
        self.causes = {str(cause.pk): cause for _depth, cause in places}
        self.fields["under"].choices = [  # type: ignore[attr-defined]
            ("", _("Nei, den står øverst")),
            *((str(cause.pk), "\N{EM SPACE}" * depth + cause.text) for depth, cause in places),
        ]

    def clean_under(self) -> Any:
        return self.causes.get(self.cleaned_data["under"])


class EditCauseForm(Versioned, CauseForm):
    pass
