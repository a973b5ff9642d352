"""The minutes: who was there, what was proposed, how they voted, and when it was approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.richtext import clean, keep_ids
from reports.lifecycle import VedtakKind
from reports.lifecycle.meeting import (
    STEPS,
    AttendeeRole,
    EntryKind,
    ItemKind,
    MeetingState,
    MemberFunction,
    Presence,
)
from reports.meeting_papers import minutes_context
from reports.models import (
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    CommitteeMember,
    Disqualified,
    LegalBasis,
    Meeting,
    MeetingEntry,
    Vedtak,
    VoteLine,
)
from reports.seats import ELECTED, next_deputy, parties, quorum_fault, voters
from reports.services.meeting_paper import order_minutes
from reports.services.vedtak import record_vedtak

# Answers that decide nothing of the case itself, so that they need no majority of the body.
WITHOUT_QUORUM = (VedtakKind.POSTPONED, VedtakKind.WITHDRAWN)
FROM_OFFICE = (AttendeeRole.ADMINISTRATION, AttendeeRole.SECRETARY)


def lock_minutes(meeting: Meeting) -> Meeting:
    """The meeting under its lock; raises DomainError when nothing more may be written of it."""
    meeting = lock(meeting)
    if meeting.state == MeetingState.LOCKED:
        raise DomainError(_("Protokollen er godkjent og låst. Den kan ikke endres."))
    if not meeting.is_being_minuted:
        raise DomainError(_("Kall inn til møtet først."))
    return Meeting.objects.with_minutes().get(pk=meeting.pk)


def item_of(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The item with all that was said of it, as it was read under the meeting's lock."""
    return next(each for each in meeting.agenda() if each.pk == item.pk)


# --- Who was there --------------------------------------------------------------------------------


@transaction.atomic
def note_times(
    meeting: Meeting, *, opened_at: time | None, closed_at: time | None, by: Person
) -> Meeting:
    lock_minutes(meeting)
    meeting = lock(meeting)
    if opened_at and closed_at and closed_at < opened_at:
        raise DomainError(_("Møtet ble hevet før det ble satt. Se over klokkeslettene."))
    meeting.opened_at, meeting.closed_at = opened_at, closed_at
    meeting.version += 1
    with acting(by, "reports.note_times"):
        meeting.save(update_fields=["opened_at", "closed_at", "version"])
    return meeting


@transaction.atomic
def send_excuses(attendance: Attendance, *, by: Person) -> None:
    """The member, or the deputy who was called, does not come; a vice chair leads in the chair's
    place."""
    meeting = lock_minutes(attendance.meeting)
    attendance = meeting.attendances.get(pk=attendance.pk)
    with acting(by, "reports.note_attendance"):
        was_chair = attendance.role == AttendeeRole.CHAIR
        if was_chair:
            attendance.role = own_role(attendance)
        attendance.presence = Presence.ABSENT
        attendance.save(update_fields=["presence", "role"])
        if was_chair:
            seat_vice_chair(meeting)
    refuse_too_many_votes(meeting)


def own_role(attendance: Attendance) -> AttendeeRole:
    """What somebody is who does not lead the meeting."""
    return AttendeeRole.DEPUTY if attendance.stands_in_for_id else AttendeeRole.MEMBER


def seat_vice_chair(meeting: Meeting) -> None:
    vice = meeting.attendances.filter(
        member__function=MemberFunction.VICE_CHAIR, presence=Presence.PRESENT
    ).first()
    if vice is not None:
        vice.role = AttendeeRole.CHAIR
        vice.save(update_fields=["role"])


@transaction.atomic
def take_seat(attendance: Attendance, *, by: Person) -> None:
    """The member came after all; the deputy in the seat goes home."""
    meeting = lock_minutes(attendance.meeting)
    attendance = meeting.attendances.get(pk=attendance.pk)
    if attendance.role == AttendeeRole.DEPUTY and attendance.stands_in_for_id:
        refuse_taken_seat(meeting, attendance)
    with acting(by, "reports.note_attendance"):
        for deputy in meeting.attendances.filter(stands_in_for=attendance):
            send_home(deputy)
        attendance.presence = Presence.PRESENT
        attendance.save(update_fields=["presence"])
    refuse_too_many_votes(meeting)


def refuse_taken_seat(meeting: Meeting, deputy: Attendance) -> None:
    others = meeting.attendances.filter(
        stands_in_for=deputy.stands_in_for_id, presence=Presence.PRESENT
    ).exclude(pk=deputy.pk)
    if other := others.first():
        raise DomainError(_("%(name)s møter alt på plassen.") % {"name": other.name})
    member = deputy.stands_in_for
    if member is not None and member.presence == Presence.PRESENT:
        raise DomainError(_("Medlemmet møter selv."))


def send_home(deputy: Attendance) -> None:
    if deputy.entries.exists():
        raise DomainError(
            _("%(name)s har fremmet forslag i møtet og må stå i protokollen.")
            % {"name": deputy.name}
        )
    deputy.delete()


@transaction.atomic
def call_deputy(absent: Attendance, *, by: Person) -> Attendance:
    """Call the next deputy of the absent member's party, in the order they were elected."""
    meeting = lock_minutes(absent.meeting)
    absent = meeting.attendances.get(pk=absent.pk)
    if absent.presence != Presence.ABSENT or absent.role not in ELECTED:
        raise DomainError(_("Vara kalles inn for et medlem som har meldt forfall."))
    taken = meeting.attendances.filter(stands_in_for=absent, presence=Presence.PRESENT).first()
    if taken is not None:
        raise DomainError(_("%(name)s møter alt på plassen.") % {"name": taken.name})
    deputy = _next_deputy(meeting, absent.party)
    with acting(by, "reports.call_deputy"):
        return _seat(meeting, deputy, stands_in_for=absent)


def _next_deputy(meeting: Meeting, party: str) -> CommitteeMember:
    deputy = next_deputy(deputies_of(meeting), meeting.attendances.all(), party)
    if deputy is None:
        raise DomainError(
            _("Alle varaene for %(party)s er spurt.") % {"party": party or _("utvalget")}
        )
    return deputy


def deputies_of(meeting: Meeting) -> list[CommitteeMember]:
    sitting = meeting.committee.members.sitting(meeting.held_on)
    return list(sitting.filter(function=MemberFunction.DEPUTY).in_order())


def _seat(
    meeting: Meeting, deputy: CommitteeMember, *, stands_in_for: Attendance | None = None
) -> Attendance:
    return Attendance.objects.create(
        meeting=meeting,
        member=deputy,
        name=deputy.name,
        party=deputy.party,
        role=AttendeeRole.DEPUTY,
        stands_in_for=stands_in_for,
    )


@transaction.atomic
def choose_chair(attendance: Attendance, *, by: Person) -> None:
    """Who leads the meeting: somebody who may vote there."""
    meeting = lock_minutes(attendance.meeting)
    chosen = next(
        (each for each in voters(meeting.attendances.all()) if each.pk == attendance.pk), None
    )
    if chosen is None:
        raise DomainError(_("Møtelederen må være til stede og ha stemmerett."))
    with acting(by, "reports.choose_chair"):
        for before in meeting.attendances.filter(role=AttendeeRole.CHAIR).exclude(pk=chosen.pk):
            before.role = own_role(before)
            before.save(update_fields=["role"])
        chosen.role = AttendeeRole.CHAIR
        chosen.save(update_fields=["role"])


@transaction.atomic
def add_attendee(meeting: Meeting, *, name: str, role: str, by: Person) -> Attendance:
    """Somebody from the administration, or the secretary of the meeting."""
    meeting = lock_minutes(meeting)
    if role not in FROM_OFFICE:
        raise DomainError(_("Medlemmer og vara står på listen over."))
    with acting(by, "reports.note_attendance"):
        return Attendance.objects.create(meeting=meeting, name=name.strip(), role=role)


@transaction.atomic
def remove_attendee(attendance: Attendance, *, by: Person) -> None:
    """Take out somebody from the administration, or a deputy who was called by mistake."""
    meeting = lock_minutes(attendance.meeting)
    attendance = meeting.attendances.get(pk=attendance.pk)
    if attendance.member and attendance.member.function != MemberFunction.DEPUTY:
        raise DomainError(_("Et medlem som ikke kommer, melder forfall."))
    with acting(by, "reports.note_attendance"):
        send_home(attendance)
    refuse_too_many_votes(meeting)


# --- What was said --------------------------------------------------------------------------------


@transaction.atomic
def save_proceedings(
    item: AgendaItem, *, html: str, is_unanimous: bool, version: int, by: Person
) -> AgendaItem:
    """What happened in the item, as rich text; raises Stale. Unanimous, there are no votes against.

    Votes over the administration's proposal go when everybody agreed.
    """
    lock_minutes(item.meeting)
    item = lock(item, version=version)
    item.proceedings = keep_ids(clean(html), item.proceedings)
    item.is_unanimous = is_unanimous
    item.version += 1
    with acting(by, "reports.save_proceedings"):
        item.save(update_fields=["proceedings", "is_unanimous", "version"])
        if is_unanimous:
            item.votes.filter(entry=None).delete()
    return item


@transaction.atomic
def disqualify(
    item: AgendaItem,
    attendance: Attendance,
    *,
    ground: str,
    basis: LegalBasis | None = None,
    calls_deputy: bool = False,
    by: Person,
) -> Disqualified:
    """The body found a member disqualified in this item; a deputy may take the seat there."""
    meeting = lock_minutes(item.meeting)
    item = item_of(meeting, item)
    may_vote = voters(meeting.attendances.all(), item)
    seated = next((each for each in may_vote if each.pk == attendance.pk), None)
    if seated is None:
        raise DomainError(_("%(name)s stemmer ikke i saken.") % {"name": attendance.name})
    if not ground.strip():
        raise DomainError(_("Skriv hva inhabiliteten kommer av."))
    if item.vedtak_id:
        raise DomainError(_("Utfallet er ført. Habilitet avgjøres før saken behandles."))
    with acting(by, "reports.disqualify", reason=ground):
        deputy = _seat(meeting, _next_deputy(meeting, seated.party)) if calls_deputy else None
        line = Disqualified.objects.create(
            item=item,
            attendance=seated,
            ground=ground.strip(),
            basis=basis,
            replaced_by=deputy,
        )
    refuse_too_many_votes(meeting)
    return line


@transaction.atomic
def find_impartial(line: Disqualified, *, by: Person) -> None:
    """Take back that somebody was disqualified; the deputy who took the seat there leaves it."""
    meeting = lock_minutes(line.item.meeting)
    if line.item.vedtak_id:
        raise DomainError(_("Utfallet er ført. Habilitet avgjøres før saken behandles."))
    with acting(by, "reports.find_impartial"):
        deputy = line.replaced_by
        line.delete()
        if deputy is not None and not _has_another_seat(deputy):
            send_home(deputy)
    refuse_too_many_votes(meeting)


def _has_another_seat(deputy: Attendance) -> bool:
    return bool(deputy.stands_in_for_id) or Disqualified.objects.filter(replaced_by=deputy).exists()


@transaction.atomic
def add_entry(
    item: AgendaItem,
    *,
    kind: str,
    text: str,
    by: Person,
    mover: Attendance | None = None,
    on_behalf_of: str = "",
) -> MeetingEntry:
    """A proposal, an order to the administration, or a member's own entry; numbered as they come.

    `mover` is somebody who was there; `on_behalf_of` the parties that stood behind it.
    """
    meeting = lock_minutes(item.meeting)
    item = item_of(meeting, item)
    if not text.strip():
        raise DomainError(_("Skriv ordlyden."))
    if mover is not None and mover.meeting_id != meeting.pk:
        raise DomainError(_("Velg en som var til stede."))
    last = item.entries.aggregate(last=Max("number"))["last"] or 0
    with acting(by, "reports.add_entry"):
        return MeetingEntry.objects.create(
            item=item,
            kind=kind,
            number=last + 1,
            text=text.strip(),
            by=mover,
            by_party=on_behalf_of.strip() or (mover.party if mover else ""),
        )


@transaction.atomic
def settle_entry(entry: MeetingEntry, *, is_adopted: bool | None, by: Person) -> MeetingEntry:
    """Whether the proposal was adopted; None when it was not voted over."""
    lock_minutes(entry.item.meeting)
    entry = MeetingEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.kind == EntryKind.ADDITION:
        raise DomainError(_("En protokolltilførsel stemmes det ikke over."))
    entry.is_adopted = is_adopted
    with acting(by, "reports.settle_entry"):
        entry.save(update_fields=["is_adopted"])
    return entry


@transaction.atomic
def remove_entry(entry: MeetingEntry, *, by: Person) -> None:
    """Take out what was written by mistake, with its votes; the others keep their numbers."""
    lock_minutes(entry.item.meeting)
    with acting(by, "reports.remove_entry"):
        MeetingEntry.objects.filter(pk=entry.pk).delete()


# --- How they voted -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Votes:
    in_favour: int
    against: int

    @property
    def total(self) -> int:
        return self.in_favour + self.against


@transaction.atomic
def record_votes(
    item: AgendaItem, votes: Mapping[str, Votes], *, by: Person, entry: MeetingEntry | None = None
) -> None:
    """How the parties voted over the administration's proposal, or over `entry`.

    Replaces what stood there. Nobody votes who is not there and entitled: raises DomainError.
    """
    meeting = lock_minutes(item.meeting)
    item = item_of(meeting, item)
    if entry is not None and entry.item_id != item.pk:
        raise DomainError(_("Forslaget hører til en annen sak."))
    cast = {party: each for party, each in votes.items() if each.total}
    refuse_more_than_there(item, parties(voters(meeting.attendances.all(), item)), cast)
    with acting(by, "reports.record_votes"):
        item.votes.filter(entry=entry).delete()
        for party, each in cast.items():
            VoteLine.objects.create(
                item=item,
                entry=entry,
                party=party,
                in_favour=each.in_favour,
                against=each.against,
            )
        if cast and entry is None and item.is_unanimous:
            AgendaItem.objects.filter(pk=item.pk).update(is_unanimous=False)


def refuse_more_than_there(
    item: AgendaItem, entitled: Mapping[str, int], cast: Mapping[str, Votes]
) -> None:
    for party, each in cast.items():
        if each.in_favour < 0 or each.against < 0:
            raise DomainError(_("Antall stemmer kan ikke være mindre enn null."))
        if each.total > entitled.get(party, 0):
            raise DomainError(
                _(
                    "%(party)s har %(count)d som kan stemme i %(item)s, "
                    "og %(votes)d stemmer er ført."
                )
                % {
                    "party": party,
                    "count": entitled.get(party, 0),
                    "item": name_of(item),
                    "votes": each.total,
                }
            )


def name_of(item: AgendaItem) -> str:
    return _("sak %(number)s") % {"number": item.number} if item.number else f"«{item.words}»"


def refuse_too_many_votes(meeting: Meeting) -> None:
    """After a change of who was there: no votes may stand that nobody is left to have cast."""
    meeting = Meeting.objects.with_minutes().get(pk=meeting.pk)
    attendances = list(meeting.attendances.all())
    for item in meeting.agenda():
        entitled = parties(voters(attendances, item)) if item.votes.all() else {}
        for line in item.votes.all():
            refuse_more_than_there(
                item, entitled, {line.party: Votes(line.in_favour, line.against)}
            )


@transaction.atomic
def record_item_vedtak(
    item: AgendaItem, kind: str, *, by: Person, at: datetime | None = None, **answer: Any
) -> Vedtak:
    """What the committee answered in this item, recorded with the case (`record_vedtak`).

    Raises DomainError when too few could vote for it to count.
    """
    meeting = lock_minutes(item.meeting)
    item = item_of(meeting, item)
    if item.stop is None:
        raise DomainError(_("Det føres vedtak i saker."))
    if item.vedtak_id is not None:
        raise DomainError(_("Utfallet i saken er alt ført."))
    if kind not in WITHOUT_QUORUM:
        fault = quorum_fault(meeting, len(voters(meeting.attendances.all(), item)))
        if fault:
            raise DomainError(fault)
    with acting(by, "reports.record_vedtak"):
        answer["decided_on"] = meeting.held_on
        vedtak = record_vedtak(item.stop, kind, by=by, at=at, **answer)
        item.vedtak = vedtak
        item.version += 1
        item.save(update_fields=["vedtak", "version"])
    return vedtak


# --- Approved at the next meeting -----------------------------------------------------------------


def minutes_to_approve(meeting: Meeting) -> list[Meeting]:
    """Earlier meetings of the committee whose minutes nobody has approved yet, oldest first."""
    held = Meeting.objects.filter(
        committee=meeting.committee_id, state=MeetingState.HELD, held_on__lt=meeting.held_on
    )
    return list(held.order_by("held_on", "pk"))


@transaction.atomic
def approve_minutes(
    minutes_of: Meeting, *, at_meeting: Meeting, by: Person, at: datetime | None = None
) -> ApprovedMinutes:
    """`at_meeting` approved the minutes of an earlier one: freeze them, word for word.

    From now on nothing of that meeting can change. Raises DomainError or StepRefused.
    """
    refuse_approval(minutes_of, at_meeting)
    meeting = lock(minutes_of)
    meeting = Meeting.objects.with_minutes().get(pk=meeting.pk)
    moment = at or timezone.now()
    meeting.approved_at_meeting = at_meeting
    with acting(by, "reports.lock_minutes"):
        take_step(meeting, STEPS["lock"])
        meeting.version += 1
        meeting.save(update_fields=["state", "approved_at_meeting", "version"])
        snapshot, checksum = freeze(minutes_context(meeting))
        approved = ApprovedMinutes.objects.create(
            meeting=meeting,
            approved_in=at_meeting,
            snapshot=snapshot,
            sha256=checksum,
            approved_by=by,
            approved_at=moment,
        )
    order_minutes(meeting, by=by)
    return approved


def refuse_approval(minutes_of: Meeting, at_meeting: Meeting) -> None:
    at_meeting = lock_minutes(at_meeting)
    if at_meeting.committee_id != minutes_of.committee_id:
        raise DomainError(_("Protokollen godkjennes av det samme utvalget."))
    if at_meeting.held_on <= minutes_of.held_on:
        raise DomainError(_("Protokollen godkjennes i et senere møte."))
    if at_meeting.held_on > _today():
        raise DomainError(_("Møtet har ikke vært ennå."))
    if not any(item.kind == ItemKind.MINUTES for item in at_meeting.agenda()):
        raise DomainError(_("Godkjenning av protokollen står ikke på sakskartet."))


def _today() -> date:
    return timezone.localdate()
