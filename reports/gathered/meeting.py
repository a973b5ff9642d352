"""What pages above gather from meetings: my page, drafts, documents, history and one's own data."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.files import documents, services
from organisation.people.models import Part, Person, Role
from organisation.people.parts import where_on
from organisation.registries import Lines, Panel, Row
from organisation.web.wording import day
from reports.lifecycle.meeting import MeetingState
from reports.models import Attendance, CommitteeMember, Meeting
from reports.queries.meeting import papers_of
from reports.services.meeting_paper import KINDS, attach_extract, make_zip

SHOWN = 10
AHEAD = timedelta(days=7)  # so long before the notice is due the secretary is reminded

ACTIONS = {
    "reports.plan_meeting": gettext_lazy("La møtet i kalenderen"),
    "reports.change_meeting": gettext_lazy("Endret møtet"),
    "reports.call_meeting": gettext_lazy("Kalte inn til møtet"),
    "reports.cancel_meeting": gettext_lazy("Avlyste møtet"),
    "reports.hold_meeting": gettext_lazy("Avsluttet møtet"),
    "reports.lock_minutes": gettext_lazy("Godkjente protokollen"),
    "reports.put_on_agenda": gettext_lazy("Satte saken på sakskartet"),
    "reports.let_wait": gettext_lazy("Tok saken av sakskartet"),
    "reports.open_committee": gettext_lazy("La til utvalget"),
    "reports.change_committee": gettext_lazy("Endret utvalget"),
    "reports.elect_member": gettext_lazy("Skrev inn medlemmet"),
    "reports.change_member": gettext_lazy("Endret medlemmet"),
    "reports.disqualify": gettext_lazy("Førte inhabilitet"),
    "reports.record_votes": gettext_lazy("Førte stemmene"),
    "reports.attach_extract": gettext_lazy("La saksprotokollen i saken"),
}


def meetings_to_see_to(person: Person) -> QuerySet[Meeting] | None:
    """Meetings to call, and those that have been and are not written up."""
    units = person.grants.units_as(Role.SECRETARIAT)
    if not units:
        return None
    today = timezone.localdate()
    ours = Meeting.objects.filter(where_on(Part.OWN_MEETINGS), unit__in=units)
    to_call = ours.filter(state=MeetingState.PLANNED, papers_sent__lte=today + AHEAD)
    to_write = ours.filter(state=MeetingState.CALLED, held_on__lte=today)
    rows = (to_call | to_write).select_related("committee")
    return rows.order_by("held_on", "pk")[:SHOWN]


def meeting_rows(meetings: list[Meeting], person: Person) -> Iterator[Row]:
    for meeting in meetings:
        yield _row_of(meeting)


def _row_of(meeting: Meeting) -> Row:
    facts = (_("Møte %(day)s") % {"day": day(meeting.held_on)},)
    url, title = meeting.get_absolute_url(), str(meeting.committee)
    if meeting.state == MeetingState.PLANNED:
        return Row(
            icon="calendar",
            title=title,
            url=url,
            facts=facts,
            due=meeting.papers_sent,
            due_words=_("Innkalling sendes"),
            action=_("Kall inn"),
        )
    return Row(icon="doc", title=title, url=url, facts=facts, action=_("Før protokollen"))


def next_meeting(person: Person) -> Panel | None:
    """The next meeting somebody sits in, with its papers."""
    units = person.grants.units_as(Role.BOARD_MEMBER)
    if not units:
        return None
    meeting = (
        Meeting.objects.filter(
            unit__in=units, state=MeetingState.CALLED, held_on__gte=timezone.localdate()
        )
        .with_agenda()
        .order_by("held_on", "pk")
        .first()
    )
    if meeting is None:
        return None
    made = [each for each in papers_of(meeting, person) if each.is_finished]
    whole = {each.paper_kind for each in made if not each.is_public}
    papers = [each for each in made if not (each.is_public and each.paper_kind in whole)]
    return Panel(
        name="neste-mote",
        title=_("Neste møte"),
        template="reports/meeting_panel.html",
        context={
            "meeting": meeting,
            "cases": len(meeting.case_items()),
            "documents": papers,
        },
        link=reverse("reports:meeting_list"),
        link_text=_("Alle møter"),
    )


def about(person: Person) -> Iterable[Any]:
    """Where `person` sits, and the meetings they were at."""
    yield from CommitteeMember.objects.filter(person=person).order_by("from_day", "pk")
    yield from Attendance.objects.filter(member__person=person).order_by("pk")


def proceedings_title(draft: Draft) -> str:
    return _("Behandling i et møte")


def proceedings_url(draft: Draft) -> str:
    meeting, _dash, item = draft.object_ref.partition("-")
    return reverse("reports:agenda_item", args=[meeting, item])


def register() -> None:
    action_names.update(ACTIONS)
    registries.waiting_for.add("meetings", Lines(meetings_to_see_to, meeting_rows))
    registries.panels.add("next_meeting", next_meeting)
    registries.personal_data.add("meetings", about)
    draft_forms.add("reports.proceedings", DraftForm(title=proceedings_title, url=proceedings_url))
    for kind, (name, template) in KINDS.items():
        if template:  # the zip is drawn by nobody
            registries.document_kinds.add(
                name, registries.DocumentKind(title=kind.label, template=template)
            )
    documents.makers.add("meeting_attachments", make_zip)
    services.finished.add("case_extract", attach_extract)
