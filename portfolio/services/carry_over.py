"""Asking to use next year what is left of this one, and what the answer does to both years."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.lifecycle import refusals, take_step
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.wording import nok
from portfolio.lifecycle.money import (
    CARRY_OVER_STEPS,
    CarryOverState,
    EntryKind,
    EntrySource,
)
from portfolio.models.carry_over import CarryOver
from portfolio.models.grant import GrantApplication
from portfolio.models.money import NOTHING, Entry, FundYear
from portfolio.models.project import Project
from portfolio.services.money import (
    book_entry,
    free_in,
    fund_year_of,
    mirror,
    refuse_foreign,
    unspent_by,
)


def unspent(fund_year: FundYear, project: Project | None) -> Decimal:
    """What may be carried on: a project's rest, or what no project was given. Never below 0."""
    left = unspent_by(project, fund_year) if project else free_in(fund_year)
    return max(left, NOTHING)


@transaction.atomic
def apply_carry_over(
    fund_year: FundYear,
    *,
    applied_nok: Decimal,
    reason: str,
    by: Person,
    project: Project | None = None,
    grant: GrantApplication | None = None,
    earmarked: bool = False,
    on: date | None = None,
) -> CarryOver:
    """Ask to carry on `applied_nok` to the year after; StepRefused when that much is not left."""
    fund_year = lock(fund_year)
    if project:
        refuse_foreign(project, fund_year)
    left = unspent(fund_year, project)
    reasons = []
    if not reason.strip():
        reasons.append(_("Skriv hvorfor pengene trengs neste år."))
    if applied_nok <= 0 or applied_nok > left:
        reasons.append(_("Ubrukt er %(left)s. Søk om et beløp opp til det.") % {"left": nok(left)})
    if reasons:
        raise StepRefused(reasons)
    application = CarryOver(
        fund_year=fund_year,
        project=project,
        grant=grant,
        unspent_nok=left,
        applied_nok=applied_nok,
        applied_on=on or timezone.localdate(),
        earmarked=earmarked,
        reason=reason.strip(),
    )
    try:
        with transaction.atomic(), acting(by, "portfolio.apply_carry_over", reason=reason):
            application.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("Det ligger alt en søknad om å overføre dette.")) from error
    return application


@transaction.atomic
def decide_carry_over(
    carry_over: CarryOver,
    *,
    granted_nok: Decimal | None,
    decided_by: str,
    decided_on: date,
    reason: str,
    by: Person,
    version: int | None = None,
) -> CarryOver:
    """Record the answer. What is granted is what the next year opens with, in this transaction.

    None or 0 refuses. A project's rest goes with the project: taken back in the old year and
    released in the new. Raises StepRefused when it is spent or released meanwhile.
    """
    fund_year = lock(carry_over.fund_year)
    carry_over = lock(carry_over, version=version)
    carry_over.fund_year = fund_year
    granted = granted_nok or NOTHING
    if reasons := faults(carry_over, granted, decided_by, decided_on):
        raise StepRefused(reasons)
    with acting(by, "portfolio.decide_carry_over", reason=reason):
        take_step(carry_over, CARRY_OVER_STEPS["grant" if granted else "refuse"])
        carry_over.decided_by, carry_over.decided_on = decided_by.strip(), decided_on
        carry_over.decision_reason = reason.strip()
        if granted:
            carry_over.granted_nok = granted
            carry_over.to_year = lock(fund_year_of(fund_year.fund, fund_year.year + 1))
        carry_over.version += 1
        carry_over.save()
        if carry_over.state == CarryOverState.GRANTED and carry_over.project:
            move_release(carry_over, by=by)
    return carry_over


def faults(carry_over: CarryOver, granted: Decimal, decided_by: str, decided_on: date) -> list[str]:
    wrong = []
    if not decided_by.strip():
        wrong.append(_("Skriv hvem som avgjorde."))
    if decided_on < carry_over.applied_on:
        wrong.append(_("Avgjørelsen kan ikke komme før søknaden."))
    if granted < 0 or granted > carry_over.applied_nok:
        wrong.append(
            _("Det er søkt om %(sum)s. Det kan ikke innvilges mer.")
            % {"sum": nok(carry_over.applied_nok)}
        )
    left = unspent(carry_over.fund_year, carry_over.project)
    if granted > left:
        wrong.append(
            _("Nå er det bare %(left)s igjen. Resten er brukt eller frigitt siden søknaden.")
            % {"left": nok(left)}
        )
    return wrong


@transaction.atomic
def undo_carry_over(
    carry_over: CarryOver, *, reason: str, by: Person, version: int | None = None
) -> CarryOver:
    """Take a granted carry-over back: its entries are reversed, and the application waits again.

    Nothing is deleted; history has the answer that was taken back. Raises Stale, DomainError, or
    StepRefused when the next year has used the money.
    """
    fund_year = lock(carry_over.fund_year)
    carry_over = lock(carry_over, version=version)
    carry_over.fund_year = fund_year
    to_year = lock(carry_over.to_year) if carry_over.to_year else None
    if reasons := faults_of_undoing(carry_over, to_year, reason):
        raise StepRefused(reasons)
    assert to_year is not None
    with acting(by, "portfolio.undo_carry_over", reason=reason.strip()):
        take_step(carry_over, CARRY_OVER_STEPS["undo"])
        carry_over.granted_nok = carry_over.to_year = carry_over.decided_on = None
        carry_over.decided_by = ""
        carry_over.decision_reason = reason.strip()
        carry_over.version += 1
        # The frame of the year that loses the money is checked when its row is saved.
        to_year.version += 1
        try:
            with transaction.atomic():
                carry_over.save()
                to_year.save(update_fields=["version"])
        except IntegrityError as error:
            raise DomainError(_("Det ligger alt en ny søknad om å overføre dette.")) from error
        for entry in Entry.objects.standing().filter(carry_over=carry_over).order_by("pk"):
            mirror(entry, reason=reason.strip(), by=by).save(force_insert=True)
    return carry_over


def faults_of_undoing(carry_over: CarryOver, to_year: FundYear | None, reason: str) -> list[str]:
    wrong = refusals(carry_over, CARRY_OVER_STEPS["undo"])
    if not reason.strip():
        wrong.append(_("Skriv hvorfor overføringen angres."))
    if to_year is None or carry_over.granted_nok is None:
        return wrong
    left = unspent(to_year, carry_over.project)
    if left < carry_over.granted_nok:
        wrong.append(
            _("%(year)s har bare %(left)s igjen. Resten av det overførte er i bruk.")
            % {"year": to_year, "left": nok(left)}
        )
    return wrong


def move_release(carry_over: CarryOver, *, by: Person) -> None:
    """What the project was given and did not spend is given it in the next year instead."""
    assert carry_over.project is not None
    assert carry_over.to_year is not None
    assert carry_over.granted_nok is not None
    assert carry_over.decided_on is not None
    text = _("Overført fra %(old)s til %(new)s") % {
        "old": carry_over.fund_year.year,
        "new": carry_over.to_year.year,
    }
    for fund_year, amount in (
        (carry_over.fund_year, -carry_over.granted_nok),
        (carry_over.to_year, carry_over.granted_nok),
    ):
        book_entry(
            carry_over.project,
            fund_year,
            EntryKind.RELEASED,
            amount,
            booked_on=carry_over.decided_on,
            text=text,
            source=EntrySource.CARRY_OVER,
            carry_over=carry_over,
            grant=carry_over.grant,
            by=by,
        )
