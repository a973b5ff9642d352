"""What people write about a project."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Partner, Person, ServiceArea, StrategyGoal, Unit
from organisation.web.forms import CheckList, ChoiceCards, Form, Versioned
from portfolio.forms.fields import LinesField, PersonField
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models.project import ProjectGoalKind

KIND_MEANS = {
    ProjectKind.INNOVATION: gettext_lazy("Vi kjenner behovet, men ikke løsningen."),
    ProjectKind.DEVELOPMENT: gettext_lazy("Løsningen er stort sett kjent og skal gjøres bedre."),
    ProjectKind.PILOT: gettext_lazy("En liten prøve i vanlig drift."),
}
PROFILE_MEANS = {
    Profile.SMALL: gettext_lazy("Få spørsmål, enhetslederen avgjør."),
    Profile.ORDINARY: gettext_lazy("Det vanlige. Avdelingsdirektøren avgjør."),
    Profile.LARGE: gettext_lazy("Mange berørte eller mye penger. Rådgiver må bekrefte grunnlaget."),
}


class ProjectForm(Form):
    """What is said of a project, new or not."""

    title = forms.CharField(
        label=gettext_lazy("Tittel"),
        max_length=160,
        error_messages={"required": gettext_lazy("Gi prosjektet en tittel.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("Kort sagt"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("To setninger som en kollega forstår."),
    )
    need = forms.CharField(
        label=gettext_lazy("Hva er behovet?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    target_group = forms.CharField(
        label=gettext_lazy("Hvem er det for?"), required=False, max_length=300
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hva slags prosjekt er det?"),
        choices=ProjectKind,
        widget=ChoiceCards(hints=KIND_MEANS),
        error_messages={"required": gettext_lazy("Velg hva slags prosjekt det er.")},
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("Hvor stort er det?"),
        choices=Profile,
        widget=ChoiceCards(hints=PROFILE_MEANS),
        error_messages={"required": gettext_lazy("Velg hvor stort prosjektet er.")},
    )
    owner = PersonField(
        label=gettext_lazy("Prosjekteier"),
        required=False,
        help_text=gettext_lazy("Lederen i linjen som vil ha resultatet."),
    )
    leader = PersonField(
        label=gettext_lazy("Prosjektleder"),
        error_messages={"required": gettext_lazy("Velg hvem som leder prosjektet.")},
    )
    service_area = forms.ModelChoiceField(
        ServiceArea.objects.none(),
        label=gettext_lazy("Tjenesteområde"),
        required=False,
        empty_label=gettext_lazy("Ikke valgt"),
    )

    def __init__(self, *args: Any, district: Unit, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "leader"):
            self.fields[name].offer(people)  # type: ignore[attr-defined]
        areas = ServiceArea.objects.active().filter(district=district).order_by("name_key")
        self.fields["service_area"].queryset = areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        owner, leader = data.get("owner"), data.get("leader")
        if owner and owner == leader and data.get("kind") != ProjectKind.PILOT:
            self.add_error("owner", _("Prosjekteier og prosjektleder kan ikke være samme person."))
        return data


class StartForm(ProjectForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Enhet"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten prosjektet hører til.")},
    )
    reply = forms.CharField(
        label=gettext_lazy("Svar til innmelderen"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sendes når prosjektet starter, og besvarer idéen."),
        error_messages={"required": gettext_lazy("Skriv et svar. Innmelderen skal få vite det.")},
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = (
        "title",
        "unit",
        "need",
        "summary",
        "target_group",
        "kind",
        "profile",
        "owner",
        "leader",
        "service_area",
        "reply",
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], answers_idea: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not answers_idea:
            del self.fields["reply"]


class EditForm(Versioned, ProjectForm):
    """`may_classify` opens kind and profile; for others they stand as they are."""

    outcome_goals = LinesField(
        label=gettext_lazy("Effektmål"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Den varige virkningen eieren vil ha. Ett mål på hver linje."),
    )
    deliverable_goals = LinesField(
        label=gettext_lazy("Resultatmål"),
        required=False,
        rows=4,
        help_text=gettext_lazy("Det prosjektet selv skal levere. Ett mål på hver linje."),
    )
    strategy_goals = forms.ModelMultipleChoiceField(
        StrategyGoal.objects.none(),
        label=gettext_lazy("Mål i vedtatte planer"),
        required=False,
        widget=CheckList(list_label=gettext_lazy("Mål i vedtatte planer")),
    )

    def __init__(self, *args: Any, district: Unit, may_classify: bool, **kwargs: Any) -> None:
        super().__init__(*args, district=district, **kwargs)
        if not may_classify:
            for name in ("kind", "profile"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "Rådgiver eller leder setter dette, fordi det bestemmer hvem som avgjør."
                )
        goals = (
            StrategyGoal.objects.filter(strategy__district=district, strategy__is_active=True)
            .select_related("strategy")
            .order_by("strategy__title_key", "number")
        )
        self.fields["strategy_goals"].queryset = goals  # type: ignore[attr-defined]
        self.fields["strategy_goals"].choices = [(goal.pk, str(goal)) for goal in goals]  # type: ignore[attr-defined]
        if not goals:
            del self.fields["strategy_goals"]
        self.fields["leader"].required = False

    def goals(self) -> dict[str, list[str]]:
        return {
            ProjectGoalKind.OUTCOME: self.cleaned_data["outcome_goals"],
            ProjectGoalKind.DELIVERABLE: self.cleaned_data["deliverable_goals"],
        }


class MemberForm(Form):
    person = PersonField(
        label=gettext_lazy("Person"),
        error_messages={"required": gettext_lazy("Velg hvem som skal være med.")},
    )
    role = forms.CharField(
        label=gettext_lazy("Rolle i prosjektet"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For eksempel «fagperson» eller «styringsgruppe»."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class PartnerForm(Form):
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Samarbeidspart"),
        empty_label=gettext_lazy("Velg samarbeidspart"),
        error_messages={"required": gettext_lazy("Velg hvem dere samarbeider med.")},
    )
    role = forms.CharField(label=gettext_lazy("Hva bidrar de med?"), required=False, max_length=120)

    def __init__(self, *args: Any, district: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.active().filter(district=district).order_by("name_key")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
