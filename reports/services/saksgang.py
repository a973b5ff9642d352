"""The way through the committees: who sees the case when, under which number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from reports.lifecycle import AFTER_MEETING, CaseState, CommitteeKind, Task
from reports.models import BoardCase, CaseStop, Committee, MeetingCaseNumber
from reports.numbers import CaseNumber, read_number
from reports.services.writing import neighbour

# Bodies that say what they think, and have no part in the decision.
STATING = (CommitteeKind.RAAD, CommitteeKind.MBU, CommitteeKind.AMU)


def lock_to_plan(case: BoardCase, *, changes_way: bool = True) -> BoardCase:
    """The case under its lock. Which bodies it goes to is part of the text; day and number not."""
    case = lock(case)
    if case.state in AFTER_MEETING:
        raise DomainError(_("Saken er behandlet. Saksgangen kan ikke endres."))
    if changes_way and case.is_frozen:
        raise DomainError(_("Saken er godkjent. Bare møtedato og saksnummer kan endres nå."))
    return case


@dataclass(frozen=True)
class StopPlan:
    """What somebody wants for one stop; the task and the number stay when they are left out."""

    stop: CaseStop
    meeting_date: date | None
    task: str | None = None
    number: str = ""


class PlanRefused(DomainError):
    """Some lines of the plan were refused: the id of the stop, and why."""

    def __init__(self, refusals: dict[int, str]) -> None:
        self.refusals = refusals
        super().__init__(" ".join(refusals.values()))


@transaction.atomic
def plan_saksgang(case: BoardCase, plans: Iterable[StopPlan], *, version: int, by: Person) -> None:
    """Plan all stops or none of them. Raises Stale when the case has moved since it was read,
    or PlanRefused."""
    lock(case, version=version)
    refusals: dict[int, str] = {}
    for plan in plans:
        stop = plan.stop
        try:
            stop = plan_stop(stop, meeting_date=plan.meeting_date, task=plan.task, by=by)
            if plan.number and plan.number != stop.case_number:
                give_number(stop, typed=plan.number, by=by)
        except DomainError as refused:
            refusals[stop.pk] = refused.message
    if refusals:
        raise PlanRefused(refusals)


def count_change(case: BoardCase) -> None:
    """The plan is part of what the next person reads, so a change of it is a new version."""
    case.version += 1
    case.save(update_fields=["version"])


@transaction.atomic
def add_stop(
    case: BoardCase,
    committee: Committee,
    *,
    by: Person,
    task: str = "",
    meeting_date: date | None = None,
) -> CaseStop:
    """Send the case to one more committee, last of those that see it before it is decided.

    Without a `task` a council and a body of staff participation state, the others recommend.
    """
    case = lock_to_plan(case)
    task = task or (Task.STATES if committee.kind in STATING else Task.RECOMMENDS)
    with acting(by, "reports.add_stop"):
        stop = _append_stop(case, committee, task=task, meeting_date=meeting_date)
        _put_before_the_deciding(case, stop)
        count_change(case)
    return stop


def _put_before_the_deciding(case: BoardCase, stop: CaseStop) -> None:
    """Nobody is asked after the case is decided, unless the secretariat moves the stop there."""
    last = case.stops.filter(task=Task.DECIDES).exclude(pk=stop.pk).first()
    if last is None:
        return
    place = last.order
    for later in case.stops.filter(order__gte=place).exclude(pk=stop.pk):
        later.order += 1
        later.save(update_fields=["order"])
    stop.order = place
    stop.save(update_fields=["order"])


def _append_stop(
    case: BoardCase, committee: Committee, *, task: str, meeting_date: date | None = None
) -> CaseStop:
    if committee.district_id != case.district_id or not committee.is_active:
        raise DomainError(_("Velg et utvalg i bydelen."))
    if case.stops.filter(committee=committee).exists():
        raise DomainError(_("%(committee)s er alt med i saksgangen.") % {"committee": committee})
    last = case.stops.aggregate(last=Max("order"))["last"] or 0
    if task == Task.DECIDES:
        _nobody_else_decides(case)
    return CaseStop.objects.create(
        case=case, committee=committee, order=last + 1, task=task, meeting_date=meeting_date
    )


def _nobody_else_decides(case: BoardCase, but: CaseStop | None = None) -> None:
    for stop in case.stops.filter(task=Task.DECIDES):
        if but is None or stop.pk != but.pk:
            stop.task = Task.RECOMMENDS
            stop.save(update_fields=["task"])


@transaction.atomic
def plan_stop(
    stop: CaseStop, *, by: Person, meeting_date: date | None, task: str | None = None
) -> CaseStop:
    """Set the day of the meeting, and what the committee does there."""
    changes_task = task is not None and task != stop.task
    case = lock_to_plan(stop.case, changes_way=changes_task)
    stop = CaseStop.objects.select_related("committee", "number").get(pk=stop.pk)
    if stop.is_settled:
        raise DomainError(_("%(committee)s har behandlet saken.") % {"committee": stop.committee})
    if meeting_date is None and case.state == CaseState.SCHEDULED:
        raise DomainError(_("En sak på sakskartet må ha møtedato."))
    with acting(by, "reports.plan_stop"):
        if changes_task and task == Task.DECIDES:
            _nobody_else_decides(case, but=stop)
        if meeting_date and stop.number and stop.number.year != meeting_date.year:
            stop.number = None  # the series begins anew each year
        stop.meeting_date, stop.task = meeting_date, task or stop.task
        stop.save(update_fields=["meeting_date", "task", "number"])
        count_change(case)
    return stop


@transaction.atomic
def move_stop(stop: CaseStop, *, step: int, by: Person) -> None:
    """Let the committee see the case one place earlier (-1) or later (1)."""
    case = lock_to_plan(stop.case)
    stops = list(case.stops.order_by("order"))
    other = neighbour(stops, stop, step)
    if other is None:
        return
    moved = next(each for each in stops if each.pk == stop.pk)
    with acting(by, "reports.move_stop"):
        moved.order, other.order = other.order, moved.order
        moved.save(update_fields=["order"])
        other.save(update_fields=["order"])
        count_change(case)


@transaction.atomic
def remove_stop(stop: CaseStop, *, by: Person) -> None:
    """Do not send the case to this committee; a number it got there is not used again."""
    case = lock_to_plan(stop.case)
    if stop.vedtak_set.exists():
        raise DomainError(_("%(committee)s har behandlet saken.") % {"committee": stop.committee})
    with acting(by, "reports.remove_stop"):
        case.stops.filter(pk=stop.pk).delete()
        for order, left in enumerate(case.stops.order_by("order"), start=1):
            if left.order != order:
                left.order = order
                left.save(update_fields=["order"])
        count_change(case)


def default_saksgang(case: BoardCase) -> list[CaseStop]:
    """Arbeidsutvalget first, then bydelsutvalget, which decides. Skips what the district lacks.

    For a case in the making, which nobody has read yet; the caller holds the actor.
    """
    stops = []
    for kind, task in ((CommitteeKind.AU, Task.RECOMMENDS), (CommitteeKind.BU, Task.DECIDES)):
        committee = (
            Committee.objects.active().filter(district=case.district_id, kind=kind).order_by("pk")
        ).first()
        if committee is not None:
            stops.append(_append_stop(case, committee, task=task))
    return stops


@transaction.atomic
def give_number(stop: CaseStop, *, by: Person, typed: str = "") -> CaseStop:
    """Give the case its number in the committee: `typed`, or the next in the year's series.

    A number is given once, whatever becomes of the case; gaps are allowed, and a case that comes
    back may keep its own. Raises DomainError.
    """
    case = lock(stop.case)
    stop = CaseStop.objects.select_related("committee", "number").get(pk=stop.pk)
    if stop.is_settled:
        raise DomainError(_("%(committee)s har behandlet saken.") % {"committee": stop.committee})
    if stop.meeting_date is None:
        raise DomainError(_("Sett møtedatoen først. Saksnummeret hører til året møtet er i."))
    if not case.is_frozen:
        raise DomainError(_("Saken får nummer når den er godkjent."))
    # One at a time for each committee, so that two cases never ask for the same number at once.
    committee = Committee.objects.select_for_update().get(pk=stop.committee_id)
    year = stop.meeting_date.year
    if typed.strip():
        wanted = read_number(typed, pattern=committee.number_pattern, year=year)
    else:
        wanted = next_number(committee, year)
    with acting(by, "reports.give_number"):
        stop.number = _take(committee, wanted, case)
        stop.save(update_fields=["number"])
        count_change(case)
    return stop


def next_number(committee: Committee, year: int) -> CaseNumber:
    """One more than the highest given so far; the caller holds the committee's lock."""
    last = committee.numbers.filter(year=year).aggregate(last=Max("n"))["last"] or 0
    return CaseNumber(last + 1, year)


def _take(committee: Committee, wanted: CaseNumber, case: BoardCase) -> MeetingCaseNumber:
    taken = MeetingCaseNumber.objects.filter(
        committee=committee, year=wanted.year, n=wanted.n
    ).first()
    if taken is None:
        return MeetingCaseNumber.objects.create(
            committee=committee,
            year=wanted.year,
            n=wanted.n,
            written=wanted.written(committee.number_pattern),
            case=case,
        )
    if taken.case_id != case.pk:
        raise DomainError(
            _("Saksnummer %(number)s er gitt til en annen sak i %(committee)s. Neste er %(next)s.")
            % {
                "number": taken.written,
                "committee": committee.name,
                "next": next_number(committee, wanted.year).written(committee.number_pattern),
            }
        )
    return taken
