"""Meetings on my page, decisions in the log and in the red thread."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Events, Lines, Row
from organisation.web.wording import moment
from portfolio import log_entries
from portfolio.lifecycle.steering import MeetingState
from portfolio.log_entries import LogEntry
from portfolio.models import Attendance, Project, SteeringMeeting, SteeringMember
from portfolio.queries import steering as queries

SHOWN = 10
ACTIONS = {
    "portfolio.set_steering_seat": gettext_lazy("Styringsgruppen endret"),
    "portfolio.leave_steering_seat": gettext_lazy("Ute av styringsgruppen"),
    "portfolio.plan_meeting": gettext_lazy("Møte planlagt"),
    "portfolio.edit_meeting": gettext_lazy("Møtet endret"),
    "portfolio.cancel_meeting": gettext_lazy("Møtet avlyst"),
    "portfolio.send_notice": gettext_lazy("Innkalling sendt"),
    "portfolio.draft_agenda": gettext_lazy("Sakslisten foreslått"),
    "portfolio.add_agenda_item": gettext_lazy("Sak lagt til"),
    "portfolio.edit_agenda_item": gettext_lazy("Sak endret"),
    "portfolio.order_agenda": gettext_lazy("Sakslisten ordnet"),
    "portfolio.remove_agenda_item": gettext_lazy("Sak tatt bort"),
    "portfolio.hold_meeting": gettext_lazy("Møtet holdt"),
    "portfolio.write_minutes": gettext_lazy("Referat skrevet"),
    "portfolio.approve_minutes": gettext_lazy("Referat godkjent"),
}


def meetings_ahead(person: Person) -> QuerySet[SteeringMeeting]:
    """Those I am called to."""
    rows = SteeringMeeting.objects.visible_to(person).filter(
        project__steering_members__person=person,
        state=MeetingState.PLANNED,
        noticed__gt=0,
        starts_at__gte=timezone.now(),
    )
    return rows.select_related("project").order_by("starts_at")[:SHOWN]


def meeting_rows(meetings: list[SteeringMeeting], person: Person) -> Iterator[Row]:
    for meeting in meetings:
        yield Row(
            icon="people",
            title=_("Styringsgruppen for %(project)s") % {"project": meeting.project.title},
            url=meeting.get_absolute_url(),
            facts=tuple(filter(None, (moment(meeting.starts_at), meeting.place))),
            due=timezone.localtime(meeting.starts_at).date(),
            due_words=_("Møte"),
        )


def decided(project: Project, person: Person) -> Iterator[LogEntry]:
    for item in queries.decisions_of(project.pk, person):
        meeting = item.meeting
        yield LogEntry(
            on=timezone.localtime(meeting.starts_at).date(),
            kind="steering",
            title=item.title,
            who=str(_("Styringsgruppen")),
            text=item.decision,
            url=meeting.get_absolute_url(),
        )


def about(person: Person) -> Iterable[Any]:
    yield from SteeringMember.objects.filter(person=person).order_by("pk")
    yield from Attendance.objects.filter(person=person).order_by("pk")


def register() -> None:
    registries.following.add("portfolio.steering", Lines(meetings_ahead, meeting_rows))
    registries.thread_events.add(
        "portfolio.steering", Events(queries.decisions_of, queries.in_thread)
    )
    registries.personal_data.add("portfolio.steering", about)
    log_entries.entries.append(decided)
    registries.document_kinds.add(
        "steering_meeting",
        registries.DocumentKind(
            gettext_lazy("Innkalling og referat"), "documents/phase_report.html"
        ),
    )
    action_names.update(ACTIONS)
