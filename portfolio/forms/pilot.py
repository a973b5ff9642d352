"""What people write about a pilot."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person, Unit
from organisation.web.forms import CheckList, ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import PersonField
from portfolio.forms.project import KIND_MEANS, PROFILE_MEANS
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.lifecycle.pilot import QUESTIONS, Judgement, Next, Worked

NEXT_MEANS = {
    Next.STOP: gettext_lazy("Vi slutter, og vet hvorfor."),
    Next.USE_HERE: gettext_lazy("Det blir en del av vanlig drift der det ble prøvd."),
    Next.SPREAD: gettext_lazy("Andre enheter tar det i bruk slik det er."),
    Next.PROJECT: gettext_lazy("Det er større enn en pilot, og trenger faser og beslutninger."),
}
ASKS = {
    "law": (
        gettext_lazy("Lov: har vi lov til å prøve dette?"),
        gettext_lazy("Hvilke regler gjelder, og hvorfor er det innenfor?"),
    ),
    "privacy": (
        gettext_lazy("Personvern: hva skjer med opplysninger om folk?"),
        gettext_lazy("Hvilke opplysninger, hvem ser dem, og trengs det en DPIA?"),
    ),
    "ethics": (
        gettext_lazy("Etikk: er det riktig å prøve dette?"),
        gettext_lazy("Hvem kan det gå ut over, og kan de si nei?"),
    ),
}


class PlacesField(forms.ModelMultipleChoiceField):
    """Units, each moved in under the one above it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = CheckList(list_label=gettext_lazy("Enheter"))
        super().__init__(Unit.objects.none(), widget=widget, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return "\N{EM SPACE}" * obj.depth + obj.name


class PlanForm(Form):
    what = forms.CharField(
        label=gettext_lazy("Hva prøver vi?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hva dere vil prøve. Én setning holder.")},
    )
    units = PlacesField(
        label=gettext_lazy("Hvor?"),
        error_messages={"required": gettext_lazy("Velg enhetene det prøves i.")},
    )
    until = DayField(
        label=gettext_lazy("Til når?"),
        required=False,
        help_text=gettext_lazy("Trengs før start. En pilot er kort, ofte noen uker."),
    )
    participants = forms.CharField(
        label=gettext_lazy("Hvem er med?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "For eksempel «kveldsvakten og fire beboere». Ikke navn på brukere."
        ),
    )
    success_sign = forms.CharField(
        label=gettext_lazy("Hvordan ser vi at det virket?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Trengs før start. For eksempel «færre enn to fall i uken»."),
    )

    def __init__(self, *args: Any, places: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = places  # type: ignore[attr-defined]


class StartPilotForm(PlanForm):
    title = forms.CharField(
        label=gettext_lazy("Tittel"),
        max_length=160,
        error_messages={"required": gettext_lazy("Gi piloten en tittel.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Enheten som har piloten"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten piloten hører til.")},
    )
    need = forms.CharField(
        label=gettext_lazy("Hva er behovet?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    leader = PersonField(
        label=gettext_lazy("Hvem leder den?"),
        error_messages={"required": gettext_lazy("Velg hvem som leder piloten.")},
    )
    owner = PersonField(
        label=gettext_lazy("Hvem eier den?"),
        required=False,
        help_text=gettext_lazy("I en pilot kan det være den samme. Står det tomt, er det lederen."),
    )
    reply = forms.CharField(
        label=gettext_lazy("Svar til innmelderen"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sendes når piloten er opprettet, og besvarer idéen."),
        error_messages={"required": gettext_lazy("Skriv et svar. Innmelderen skal få vite det.")},
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = (
        "title",
        "need",
        "what",
        "unit",
        "units",
        "until",
        "leader",
        "owner",
        "participants",
        "success_sign",
        "reply",
    )

    def __init__(
        self,
        *args: Any,
        home: QuerySet[Unit],
        people: Sequence[Person],
        answers_idea: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = home  # type: ignore[attr-defined]
        self.fields["units"].required = False
        self.fields["units"].help_text = _("Står det tomt, prøves det i enheten som har piloten.")
        for name in ("leader", "owner"):
            self.fields[name].offer(people)  # type: ignore[attr-defined]
        if not answers_idea:
            del self.fields["reply"]

    def clean_until(self) -> date | None:
        return refuse_past(self.cleaned_data["until"])


class PlanEditForm(Versioned, PlanForm):
    def __init__(self, *args: Any, is_under_way: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_under_way:
            del self.fields["what"]
            self.fields["until"].required = True
            self.fields["until"].error_messages["required"] = _("Skriv til når piloten varer.")


def refuse_past(day: date | None) -> date | None:
    if day and day < timezone.localdate():
        raise forms.ValidationError(_("Velg en dato fram i tid."))
    return day


class JudgeForm(Versioned, Form):
    """Law, privacy and ethics: an answer and a word on each. May be left half done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            label, hint = ASKS[name]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=Judgement, widget=ChoiceCards(tight=True), required=False
            )
            self.fields[f"{name}_text"] = forms.CharField(
                label=_("Begrunnelse (%(about)s)") % {"about": QUESTIONS[name]},
                required=False,
                help_text=hint,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


class AskForm(Versioned, Form):
    approver = PersonField(
        label=gettext_lazy("Hvem skal godkjenne?"),
        help_text=gettext_lazy("Prosjekteier, leder eller rådgiver. Aldri den som leder piloten."),
        error_messages={"required": gettext_lazy("Velg hvem som skal godkjenne.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approver"].offer(people)  # type: ignore[attr-defined]


class TurnDownForm(Versioned, Form):
    reason = forms.CharField(
        label=gettext_lazy("Hva må bli bedre?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hva som må bli bedre.")},
    )


class FinishForm(Versioned, Form):
    happened = forms.CharField(
        label=gettext_lazy("Hva skjedde?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Skriv hva som skjedde. To setninger holder.")},
    )
    worked = forms.ChoiceField(
        label=gettext_lazy("Virket det?"),
        choices=Worked,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg om det virket.")},
    )
    next_step = forms.ChoiceField(
        label=gettext_lazy("Hva nå?"),
        choices=Next,
        widget=ChoiceCards(hints=NEXT_MEANS),
        error_messages={"required": gettext_lazy("Velg hva som skjer videre.")},
    )


class DropForm(Versioned, Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor legges den bort?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor piloten legges bort.")},
    )


class MakeProjectForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hva slags prosjekt blir det?"),
        choices=[each for each in ProjectKind.choices if each[0] != ProjectKind.PILOT],
        widget=ChoiceCards(hints=KIND_MEANS),
        error_messages={"required": gettext_lazy("Velg hva slags prosjekt det blir.")},
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("Hvor stort blir det?"),
        choices=Profile,
        widget=ChoiceCards(hints=PROFILE_MEANS),
        error_messages={"required": gettext_lazy("Velg hvor stort prosjektet blir.")},
    )
    owner = PersonField(
        label=gettext_lazy("Prosjekteier"),
        help_text=gettext_lazy("Lederen i linjen som vil ha resultatet. Ikke prosjektlederen."),
        error_messages={"required": gettext_lazy("Velg hvem som eier prosjektet.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor blir det prosjekt?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor den blir prosjekt.")},
    )

    def __init__(
        self, *args: Any, people: Sequence[Person], leader_id: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = [person for person in people if person.pk != leader_id]
        self.fields["owner"].offer(others)  # type: ignore[attr-defined]
