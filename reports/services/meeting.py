"""A meeting from the calendar to the day it was held; its minutes are in `minutes`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web.wording import day
from reports.lifecycle import CommitteeKind
from reports.lifecycle.meeting import (
    STEPS,
    AttendeeRole,
    ItemKind,
    MeetingState,
    MemberFunction,
)
from reports.models import AgendaItem, Attendance, BoardCase, Committee, Meeting, Vedtak
from reports.services.agenda import give_missing_number, let_wait
from reports.services.meeting_paper import order_extracts, order_minutes, order_notice
from reports.services.saksgang import plan_stop

# What every agenda begins with; the board opens with half an hour for the public.
OPENING = (ItemKind.NOTICE, ItemKind.MINUTES, ItemKind.INFORMATION)


def locked_meeting(meeting: Meeting, *, version: int | None = None) -> Meeting:
    """The meeting under its lock with its agenda and those who were there."""
    lock(meeting, version=version)
    return Meeting.objects.with_agenda().get(pk=meeting.pk)


def save_meeting(meeting: Meeting, *fields: str) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version", *fields])


@transaction.atomic
def plan_meeting(
    committee: Committee, facts: dict[str, Any], *, by: Person, days: Iterable[date] = ()
) -> list[Meeting]:
    """Put a meeting in the calendar, and one more on each of `days` with its deadlines moved along.

    `facts` are held_on, starts_at, place, papers_due, papers_sent and note. All or none are made.
    """
    committee = lock(committee)
    if not committee.is_active:
        raise DomainError(_("%(committee)s er ikke i bruk.") % {"committee": committee})
    first: date = facts["held_on"]
    made = []
    with acting(by, "reports.plan_meeting"):
        for on in dict.fromkeys([first, *days]):
            made.append(_one_meeting(committee, _moved(facts, on - first), by=by))
    return made


def _moved(facts: dict[str, Any], along: timedelta) -> dict[str, Any]:
    dates = ("held_on", "papers_due", "papers_sent")
    return facts | {name: facts[name] + along for name in dates if facts.get(name)}


def _one_meeting(committee: Committee, facts: dict[str, Any], *, by: Person) -> Meeting:
    meeting = Meeting(
        committee=committee,
        unit_id=committee.unit_id,
        district_id=committee.district_id,
        created_by=by,
        **facts,
    )
    refuse_days(meeting)
    meeting.save()
    kinds = list(OPENING)
    if committee.kind == CommitteeKind.BU:
        kinds.insert(0, ItemKind.OPEN_HALF_HOUR)
    for position, kind in enumerate([*kinds, ItemKind.OTHER], start=1):
        AgendaItem.objects.create(meeting=meeting, kind=kind, position=position)
    return meeting


def refuse_days(meeting: Meeting) -> None:
    """Raise DomainError when the day is taken, or a deadline comes after it."""
    same_day = Meeting.objects.in_use().filter(
        committee=meeting.committee_id, held_on=meeting.held_on
    )
    if same_day.exclude(pk=meeting.pk).exists():
        raise DomainError(
            _("%(committee)s har alt et møte %(day)s.")
            % {"committee": meeting.committee, "day": day(meeting.held_on)}
        )
    for deadline in (meeting.papers_due, meeting.papers_sent):
        if deadline is not None and deadline > meeting.held_on:
            raise DomainError(_("Fristene må komme før møtet."))


@transaction.atomic
def change_meeting(meeting: Meeting, facts: dict[str, Any], *, version: int, by: Person) -> Meeting:
    """Change when and where; its cases follow it to the new day. Raises Stale or DomainError."""
    meeting = locked_meeting(meeting, version=version)
    if not meeting.is_open_to_change:
        raise DomainError(_("Møtet er holdt eller avlyst. Det kan ikke flyttes."))
    before = meeting.held_on
    for name, value in facts.items():
        setattr(meeting, name, value)
    if meeting.number and meeting.held_on.year != before.year:
        raise DomainError(
            _("Møtet er innkalt med nummer for %(year)d. Avlys det, og planlegg et nytt.")
            % {"year": before.year}
        )
    refuse_days(meeting)
    with acting(by, "reports.change_meeting"):
        save_meeting(meeting, *facts)
        if meeting.held_on != before:
            for item in meeting.case_items():
                if item.stop and item.vedtak_id is None and item.stop.meeting_date == before:
                    plan_stop(item.stop, meeting_date=meeting.held_on, by=by)
    return meeting


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: Person, at: datetime | None = None) -> Meeting:
    """Give the meeting and its cases their numbers, order the notice and tell the members."""
    meeting = locked_meeting(meeting)
    for case_id in sorted(stop.case_id for stop in meeting.case_stops()):
        BoardCase.objects.select_for_update(of=("self",)).get(pk=case_id)
    # One at a time for each committee, so that no number is given twice; after the cases, as when
    # a case gets its number alone.
    lock(meeting.committee)
    with acting(by, "reports.call_meeting"):
        take_step(meeting, STEPS["call"])
        given = Meeting.objects.filter(
            committee=meeting.committee_id, held_on__year=meeting.held_on.year
        ).aggregate(last=Max("number"))
        meeting.number = (given["last"] or 0) + 1
        meeting.called_at = at or timezone.now()
        save_meeting(meeting, "state", "number", "called_at")
        for stop in meeting.case_stops():
            give_missing_number(stop, by=by)
        seat_members(meeting)
    order_notice(meeting, by=by)
    tell(
        members_with_account(meeting),
        key=f"meeting-called-{meeting.pk}",
        by=by,
        text=_("%(committee)s er innkalt til møte %(day)s.")
        % {"committee": meeting.committee, "day": day(meeting.held_on)},
        url=meeting.get_absolute_url(),
    )
    return meeting


def seat_members(meeting: Meeting) -> None:
    """Everybody elected is expected; who cannot come is noted afterwards."""
    for member in meeting.committee.members.sitting(meeting.held_on).ordinary().in_order():
        is_chair = member.function == MemberFunction.CHAIR
        Attendance.objects.create(
            meeting=meeting,
            member=member,
            name=member.name,
            party=member.party,
            role=AttendeeRole.CHAIR if is_chair else AttendeeRole.MEMBER,
        )


def members_with_account(meeting: Meeting) -> list[Person]:
    members = meeting.committee.members.sitting(meeting.held_on).ordinary()
    return list(
        Person.objects.active().filter(committee_memberships__in=members.values("pk")).distinct()
    )


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Person) -> Meeting:
    """Call it off: its cases wait for another day, and its number is not used again."""
    meeting = locked_meeting(meeting)
    was_called = meeting.state == MeetingState.CALLED
    with acting(by, "reports.cancel_meeting", reason=reason):
        take_step(meeting, STEPS["cancel"])
        save_meeting(meeting, "state")
        for stop in meeting.case_stops():
            let_wait(stop, by=by, on=meeting.held_on)
    if was_called:
        tell(
            members_with_account(meeting),
            key=f"meeting-cancelled-{meeting.pk}",
            by=by,
            text=_("Møtet i %(committee)s %(day)s er avlyst.")
            % {"committee": meeting.committee, "day": day(meeting.held_on)},
            url=meeting.get_absolute_url(),
        )
    return meeting


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """The meeting is over and all is recorded: order the minutes and an extract of each case."""
    lock(meeting)
    with acting(by, "reports.hold_meeting"):
        find_vedtak(meeting)
        meeting = Meeting.objects.with_minutes().get(pk=meeting.pk)
        take_step(meeting, STEPS["hold"])
        save_meeting(meeting, "state")
    order_minutes(meeting, by=by)
    order_extracts(meeting, by=by)
    return meeting


def find_vedtak(meeting: Meeting) -> None:
    """An answer may have been recorded on the page of the case: it belongs to the item as well."""
    open_items = meeting.items.filter(kind=ItemKind.CASE, vedtak=None)
    answers = Vedtak.objects.filter(
        stop__in=open_items.values("stop"), decided_on=meeting.held_on, agenda_item=None
    )
    by_stop = {answer.stop_id: answer for answer in answers.order_by("pk")}
    for item in open_items:
        if item.stop_id in by_stop:
            item.vedtak = by_stop[item.stop_id]
            item.save(update_fields=["vedtak"])
