"""Projects and gates on my page, in the header, in search and in the red thread."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person, Role
from organisation.registries import Lines, Row, Start
from organisation.search.queries import ranked
from organisation.search.words import PublicWords, public_words
from portfolio.lifecycle import GateCode, GateState
from portfolio.models import Condition, Gate, Project, ProjectMember

SHOWN = 10
MOST = 50  # gates on one person's page
SOON = timedelta(days=30)
LEADERS = (GateState.IN_PREPARATION, GateState.ON_HOLD)
ACTIONS = {
    "portfolio.start_project": gettext_lazy("Prosjektet startet"),
    "portfolio.edit_project": gettext_lazy("Prosjektet endret"),
    "portfolio.add_member": gettext_lazy("Ny i prosjektet"),
    "portfolio.remove_member": gettext_lazy("Tatt ut av prosjektet"),
    "portfolio.add_partner": gettext_lazy("Samarbeidspart lagt til"),
    "portfolio.remove_partner": gettext_lazy("Samarbeidspart tatt ut"),
    "portfolio.edit_phase": gettext_lazy("Fasen endret"),
    "portfolio.judge_goal": gettext_lazy("Mål vurdert"),
    "portfolio.open_gate": gettext_lazy("Forberedelsen begynt"),
    "portfolio.answer_question": gettext_lazy("Spørsmål besvart"),
    "portfolio.recommend": gettext_lazy("Tilråding skrevet"),
    "portfolio.submit_gate": gettext_lazy("Sendt til avgjørelse"),
    "portfolio.recall_gate": gettext_lazy("Trukket tilbake"),
    "portfolio.withdraw_from_board": gettext_lazy("Saken ble trukket i utvalget"),
    "portfolio.confirm_gate": gettext_lazy("Bekreftet av rådgiver"),
    "portfolio.lift_gate": gettext_lazy("Avgjørelsen løftet"),
    "portfolio.decide_gate": gettext_lazy("Avgjort"),
    "portfolio.correct_decision": gettext_lazy("Beslutningen rettet"),
    "portfolio.meet_condition": gettext_lazy("Vilkår oppfylt"),
    "portfolio.take_note": gettext_lazy("Tatt til orientering"),
    "portfolio.wake_project": gettext_lazy("Går videre etter pausen"),
}


# --- My page --------------------------------------------------------------------------------------


def gates_with(person: Person) -> QuerySet[Any]:
    """Gates that wait for `person` to decide, confirm or prepare.

    `to_decide` tells the first kind; of the others, those in preparation, or on hold until a day
    that has come, are the leader's.
    """
    held_out = Q(state=GateState.ON_HOLD, hold_until__lte=timezone.localdate())
    to_decide = Gate.objects.waiting_for_decision_by(person).filter(pk=OuterRef("pk"))
    prepares = Q(Q(state=GateState.IN_PREPARATION) | held_out, project__leader=person)
    confirms = Q(
        state__in=(GateState.SUBMITTED, GateState.WAITING_FOR_BOARD),
        confirmed_at=None,
        project__unit__in=person.units_as(Role.ADVISER),
    ) & ~Q(project__leader=person)
    return (
        Gate.objects.annotate(to_decide=Exists(to_decide))
        .filter(Q(to_decide=True) | prepares | confirms)
        .with_project()
        .order_by(F("due").asc(nulls_last=True), "submitted_at", "pk")[:MOST]
    )


def decisions_i_owe(gates: list[Any], person: Person) -> Iterator[Row]:
    """Submitted gates where the person is the nearest to decide, the first due first."""
    for gate in gates:
        if gate.to_decide:
            yield _gate_row(gate, _("Avgjør"), _("Avgjøres innen"))


def gates_i_confirm(gates: list[Any], person: Person) -> Iterator[Row]:
    """Submitted gates an adviser has not looked over."""
    for gate in gates:
        if gate.state not in LEADERS and not gate.to_decide:
            yield _gate_row(gate, _("Se over"), _("Avgjøres innen"))


def gates_i_prepare(gates: list[Any], person: Person) -> Iterator[Row]:
    for gate in gates:
        if gate.state == GateState.ON_HOLD:
            yield _gate_row(gate, _("Ta opp igjen"), _("Avgjøres innen"))
        elif gate.state == GateState.IN_PREPARATION:
            yield _gate_row(gate, _("Forbered"), _("Avgjøres innen"))


def _gate_row(gate: Gate, action: str, due_words: str) -> Row:
    return Row(
        icon="gate",
        title=f"{gate.get_code_display()}: {gate.project.title}",
        url=gate.get_absolute_url(),
        facts=(gate.project.number, gate.purpose),
        due=gate.due,
        due_words=due_words,
        action=action,
    )


def conditions_i_answer_for(person: Person) -> QuerySet[Condition]:
    """Conditions the person is to meet within a month, and those past their day."""
    soon = timezone.localdate() + SOON
    owed = (
        Condition.objects.open()
        .filter(owner=person, due__lte=soon)
        .select_related("decision__gate__project")
    )
    return owed.order_by("due", "pk")[:SHOWN]


def condition_rows(conditions: list[Condition], person: Person) -> Iterator[Row]:
    for condition in conditions:
        gate = condition.decision.gate
        yield Row(
            icon="clock",
            title=condition.text,
            url=reverse("portfolio:condition_meet", args=[condition.pk]),
            facts=(
                _("Vilkår fra %(code)s") % {"code": gate.get_code_display()},
                gate.project.title,
            ),
            due=condition.due,
            due_words=_("Frist"),
            action=_("Meld oppfylt"),
        )


def projects_of(person: Person) -> QuerySet[Any]:
    """Projects the person leads, owns, works in or follows, with where they stand; own ones first.

    What one follows may be restricted later, and is then left out.
    """
    mine = Project.objects.of_person(person).values("pk")
    followed = Project.objects.visible_to(person).filter(follows__person=person).values("pk")
    return (
        Project.objects.filter(Q(pk__in=mine) | Q(pk__in=followed))
        .annotate(is_mine=Q(pk__in=mine))
        .under_way()
        .with_next_gate()
        .order_by("-is_mine", "-number", "pk")[:SHOWN]
    )


def project_rows(projects: list[Any], person: Person) -> Iterator[Row]:
    for project in projects:
        yield Row(
            icon="flag",
            title=project.title,
            url=project.get_absolute_url(),
            facts=(project.number, _role_of(person, project)),
            state=standing_of(project),
        )


def standing_of(project: Any) -> str:
    """`BP2 venter på vedtak`, from the gate that comes next; empty after the last."""
    if not project.next_code:
        return ""
    return f"{GateCode(project.next_code).label} {GateState(project.next_state).label.lower()}"


def _role_of(person: Person, project: Any) -> str:
    if project.leader_id == person.pk:
        return _("Du er prosjektleder")
    if project.owner_id == person.pk:
        return _("Du er prosjekteier")
    return _("Du er med") if project.is_mine else _("Du følger det")


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.start_project"):
        yield Start(
            icon="flag", title=_("Start et prosjekt"), url=reverse("portfolio:project_start")
        )


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.administer_deciders"):
        yield Start(icon="gate", title=_("Fullmakter"), url=reverse("portfolio:deciders"))


def counted_in_header(person: Person) -> QuerySet[Gate] | None:
    """The decisions that wait for somebody who leads."""
    leads = person.units_as(Role.MANAGER) or person.units_as(Role.DIRECTOR)
    return Gate.objects.waiting_for_decision_by(person) if leads else None


# --- Search, thread, drafts, personal data --------------------------------------------------------


def found(person: Person, query: str) -> Any:
    return ranked(
        Project.objects.visible_to(person).select_related("unit"),
        query,
        headline=("summary", "need"),
    )


def found_row(project: Project) -> Row:
    return Row(
        icon="flag",
        title=project.title,
        url=project.get_absolute_url(),
        facts=(project.number, str(project.unit)),
        state=project.get_state_display(),
    )


def about(person: Person) -> Iterable[Any]:
    """Projects and conditions that name `person`, for whoever asks what we know of them."""
    yield from Project.objects.of_person(person).order_by("pk")
    yield from ProjectMember.objects.filter(person=person).order_by("pk")
    yield from Condition.objects.filter(owner=person).order_by("pk")


# Each form with drafts: what a draft of it is called, and the field it is known by.
DRAFTS = {
    "portfolio.decide": (gettext_lazy("Avgjørelse: %(start)s"), "reason"),
    "portfolio.start": (gettext_lazy("Nytt prosjekt: %(start)s"), "title"),
    "portfolio.project": (gettext_lazy("Endre prosjekt: %(start)s"), "title"),
    "portfolio.phase": (gettext_lazy("Fase: %(start)s"), "conclusions"),
    "portfolio.answer": (gettext_lazy("Svar i egenvurdering: %(start)s"), "reason"),
    "portfolio.recommend": (gettext_lazy("Tilråding: %(start)s"), "recommendation_text"),
    "portfolio.lift": (gettext_lazy("Løft av avgjørelse: %(start)s"), "reason"),
    "portfolio.correct": (gettext_lazy("Retting av beslutning: %(start)s"), "reason"),
}


def draft_title(draft: Draft) -> str:
    words, field = DRAFTS[draft.form]
    return words % {"start": draft.first(field)[:60] or _("uten tekst")}


def draft_url(draft: Draft) -> str:
    """A draft knows only ids; the page it leads to by way of them is found when it is opened."""
    name = draft.form.partition(".")[2]
    if name == "start":
        idea = f"?ide={draft.object_ref}" if draft.object_ref else ""
        return reverse("portfolio:project_start") + idea
    thing, _dash, question = draft.object_ref.partition("-")
    step = f"?steg={question}" if question else ""
    return reverse("portfolio:form_of_draft", args=[name, thing]) + step


def register() -> None:
    # What others wait for comes first.
    registries.waiting_for.add("portfolio.decide", Lines(gates_with, decisions_i_owe))
    registries.waiting_for.add("portfolio.confirm", Lines(gates_with, gates_i_confirm))
    registries.waiting_for.add("portfolio.prepare", Lines(gates_with, gates_i_prepare))
    conditions = Lines(conditions_i_answer_for, condition_rows)
    registries.waiting_for.add("portfolio.conditions", conditions)
    registries.following.add("portfolio", Lines(projects_of, project_rows))
    registries.can_start.add("portfolio", starts)
    registries.administration.add("portfolio", administration)
    registries.shell_counts.add("projects", counted_in_header)
    registries.search_kinds.add(
        "projects", registries.SearchKind(gettext_lazy("Prosjekter"), found, found_row)
    )
    registries.personal_data.add("portfolio", about)
    action_names.update(ACTIONS)
    # What every employee of the district may read may be suggested; never a restricted project.
    public_words.add(
        "portfolio", PublicWords(Project.objects.open_to_all, ("title", "summary", "need"))
    )
    for form in DRAFTS:
        draft_forms.add(form, DraftForm(draft_title, draft_url))
