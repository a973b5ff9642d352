"""What people write about a project."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.challenge import Challenge
from organisation.people.models import Partner, Person, ServiceArea, StrategyGoal, Unit
from organisation.web.forms import CheckList, ChoiceCards, Form, Versioned
from portfolio.forms.fields import LinesField, PersonField
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models import Phase, Programme, Project
from portfolio.models.project import ProjectGoalKind
from portfolio.models.tag import TagKind

LONGEST_TAG = 60

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

    challenge = forms.ModelChoiceField(
        Challenge.objects.none(),
        label=gettext_lazy("Floke"),
        required=False,
        empty_label=gettext_lazy("Ingen"),
        help_text=gettext_lazy("Behovet ingen enhet løser alene, som prosjektet er en del av."),
    )

    project_kind = ""  # what it is, where the form does not ask

    def __init__(self, *args: Any, district: Unit, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "leader"):
            self.fields[name].offer(people)  # type: ignore[attr-defined]
        areas = ServiceArea.objects.active().filter(district=district).order_by("name_key")
        self.fields["service_area"].queryset = areas  # type: ignore[attr-defined]
        challenges = Challenge.objects.filter(district=district).order_by("title_key", "pk")
        self.fields["challenge"].queryset = challenges  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        owner, leader = data.get("owner"), data.get("leader")
        kind = data.get("kind", self.project_kind)
        if owner and owner == leader and kind != ProjectKind.PILOT:
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
        "challenge",
        "reply",
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], answers_idea: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        # A pilot has a form of its own, and no phases.
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            choice for choice in ProjectKind.choices if choice[0] != ProjectKind.PILOT
        ]
        if not answers_idea:
            del self.fields["reply"]


class EditForm(Versioned, ProjectForm):
    """Kind and profile are changed on a page of their own, with a reason."""

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
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=gettext_lazy("Program"),
        required=False,
        empty_label=gettext_lazy("Ikke i noe program"),
    )
    technology = forms.CharField(
        label=gettext_lazy("Teknologi"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ord skilt med komma, for eksempel «sensor, KI»."),
    )
    topics = forms.CharField(
        label=gettext_lazy("Andre emneord"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ord skilt med komma."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        district = project.district
        super().__init__(*args, district=district, **kwargs)
        self.project_kind = project.kind
        del self.fields["kind"], self.fields["profile"]
        goals = (
            StrategyGoal.objects.filter(strategy__district=district, strategy__is_active=True)
            .select_related("strategy")
            .order_by("strategy__title_key", "number")
        )
        self.fields["strategy_goals"].queryset = goals  # type: ignore[attr-defined]
        self.fields["strategy_goals"].choices = [(goal.pk, in_plan(goal)) for goal in goals]  # type: ignore[attr-defined]
        if not goals:
            del self.fields["strategy_goals"]
        chosen = Q(is_closed=False) | Q(pk=project.programme_id)
        programmes = Programme.objects.filter(chosen, district=district).by_title()
        self.fields["programme"].queryset = programmes.exclude(project=project.pk)  # type: ignore[attr-defined]
        self.fields["leader"].required = False

    def goals(self) -> dict[str, list[str]]:
        return {
            ProjectGoalKind.OUTCOME: self.cleaned_data["outcome_goals"],
            ProjectGoalKind.DELIVERABLE: self.cleaned_data["deliverable_goals"],
        }

    def tags(self) -> dict[str, list[str]]:
        return {
            TagKind.TECHNOLOGY: self.cleaned_data["technology"].split(","),
            TagKind.TOPIC: self.cleaned_data["topics"].split(","),
        }

    def clean_technology(self) -> str:
        return self.short_words("technology")

    def clean_topics(self) -> str:
        return self.short_words("topics")

    def short_words(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        if any(len(word.strip()) > LONGEST_TAG for word in words.split(",")):
            raise forms.ValidationError(_("Skriv korte ord, skilt med komma."))
        return words


def in_plan(goal: StrategyGoal) -> str:
    """The goal with its plan, and the case and years the plan was adopted with."""
    plan = goal.strategy
    facts = [plan.title]
    if plan.case_reference:
        facts.append(plan.case_reference)
    if plan.first_year:
        last = f"–{plan.last_year}" if plan.last_year else "–"
        facts.append(f"{plan.first_year}{last}")
    return f"{goal} ({', '.join(facts)})"


class ClassifyForm(Versioned, Form):
    """Kind and profile, with the reason; profiles below today's are not offered."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hva slags prosjekt er det?"),
        choices=ProjectKind,
        widget=ChoiceCards(hints=KIND_MEANS),
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("Hvor stort er det?"),
        widget=ChoiceCards(hints=PROFILE_MEANS),
        help_text=gettext_lazy("Profilen kan løftes, men ikke senkes. Det dere har skrevet, blir."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor endrer dere det?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        help_text=gettext_lazy("Blir stående i historien."),
        error_messages={"required": gettext_lazy("Skriv hvorfor dere endrer det.")},
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sizes = list(Profile)
        offered = sizes[sizes.index(Profile(project.profile)) :]
        self.fields["profile"].choices = [(size.value, size.label) for size in offered]  # type: ignore[attr-defined]


class RestrictForm(Versioned, Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor må prosjektet skjermes?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        error_messages={"required": gettext_lazy("Skriv hvorfor det må skjermes.")},
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Hjemmel"),
        max_length=120,
        help_text=gettext_lazy("For eksempel «offl. § 14» eller «offl. § 23»."),
        error_messages={"required": gettext_lazy("Skriv hjemmelen.")},
    )


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
    phases = forms.ModelMultipleChoiceField(
        Phase.objects.none(),
        label=gettext_lazy("I hvilke faser?"),
        required=False,
        widget=CheckList(),
        help_text=gettext_lazy("Velg ingen når det gjelder alle."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.active().filter(district=project.district_id)
        self.fields["partner"].queryset = partners.order_by("name_key")  # type: ignore[attr-defined]
        self.fields["phases"].queryset = project.phases.order_by("position")  # type: ignore[attr-defined]
