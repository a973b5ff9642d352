"""Pilots on my page, in the red thread and in what we know of a person."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import Events, Lines, Row, Start, ThreadEvent
from portfolio import record_parts
from portfolio.lifecycle.pilot import PilotState
from portfolio.models import Pilot
from portfolio.queries.pilot import for_record

SHOWN = 10
ACTIONS = {
    "portfolio.start_pilot": gettext_lazy("Piloten opprettet"),
    "portfolio.edit_pilot": gettext_lazy("Piloten endret"),
    "portfolio.ask_approval": gettext_lazy("Bedt om godkjenning"),
    "portfolio.approve_pilot": gettext_lazy("Piloten godkjent"),
    "portfolio.turn_down_pilot": gettext_lazy("Piloten ikke godkjent ennå"),
    "portfolio.start_trying": gettext_lazy("Piloten startet"),
    "portfolio.finish_pilot": gettext_lazy("Piloten ferdig"),
    "portfolio.drop_pilot": gettext_lazy("Piloten lagt bort"),
    "portfolio.make_project": gettext_lazy("Piloten ble et prosjekt"),
}
# Each form with drafts: its title, the field it is known by, and the address (of the slug).
DRAFTS = {
    "portfolio.pilot_plan": (gettext_lazy("Plan for pilot: %(start)s"), "what", "pilot_edit"),
    "portfolio.pilot_judge": (
        gettext_lazy("Vurdering av pilot: %(start)s"),
        "law_text",
        "pilot_judge",
    ),
    "portfolio.pilot_finish": (
        gettext_lazy("Resultat av pilot: %(start)s"),
        "happened",
        "pilot_finish",
    ),
}


def waiting(person: Person) -> QuerySet[Pilot]:
    """Pilots the person is asked to approve, and own ones past their day."""
    today = timezone.localdate()
    asked = Q(
        state=PilotState.PLANNED, approver=person, asked_at__isnull=False, approved_at=None
    ) & ~Q(project__leader=person)
    late = Q(state=PilotState.UNDER_WAY, project__leader=person, until__lt=today)
    found = Pilot.objects.filter(asked | late).select_related("project")
    return found.order_by("until", "pk")[:SHOWN]


def waiting_rows(pilots: list[Pilot], person: Person) -> Iterator[Row]:
    for pilot in pilots:
        is_asked = pilot.state == PilotState.PLANNED
        yield Row(
            icon="shield" if is_asked else "flag",
            title=pilot.project.title,
            url=pilot.get_absolute_url(),
            facts=(
                pilot.project.number,
                _("Lov, personvern og etikk venter på deg")
                if is_asked
                else _("Piloten skulle vært ferdig"),
            ),
            due=None if is_asked else pilot.until,
            due_words=_("Til"),
            action=_("Se over") if is_asked else _("Avslutt"),
        )


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.start_project"):
        yield Start(
            icon="flag", title=_("Prøv noe i det små"), url=reverse("portfolio:pilot_start")
        )


def of_project(project_id: int, person: Person) -> QuerySet[Pilot]:
    pilots = Pilot.objects.visible_to(person).filter(project=project_id)
    return pilots.select_related("project", "approved_by")


def in_thread(pilots: Iterable[Pilot]) -> Iterator[ThreadEvent]:
    """When it was approved, begun and over; a project has one at the most."""
    for pilot in pilots:
        yield from steps_of(pilot)


def steps_of(pilot: Pilot) -> Iterator[ThreadEvent]:
    url = pilot.get_absolute_url()
    if pilot.approved_at and pilot.approved_by:
        yield ThreadEvent(
            on=timezone.localdate(pilot.approved_at),
            icon="shield",
            url=url,
            title=_("Lov, personvern og etikk godkjent"),
            text=pilot.approved_by.title,
        )
    if pilot.started_on:
        yield ThreadEvent(on=pilot.started_on, icon="flag", url=url, title=_("Piloten startet"))
    if pilot.finished_on:
        yield ThreadEvent(
            on=pilot.finished_on,
            icon="flag",
            url=url,
            title=_("Piloten ferdig: %(next)s") % {"next": pilot.get_next_step_display().lower()},
        )
    if pilot.became_project_on:
        yield ThreadEvent(
            on=pilot.became_project_on, icon="flag", url=url, title=_("Piloten ble et prosjekt")
        )


def about(person: Person) -> Iterable[Any]:
    named = Q(approver=person) | Q(approved_by=person)
    yield from Pilot.objects.filter(named).select_related("project").order_by("pk")


def draft_title(draft: Draft) -> str:
    words, field, _name = DRAFTS[draft.form]
    return words % {"start": draft.first(field)[:60] or _("uten tekst")}


def draft_url(draft: Draft) -> str:
    return reverse(f"portfolio:{DRAFTS[draft.form][2]}", args=[draft.object_ref])


def start_title(draft: Draft) -> str:
    return _("Ny pilot: %(start)s") % {"start": draft.first("title")[:60] or _("uten tittel")}


def start_url(draft: Draft) -> str:
    idea = f"?ide={draft.object_ref}" if draft.object_ref else ""
    return reverse("portfolio:pilot_start") + idea


def register() -> None:
    registries.waiting_for.add("portfolio.pilots", Lines(waiting, waiting_rows))
    registries.can_start.add("portfolio.pilot", starts)
    registries.thread_events.add("portfolio.pilot", Events(of_project, in_thread))
    registries.personal_data.add("portfolio.pilot", about)
    record_parts.parts["pilot"] = for_record
    action_names.update(ACTIONS)
    draft_forms.add("portfolio.pilot_start", DraftForm(start_title, start_url))
    for form in DRAFTS:
        draft_forms.add(form, DraftForm(draft_title, draft_url))
