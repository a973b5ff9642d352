"""The agenda: what is on it, in which order, and which cases come to which meeting."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.wording import day
from reports.lifecycle import STEPS as CASE_STEPS
from reports.lifecycle import CaseState
from reports.lifecycle.meeting import ItemGroup, ItemKind, MeetingState
from reports.models import AgendaItem, BoardCase, CaseStop, LegalBasis, Meeting
from reports.services.approval import locked, save_step, schedule
from reports.services.saksgang import give_number, plan_stop
from reports.services.writing import neighbour

OPEN = (MeetingState.PLANNED, MeetingState.CALLED)


def lock_agenda(meeting: Meeting) -> Meeting:
    """The meeting under its lock; raises DomainError when its agenda is closed."""
    meeting = lock(meeting)
    if not meeting.is_open_to_change:
        raise DomainError(_("Møtet er holdt eller avlyst. Sakskartet kan ikke endres."))
    return meeting


@transaction.atomic
def put_on_agenda(meeting: Meeting, stop: CaseStop, *, by: Person) -> AgendaItem:
    """Put the case on the agenda: its stop gets the day, and an approved case is scheduled.

    Committees after this one get their next meeting in the calendar when they have no day yet.
    After the call it gets its number at once; before, when the meeting is called. Raises
    DomainError or StepRefused.
    """
    meeting = lock_agenda(meeting)
    case = locked(stop.case)
    stop = next(each for each in case.saksgang() if each.pk == stop.pk)
    refuse_case(meeting, case, stop)
    with acting(by, "reports.put_on_agenda"):
        if stop.meeting_date != meeting.held_on:
            plan_stop(stop, meeting_date=meeting.held_on, by=by)
        if case.state == CaseState.APPROVED:
            schedule(case, by=by, days=days_of_others(case, stop, meeting.held_on))
        group = ItemGroup.B if case.is_exempt else ItemGroup.A
        item = AgendaItem(meeting=meeting, kind=ItemKind.CASE, stop=stop, group=group)
        if case.is_exempt:
            item.basis_id = case.basis_id
        insert(meeting, item)
        if meeting.state == MeetingState.CALLED:
            give_missing_number(stop, by=by)
    return item


def refuse_case(meeting: Meeting, case: BoardCase, stop: CaseStop) -> None:
    if stop.committee_id != meeting.committee_id:
        raise DomainError(_("Saken går ikke til dette utvalget."))
    if stop.is_settled:
        raise DomainError(_("%(committee)s har behandlet saken.") % {"committee": stop.committee})
    late_word = case.state == CaseState.DECIDED and not stop.decides
    if case.state not in (CaseState.APPROVED, CaseState.SCHEDULED) and not late_word:
        raise DomainError(_("Saken må være godkjent før den settes på sakskartet."))
    there = (
        AgendaItem.objects.filter(stop=stop, vedtak=None, meeting__state__in=OPEN)
        .select_related("meeting")
        .first()
    )
    if there is not None and there.meeting_id == meeting.pk:
        raise DomainError(_("Saken står alt på sakskartet."))
    if there is not None:
        raise DomainError(
            _("Saken står på sakskartet %(day)s. Ta den av der først.")
            % {"day": day(there.meeting.held_on)}
        )


def days_of_others(case: BoardCase, stop: CaseStop, on: date) -> dict[int, date]:
    """Days for the other stops that have none: the committee's next meeting in the calendar.

    Each comes after the one before it in the saksgang.
    """
    found: dict[int, date] = {}
    latest = on
    for other in case.saksgang():
        if other.order <= stop.order or other.is_settled:
            continue
        if other.meeting_date is not None:
            latest = max(latest, other.meeting_date)
            continue
        meeting = (
            Meeting.objects.filter(
                committee=other.committee_id, state__in=OPEN, held_on__gte=latest
            )
            .order_by("held_on")
            .first()
        )
        if meeting is not None:
            found[other.pk] = latest = meeting.held_on
    return found


def give_missing_number(stop: CaseStop, *, by: Person) -> None:
    """The next number in the committee's series; a postponed case keeps the one it has."""
    if stop.number_id is None:
        give_number(stop, by=by)


def insert(meeting: Meeting, item: AgendaItem) -> None:
    """Cases for open doors first, then closed ones, then what else there is to talk of."""
    items = meeting.agenda()
    cases = [each for each in items if each.kind == ItemKind.CASE]
    before = [each for each in cases if each.group <= item.group]
    if item.kind == ItemKind.CASE and before:
        place = items.index(before[-1]) + 1
    elif item.kind == ItemKind.CASE and cases:
        place = items.index(cases[0])
    else:
        last = items[-1:] and items[-1].kind == ItemKind.OTHER
        place = len(items) - 1 if last else len(items)
    item.position = max((each.position for each in items), default=0) + 1
    item.save()
    in_order([*items[:place], item, *items[place:]])


def in_order(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


@transaction.atomic
def add_item(meeting: Meeting, *, kind: str, title: str = "", by: Person) -> AgendaItem:
    """A line that is no case: information, or one of the standard ones that was taken out."""
    meeting = lock_agenda(meeting)
    if kind == ItemKind.CASE:
        raise DomainError(_("Saker velges fra saksgangen."))
    with acting(by, "reports.add_item"):
        item = AgendaItem(meeting=meeting, kind=kind, title=title.strip())
        insert(meeting, item)
    return item


@transaction.atomic
def describe_item(
    item: AgendaItem, *, title: str, group: str, basis: LegalBasis | None, version: int, by: Person
) -> AgendaItem:
    """What the line is called, and whether the doors are closed; raises Stale or DomainError."""
    lock_agenda(item.meeting)
    item = lock(item, version=version)
    is_exempt = item.stop is not None and item.stop.case.is_exempt
    if is_exempt and group == ItemGroup.A:
        raise DomainError(_("Saken er unntatt offentlighet og behandles for lukkede dører."))
    if group == ItemGroup.B and basis is None:
        raise DomainError(_("Velg hjemmelen for å lukke dørene."))
    item.title = "" if item.stop_id else title.strip()
    item.group = group
    item.basis = basis if group == ItemGroup.B else None
    item.version += 1
    with acting(by, "reports.describe_item"):
        item.save(update_fields=["title", "group", "basis", "version"])
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, step: int, by: Person) -> None:
    """Earlier (-1) or later (1) on the agenda."""
    meeting = lock_agenda(item.meeting)
    items = meeting.agenda()
    other = neighbour(items, item, step)
    if other is None:
        return
    moved = next(each for each in items if each.pk == item.pk)
    with acting(by, "reports.move_item"):
        moved.position, other.position = other.position, moved.position
        moved.save(update_fields=["position"])
        other.save(update_fields=["position"])


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person) -> None:
    """Take the line off the agenda; a case waits for another day, with the number it got."""
    meeting = lock_agenda(item.meeting)
    item = AgendaItem.objects.select_related("stop__case").get(pk=item.pk)
    if item.vedtak_id is not None:
        raise DomainError(_("Det er ført vedtak i saken. Den kan ikke tas av sakskartet."))
    with acting(by, "reports.remove_item"):
        if item.stop is not None:
            let_wait(item.stop, by=by, on=meeting.held_on)
        meeting.items.filter(pk=item.pk).delete()
        in_order(list(meeting.items.order_by("position")))


def let_wait(stop: CaseStop, *, by: Person, on: date) -> None:
    """The case waits for a new day, unless it has got another than `on` already.

    Off the agenda of a committee that does not decide, it stays on those of the others.
    """
    case = locked(stop.case)
    stop = next(each for each in case.saksgang() if each.pk == stop.pk)
    if stop.is_settled or stop.meeting_date != on:
        return
    with acting(by, "reports.let_wait"):
        stop.meeting_date = None
        stop.save(update_fields=["meeting_date"])
        if stop.decides and case.state == CaseState.SCHEDULED:
            take_step(case, CASE_STEPS["postpone"])
            save_step(case)
