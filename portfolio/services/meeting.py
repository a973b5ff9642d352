"""Decisions made in a meeting: the secretariat writes them down, the decider confirms."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.files.models import StoredFile
from organisation.files.services import store
from organisation.lifecycle import refusals
from organisation.locking import lock
from organisation.people.models import Person
from portfolio import notify
from portfolio.lifecycle import DECIDE, DecisionOrigin, Outcome
from portfolio.models import Gate, GateDecision
from portfolio.models.decision import MeetingRecord
from portfolio.models.money import FundYear
from portfolio.services.decision import carry_out
from portfolio.services.gate import refuse_if_changed
from portfolio.services.verdict import NOTHING, NewCondition, Verdict, faults


@transaction.atomic
def record_meeting_decision(
    gate: Gate,
    outcome: str,
    *,
    decider: Person,
    decided_on: date,
    meeting: str,
    minutes: UploadedFile,
    reason: str,
    by: Person,
    conditions: Iterable[NewCondition] = (),
    hold_until: date | None = None,
    lesson: str = "",
    money_after: str = "",
    people_after: str = "",
    released_nok: Decimal = NOTHING,
    fund_year: FundYear | None = None,
    version: int | None = None,
) -> MeetingRecord:
    """Write down what `decider` decided in a meeting; it counts when the decider confirms it.

    Raises StepRefused with all that is missing, so that one click is enough afterwards.
    """
    gate = lock(gate)
    refuse_if_changed(gate, version)
    refuse_another_record(gate, decider)
    verdict = Verdict(
        outcome=Outcome(outcome),
        reason=reason.strip(),
        by=decider,
        decided_as=f"{decider.title}, {gate.decider_unit}",
        decided_on=decided_on,
        conditions=tuple(conditions),
        hold_until=hold_until,
        lesson=lesson.strip(),
        money_after=money_after.strip(),
        people_after=people_after.strip(),
        released_nok=released_nok,
        fund_year=fund_year,
        two_step=True,  # asked of the decider when confirming
        origin=DecisionOrigin.MEETING,
        recorded_by=by,
        source=meeting.strip(),
    )
    if wrong := [*refusals(gate, DECIDE[verdict.outcome]), *faults(gate, verdict)]:
        raise StepRefused(wrong)
    with acting(by, "portfolio.record_meeting_decision", reason=verdict.reason):
        record = record_of(gate, verdict, store(minutes, by=by))
        record.save()
    notify.meeting_recorded(record, by=by)
    return record


def refuse_another_record(gate: Gate, decider: Person) -> None:
    """Raise DomainError when `decider` may not decide, or something waits to be confirmed."""
    if not notify.deciders_of(gate).filter(pk=decider.pk).exists():
        raise DomainError(_("%(who)s kan ikke avgjøre dette.") % {"who": decider.name})
    if gate.meeting_records.waiting().exists():
        raise DomainError(_("Det venter alt en beslutning på bekreftelse."))


def record_of(gate: Gate, verdict: Verdict, minutes: StoredFile) -> MeetingRecord:
    """`verdict` as it waits for the one who made it, not yet saved; see `confirm_record`."""
    return MeetingRecord(
        gate=gate,
        round=gate.round,
        decider=verdict.by,
        decided_on=verdict.decided_on,
        meeting=verdict.source,
        minutes=minutes,
        outcome=verdict.outcome,
        reason=verdict.reason,
        conditions=[written(row) for row in verdict.conditions],
        hold_until=verdict.hold_until,
        lesson=verdict.lesson,
        money_after=verdict.money_after,
        people_after=verdict.people_after,
        released_nok=verdict.released_nok,
        fund_year=verdict.fund_year,
        recorded_by=verdict.recorded_by,
        recorded_at=timezone.now(),
    )


def written(row: NewCondition) -> dict[str, Any]:
    assert row.owner is not None
    assert row.due is not None
    return {"text": row.text.strip(), "owner": row.owner.pk, "due": row.due.isoformat()}


def conditions_of(record: MeetingRecord) -> list[NewCondition]:
    """The conditions of a record, with the people they name; one query."""
    owners = Person.objects.in_bulk([row["owner"] for row in record.conditions])
    return [
        NewCondition(row["text"], owners.get(row["owner"]), date.fromisoformat(row["due"]))
        for row in record.conditions
    ]


@transaction.atomic
def confirm_record(record: MeetingRecord, *, two_step: bool = False, by: Person) -> GateDecision:
    """The decider's one click: sign what was decided in the meeting; raises StepRefused."""
    gate = lock(record.gate)
    record = lock(record)
    if record.decision_id or record.is_withdrawn or record.round != gate.round:
        raise StepRefused([_("Dette er alt avgjort eller trukket tilbake.")])
    if record.decider_id != by.pk:
        raise StepRefused([_("Bare den som avgjorde, kan bekrefte.")])
    verdict = Verdict(
        outcome=Outcome(record.outcome),
        reason=record.reason,
        by=by,
        decided_as=f"{by.title}, {gate.decider_unit}",
        decided_on=record.decided_on,
        conditions=tuple(conditions_of(record)),
        hold_until=record.hold_until,
        lesson=record.lesson,
        money_after=record.money_after,
        people_after=record.people_after,
        released_nok=record.released_nok,
        fund_year=record.fund_year,
        two_step=two_step,
        origin=DecisionOrigin.MEETING,
        recorded_by=record.recorded_by,
        source=record.meeting,
        minutes=record.minutes,
    )
    return carry_out(gate, verdict, DECIDE[verdict.outcome], record=record)


@transaction.atomic
def withdraw_record(record: MeetingRecord, *, by: Person) -> None:
    """Take back what was written down and not confirmed; the gate waits as before."""
    lock(record.gate)
    record = lock(record)
    if record.decision_id:
        raise StepRefused([_("Beslutningen er bekreftet og kan bare rettes.")])
    with acting(by, "portfolio.withdraw_record"):
        record.is_withdrawn = True
        record.save(update_fields=["is_withdrawn"])
