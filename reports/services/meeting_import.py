"""Taking in days, numbers and answers from the meeting system of the city, all rows or none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person, Role
from organisation.web.richtext import from_plain
from reports.lifecycle import CaseKind, CaseState
from reports.meeting_rows import MeetingRow
from reports.models import BoardCase, CaseStop
from reports.services.approval import schedule
from reports.services.saksgang import give_number, plan_stop
from reports.services.vedtak import CHOSEN, record_vedtak


class RowsRefused(DomainError):
    """Something is wrong in some rows, which say so themselves; nothing was taken in."""

    def __init__(self, rows: Sequence[MeetingRow]) -> None:
        super().__init__(_("Noen rader kan ikke føres. Ingenting er ført."))
        self.rows = rows


def take_in(rows: Sequence[MeetingRow], *, by: Person, only_try: bool = False) -> int:
    """Plan, number and answer each row's case; answers how many rows were taken in.

    Raises RowsRefused, and then nothing is. With `only_try` nothing is kept either way.
    """
    with transaction.atomic():
        with acting(by, "reports.take_in_meeting"):
            for row in rows:
                if row.errors:
                    continue
                try:
                    with transaction.atomic():
                        take_in_row(row, by=by)
                except DomainError as refused:
                    row.errors.append(refused.message)
        wrong = any(row.errors for row in rows)
        if wrong or only_try:
            transaction.set_rollback(True)
    if wrong:
        raise RowsRefused(rows)
    return len(rows)


def take_in_row(row: MeetingRow, *, by: Person) -> None:
    stop = find_stop(row, by)
    stop = plan_stop(stop, meeting_date=row.meeting_date, by=by)
    if row.number and row.number not in known_as(stop):
        stop = give_number(stop, typed=row.number, by=by)
    if not row.outcome:
        return
    case = BoardCase.objects.get(pk=stop.case_id)
    if stop.decides and case.kind == CaseKind.GATE_DECISION and row.outcome in CHOSEN:
        raise DomainError(
            _(
                "Utvalget endret eller avviste forslaget. Før vedtaket på saken, der du velger hva "
                "det betyr for prosjektet."
            )
        )
    if case.state == CaseState.APPROVED:
        schedule(case, by=by)
        stop = CaseStop.objects.get(pk=stop.pk)
    record_vedtak(
        stop,
        row.outcome,
        text=from_plain(row.text) if row.text else "",
        reason=row.reason,
        decided_on=row.meeting_date,
        by=by,
    )


def known_as(stop: CaseStop) -> set[str]:
    """How the number the case has here may be written."""
    return {stop.case_number, str(stop.number.n)} if stop.number else set()


def find_stop(row: MeetingRow, by: Person) -> CaseStop:
    """The stop the row is about, among cases where `by` is secretariat."""
    cases = BoardCase.objects.filter(
        archive_case=row.archive_case, unit__in=by.grants.units_as(Role.SECRETARIAT)
    )
    case = cases.order_by("-pk").first()
    if case is None:
        raise DomainError(_("Ingen sak har arkivsak %(n)s.") % {"n": row.archive_case})
    wanted = row.committee.lower()
    for stop in case.stops.select_related("committee", "number", "case"):
        if wanted in (stop.committee.name.lower(), stop.committee.abbreviation.lower()):
            return stop
    raise DomainError(_("Saken går ikke til «%(committee)s».") % {"committee": row.committee[:60]})
