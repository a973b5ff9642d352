"""Reads for the pages of meetings: calendar, agenda, seats and papers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.files.models import Document, DocumentBatch
from organisation.lifecycle import open_steps, refusals
from organisation.people.models import Part, Person, Role
from organisation.people.parts import is_on
from organisation.web.lists import Sort
from organisation.web.wording import day
from reports.lifecycle import FROM_SCHEDULED, CaseState, VedtakKind
from reports.lifecycle.meeting import (
    STEPS,
    AttendeeRole,
    ItemKind,
    MeetingState,
    PaperKind,
    Presence,
)
from reports.meeting_papers import TASKS, closed_words
from reports.models import (
    AgendaItem,
    Attendance,
    BoardCase,
    CaseStop,
    Committee,
    CommitteeMember,
    Meeting,
    MeetingPaper,
    Vedtak,
)
from reports.queries import Move
from reports.seats import ELECTED, next_deputy, quorum_fault, voters

COMING = F("coming").asc(nulls_last=True)
MEETING_SORTS = (Sort("dag", _("Nærmeste først"), (COMING, "-held_on")),)
STOP_SORTS = (Sort("dag", _("Nærmeste først"), (COMING, "-meeting_date", "committee")),)


def has_own_meetings(person: Person) -> bool:
    """Some district of the person holds its meetings here."""
    return any(
        is_on(district, Part.OWN_MEETINGS, reader=person) for district in person.grants.districts
    )


def committees_to_call(person: Person) -> QuerySet[Committee]:
    """The committees `person` may call to meetings here."""
    districts = [
        district
        for district in person.grants.districts
        if is_on(district, Part.OWN_MEETINGS, reader=person)
    ]
    units = person.grants.units_as(Role.SECRETARIAT)
    rows = Committee.objects.active().filter(district__in=districts, unit__in=units)
    return rows.order_by("name_key", "pk")


def calendar(person: Person) -> QuerySet[Meeting]:
    """Meetings `person` may see, those to come first, with how many cases each has."""
    today = timezone.localdate()
    return (
        Meeting.objects.visible_to(person)
        .select_related("committee", "district")
        .annotate(
            coming=Case(When(held_on__gte=today, then="held_on")),
            cases=Count("items", filter=Q(items__kind=ItemKind.CASE)),
        )
    )


def stops_elsewhere(person: Person) -> QuerySet[CaseStop]:
    """Cases with a meeting day, of all that `person` may know are going to a committee.

    `is_seen` says whether the case itself may be opened; one that is exempt is otherwise its
    number and a neutral title.
    """
    seen = BoardCase.objects.visible_to(person)
    grants = person.grants
    announced = Q(case__state__in=FROM_SCHEDULED, case__district__in=grants.employee_districts)
    return (
        CaseStop.objects.filter(Q(case__in=seen.values("pk")) | announced)
        .exclude(meeting_date=None)
        .select_related("case", "committee", "number")
        .annotate(
            is_seen=Exists(seen.filter(pk=OuterRef("case"))),
            coming=Case(When(meeting_date__gte=timezone.localdate(), then="meeting_date")),
            answer=Subquery(
                Vedtak.objects.filter(stop=OuterRef("pk"))
                .exclude(kind=VedtakKind.POSTPONED)
                .values("kind")[:1]
            ),
        )
    )


@dataclass(frozen=True)
class StopLine:
    """A case at one committee, as far as the reader may know it."""

    stop: Any
    title: str
    url: str = ""
    answer: str = ""


@dataclass(frozen=True)
class MeetingDay:
    """What goes to one committee on one day."""

    on: date
    committee: Committee
    lines: list[StopLine]
    meeting: Meeting | None = None  # our own, when the committee meets here that day
    may_order: bool = False  # the documents of all its cases


def days_of(stops: Iterable[Any], person: Person) -> list[MeetingDay]:
    """The stops of one page of the list, day by day; one query for the meetings of our own."""
    groups = [
        (on, committee, list(together))
        for (on, committee), together in groupby(
            stops, key=lambda stop: (stop.meeting_date, stop.committee)
        )
    ]
    ours = Meeting.objects.visible_to(person).in_use().select_related("committee")
    ours = ours.filter(held_on__in={on for on, _committee, _together in groups})
    meetings = {(each.held_on, each.committee_id): each for each in ours}
    units = person.grants.units_as(Role.SECRETARIAT)
    return [
        MeetingDay(
            on,
            committee,
            [stop_line(stop) for stop in together],
            meetings.get((on, committee.pk)),
            committee.unit_id in units and any(is_ready(stop) for stop in together),
        )
        for on, committee, together in groups
    ]


def is_ready(stop: Any) -> bool:
    """The case may be opened, and its text is approved."""
    return bool(stop.is_seen and stop.case.is_frozen)


def cases_on(committee: Committee, on: date, person: Person) -> list[BoardCase]:
    """The cases that go to `committee` that day and that `person` works on, by their number."""
    cases = BoardCase.objects.worked_on_by(person)
    stops = (
        CaseStop.objects.filter(committee=committee, meeting_date=on, case__in=cases.values("pk"))
        .select_related("case")
        .order_by("number__n", "case__title_key", "pk")
    )
    return [stop.case for stop in stops]


def last_batch(key: str, person: Person) -> DocumentBatch | None:
    """The documents `person` ordered in one go last, of those whose key begins so."""
    batches = DocumentBatch.objects.visible_to(person).filter(key__startswith=key)
    return batches.order_by("-pk").first()


def stop_line(stop: Any) -> StopLine:
    answer = str(VedtakKind(stop.answer).label) if stop.answer else ""
    if stop.is_seen:
        return StopLine(stop, stop.case.title, stop.case.get_absolute_url(), answer)
    hidden = stop.case.is_exempt
    title = stop.case.public_title or _("Sak unntatt offentlighet") if hidden else stop.case.title
    return StopLine(stop, title, answer="" if hidden else answer)


@dataclass(frozen=True)
class AgendaRow:
    """One line of the agenda, as far as the reader may know it."""

    item: AgendaItem
    place: int
    title: str
    url: str = ""  # of the case, when the reader may open it
    task: str = ""
    doors: str = ""
    answer: str = ""
    is_hidden: bool = False


def agenda_for(meeting: Meeting, person: Person) -> list[AgendaRow]:
    """The agenda; one query more than the meeting's own, whatever is on it."""
    cases = [item.stop.case_id for item in meeting.case_items() if item.stop is not None]
    seen = set(
        BoardCase.objects.visible_to(person).filter(pk__in=cases).values_list("pk", flat=True)
    )
    return [_agenda_row(item, place, seen) for place, item in enumerate(meeting.agenda(), start=1)]


def _agenda_row(item: AgendaItem, place: int, seen: set[int]) -> AgendaRow:
    doors = closed_words(item) if item.is_closed else ""
    if item.stop is None:
        return AgendaRow(item, place, str(item), doors=doors)
    is_seen = item.stop.case_id in seen
    is_hidden = not is_seen and item.stop.case.is_exempt
    return AgendaRow(
        item,
        place,
        item.words if is_seen else item.public_words,
        url=item.stop.case.get_absolute_url() if is_seen else "",
        task=str(TASKS[item.stop.task]),  # type: ignore[index]
        doors=doors,
        answer=item.vedtak.answer if item.vedtak and not is_hidden else "",
        is_hidden=is_hidden,
    )


def moves_of(meeting: Meeting, person: Person) -> list[Move]:
    """The steps `person` may take from here, each with why it cannot be taken now."""
    return [
        Move(name, str(step.label), refusals(meeting, step))
        for name, step in open_steps(STEPS, meeting.state)
        if step.label and person.has_perm(step.permission, meeting)
    ]


# --- Cases that may come to a meeting -------------------------------------------------------------


@dataclass(frozen=True)
class Suggestion:
    """A case that waits for this committee: why it is suggested, and what stands in the way."""

    stop: CaseStop
    why: str
    is_late: bool = False  # approved after the deadline of the meeting


def suggested(meeting: Meeting, person: Person) -> list[Suggestion]:
    """Cases for this committee that are planned that day, or have no day; postponed ones first."""
    on_agendas = AgendaItem.objects.filter(
        stop=OuterRef("pk"),
        vedtak=None,
        meeting__state__in=[MeetingState.PLANNED, MeetingState.CALLED],
    )
    answered = Vedtak.objects.filter(stop=OuterRef("pk")).exclude(kind=VedtakKind.POSTPONED)
    postponed = Vedtak.objects.filter(stop=OuterRef("pk"), kind=VedtakKind.POSTPONED)
    stops = (
        CaseStop.objects.filter(
            committee=meeting.committee_id,
            case__in=BoardCase.objects.visible_to(person).values("pk"),
            case__state__in=[CaseState.APPROVED, CaseState.SCHEDULED],
        )
        .filter(Q(meeting_date=None) | Q(meeting_date=meeting.held_on))
        .exclude(Exists(on_agendas))
        .exclude(Exists(answered))
        .annotate(postponed_on=Subquery(postponed.order_by("-pk").values("decided_on")[:1]))
        .select_related("case__approved_text", "committee", "number")
        .order_by(F("postponed_on").asc(nulls_last=True), "meeting_date", "case__created_at", "pk")
    )
    return [_suggestion(meeting, stop) for stop in stops[:50]]


def _suggestion(meeting: Meeting, stop: Any) -> Suggestion:
    if stop.postponed_on:
        why = _("Utsatt %(day)s") % {"day": day(stop.postponed_on)}
    elif stop.meeting_date:
        why = _("Planlagt til dette møtet i saksgangen")
    else:
        why = _("Godkjent, uten møtedato")
    text = stop.case.approved_text
    late = (
        meeting.papers_due is not None
        and text is not None
        and timezone.localdate(text.approved_at) > meeting.papers_due
    )
    return Suggestion(stop, why, is_late=late)


# --- Seats ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seat:
    """An ordinary member's place: who has it, who sits there, and which deputy is next."""

    member: Attendance
    deputies: list[Attendance] = field(default_factory=list)  # called for it, absent ones as well
    next_deputy: CommitteeMember | None = None

    @property
    def is_absent(self) -> bool:
        return self.member.presence == Presence.ABSENT

    @property
    def is_empty(self) -> bool:
        return self.is_absent and all(each.presence == Presence.ABSENT for each in self.deputies)


def seats_of(meeting: Meeting, deputies: list[CommitteeMember]) -> list[Seat]:
    """One for each ordinary member, in the order they sit."""
    attendances = sorted(meeting.attendances.all(), key=lambda each: each.pk)
    members = [
        each
        for each in attendances
        if each.member is not None and each.stands_in_for_id is None and not is_spare(each)
    ]
    return [
        Seat(
            member,
            [each for each in attendances if each.stands_in_for_id == member.pk],
            next_deputy(deputies, attendances, member.party)
            if member.presence == Presence.ABSENT
            else None,
        )
        for member in members
    ]


def is_spare(attendance: Attendance) -> bool:
    """A deputy who only sits where somebody is disqualified."""
    return attendance.role == AttendeeRole.DEPUTY and attendance.stands_in_for_id is None


def quorum_words(meeting: Meeting) -> tuple[str, bool]:
    """How many may vote, and whether that is enough."""
    there = len(voters(meeting.attendances.all()))
    fault = quorum_fault(meeting, there)
    if fault:
        return fault, False
    return _("%(there)d kan stemme. Utvalget er vedtaksført.") % {"there": there}, True


def movers(meeting: Meeting) -> list[Attendance]:
    """Those who may propose something: who was there of the elected and their deputies."""
    roles = (*ELECTED, AttendeeRole.DEPUTY)
    there = [each for each in meeting.attendances.all() if each.presence == Presence.PRESENT]
    return sorted((each for each in there if each.role in roles), key=lambda each: each.name)


# --- Papers ---------------------------------------------------------------------------------------


def papers_of(meeting: Meeting, person: Person) -> list[Any]:
    """The newest document of each paper `person` may read, with its kind, number and audience."""
    papers = MeetingPaper.objects.visible_to(person).filter(meeting=meeting)
    own = papers.filter(pk=OuterRef("holder_id"))
    documents = (
        Document.objects.filter(
            holder_type=ContentType.objects.get_for_model(MeetingPaper),
            holder_id__in=papers.values("pk"),
        )
        .annotate(
            paper_kind=Subquery(own.values("kind")[:1]),
            number=Subquery(own.values("number")[:1]),
            is_public=Subquery(own.values("is_public")[:1]),
            item=Subquery(own.values("item")[:1]),
        )
        .select_related("file")
        .order_by("-pk")
    )
    newest: dict[Any, Any] = {}
    for document in documents:
        newest.setdefault((document.paper_kind, document.is_public, document.item), document)
    names = {item.pk: " ".join([item.number, item.words]) for item in meeting.agenda()}
    order = list(PaperKind)
    rows = sorted(
        newest.values(), key=lambda each: (order.index(PaperKind(each.paper_kind)), each.is_public)
    )
    for row in rows:
        row.words = str(PaperKind(row.paper_kind).label)
        row.item_words = names.get(row.item, "").strip()
    return rows
