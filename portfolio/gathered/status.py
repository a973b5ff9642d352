"""Status reports on my page, in the thread, among drafts, and in the record of a decision."""

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
from organisation.registries import Events, Lines, Row, Start
from organisation.working_days import add_working_days
from portfolio import record_parts
from portfolio.lifecycle import ProjectState
from portfolio.models import StatusDue, StatusReport
from portfolio.queries import status as queries

SHOWN = 10
AHEAD = 5  # working days a report waits on my page before it is due
ACTIONS = {
    "portfolio.start_report": gettext_lazy("Statusrapport begynt på"),
    "portfolio.save_report": gettext_lazy("Statusrapport lagret"),
    "portfolio.discard_report": gettext_lazy("Statusrapport forkastet"),
    "portfolio.deliver_report": gettext_lazy("Statusrapport levert"),
    "portfolio.let_write_status": gettext_lazy("Valgt hvem som skriver status"),
    "portfolio.save_status_settings": gettext_lazy("Rytme for status endret"),
}


def reports_i_owe(person: Person) -> QuerySet[StatusDue]:
    """Reports due within a week from projects the person leads or is let write for."""
    soon = add_working_days(timezone.localdate(), AHEAD)
    mine = Q(project__leader=person) | Q(project__status_writers__person=person)
    owed = (
        StatusDue.objects.filter(mine, due_on__lte=soon, project__state=ProjectState.RUNNING)
        .select_related("project")
        .distinct()
    )
    return owed.order_by("due_on", "pk")[:SHOWN]


def owed_rows(schedules: list[StatusDue], person: Person) -> Iterator[Row]:
    for schedule in schedules:
        project = schedule.project
        yield Row(
            icon="doc",
            title=_("Statusrapport: %(title)s") % {"title": project.title},
            url=reverse("portfolio:status", args=[project.slug]),
            facts=(project.number,),
            due=schedule.due_on,
            due_words=_("Frist"),
            action=_("Skriv"),
        )


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.administer_status"):
        yield Start(
            icon="calendar",
            title=_("Rytme for statusrapporter"),
            url=reverse("portfolio:rhythms"),
        )


def about(person: Person) -> Iterable[Any]:
    yield from StatusReport.objects.filter(delivered_by=person).order_by("pk")


def draft_title(draft: Draft) -> str:
    start = draft.first("overall_text") or draft.first("done")
    return _("Statusrapport: %(start)s") % {"start": start[:60] or _("uten tekst")}


def draft_url(draft: Draft) -> str:
    return reverse("portfolio:status_draft", args=[draft.object_ref])


def register() -> None:
    registries.waiting_for.add("portfolio.status", Lines(reports_i_owe, owed_rows))
    registries.administration.add("portfolio.status", administration)
    registries.thread_events.add("portfolio.status", Events(queries.for_thread, queries.in_thread))
    registries.personal_data.add("portfolio.status", about)
    record_parts.parts["status"] = queries.for_record
    action_names.update(ACTIONS)
    draft_forms.add("portfolio.status", DraftForm(draft_title, draft_url))
