"""Pots outside the district, and applications to them. A grant is money the project may use."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.lifecycle.money import GRANT_STEPS, EntryKind, EntrySource, FundKind, GrantState
from portfolio.models.grant import GrantApplication, GrantPot
from portfolio.models.money import Fund
from portfolio.models.project import Project
from portfolio.notify import money as notify
from portfolio.services.money import book_entry, fund_year_of, refuse_foreign


@transaction.atomic
def add_pot(district: Unit, facts: Mapping[str, Any], *, by: Person | None) -> GrantPot:
    """`facts` are the fields of the form; DomainError when the name is taken."""
    refuse_if_taken(district.pk, facts["name"])
    pot = GrantPot(unit=district, district=district, **facts)
    with acting(by, "portfolio.add_pot"):
        pot.save(force_insert=True)
    return pot


@transaction.atomic
def edit_pot(pot: GrantPot, facts: Mapping[str, Any], *, version: int, by: Person) -> GrantPot:
    pot = lock(pot, version=version)
    refuse_if_taken(pot.district_id, facts["name"], but=pot)
    for name, value in facts.items():
        setattr(pot, name, value)
    pot.version += 1
    with acting(by, "portfolio.edit_pot"):
        pot.save()
    return pot


def refuse_if_taken(district_id: int, name: str, but: GrantPot | None = None) -> None:
    taken = GrantPot.objects.filter(district=district_id, name__iexact=name)
    if taken.exclude(pk=but.pk if but else 0).exists():
        raise DomainError(_("Det finnes alt en pott med dette navnet."))


@transaction.atomic
def plan_application(
    project: Project,
    pot: GrantPot,
    *,
    applied_nok: Decimal,
    by: Person,
    own_share_nok: Decimal = Decimal(0),
    deadline: date | None = None,
) -> GrantApplication:
    """An application the project means to send; its deadline is the pot's when left out."""
    if pot.district_id != project.district_id:
        raise DomainError(_("Potten hører til en annen bydel."))
    application = GrantApplication(
        project=project,
        pot=pot,
        applied_nok=applied_nok,
        own_share_nok=own_share_nok,
        deadline=deadline or pot.deadline,
    )
    with acting(by, "portfolio.plan_application"):
        application.save(force_insert=True)
    return application


@transaction.atomic
def edit_application(
    application: GrantApplication, facts: Mapping[str, Any], *, version: int, by: Person
) -> GrantApplication:
    """Change sums and days of an application that is not answered."""
    application = lock(application, version=version)
    if application.state not in (GrantState.PLANNED, GrantState.SENT):
        raise StepRefused([_("Søknaden er besvart eller trukket.")])
    for name, value in facts.items():
        setattr(application, name, value)
    with acting(by, "portfolio.edit_application"):
        save(application)
    return application


def save(application: GrantApplication) -> None:
    application.version += 1
    application.save()


@transaction.atomic
def send_application(
    application: GrantApplication,
    *,
    sent_on: date,
    by: Person,
    answer_due: date | None = None,
    version: int | None = None,
) -> GrantApplication:
    """Note that the application is sent, and when an answer is due."""
    application = lock(application, version=version)
    if answer_due and answer_due < sent_on:
        raise StepRefused([_("Svaret kan ikke ventes før søknaden er sendt.")])
    with acting(by, "portfolio.send_application"):
        take_step(application, GRANT_STEPS["send"])
        application.sent_on, application.answer_due = sent_on, answer_due
        save(application)
    return application


@transaction.atomic
def grant_application(
    application: GrantApplication,
    *,
    granted_nok: Decimal,
    answered_on: date,
    fund: Fund,
    year: int,
    by: Person,
    text: str = "",
    version: int | None = None,
) -> GrantApplication:
    """Note a yes: the external fund of that year grows, and the project may use the money.

    The giver released it for this project, so plan and release are booked at once.
    """
    application = lock(application, version=version)
    if reasons := faults(application, granted_nok, answered_on, fund):
        raise StepRefused(reasons)
    refuse_foreign(application.project, fund_year := fund_year_of(fund, year))
    with acting(by, "portfolio.grant_application", reason=text):
        take_step(application, GRANT_STEPS["grant"])
        fund_year = lock(fund_year)
        fund_year.frame_nok += granted_nok
        fund_year.version += 1
        fund_year.save(update_fields=["frame_nok", "version"])
        application.fund_year, application.granted_nok = fund_year, granted_nok
        application.answered_on, application.answer_text = answered_on, text.strip()
        save(application)
        for kind in (EntryKind.PLAN, EntryKind.RELEASED):
            book_entry(
                application.project,
                fund_year,
                kind,
                granted_nok,
                booked_on=answered_on,
                text=_("Tilskudd fra %(pot)s") % {"pot": application.pot},
                source=EntrySource.GRANT,
                grant=application,
                by=by,
            )
    notify.grant_answered(application, by=by)
    return application


def faults(
    application: GrantApplication, granted_nok: Decimal, answered_on: date, fund: Fund
) -> list[str]:
    wrong = []
    if granted_nok <= 0:
        wrong.append(_("Skriv hvor mye som er innvilget."))
    if application.sent_on and answered_on < application.sent_on:
        wrong.append(_("Svaret kan ikke komme før søknaden ble sendt."))
    if fund.kind != FundKind.EXTERNAL:
        wrong.append(_("Velg et fond for eksterne tilskudd."))
    return wrong


@transaction.atomic
def refuse_application(
    application: GrantApplication,
    *,
    answered_on: date,
    by: Person,
    text: str = "",
    version: int | None = None,
) -> GrantApplication:
    """Note a no."""
    application = lock(application, version=version)
    if application.sent_on and answered_on < application.sent_on:
        raise StepRefused([_("Svaret kan ikke komme før søknaden ble sendt.")])
    with acting(by, "portfolio.refuse_application", reason=text):
        take_step(application, GRANT_STEPS["refuse"])
        application.answered_on, application.answer_text = answered_on, text.strip()
        save(application)
    notify.grant_answered(application, by=by)
    return application


@transaction.atomic
def withdraw_application(
    application: GrantApplication, *, reason: str, by: Person, version: int | None = None
) -> GrantApplication:
    """Take back an application that is not answered."""
    application = lock(application, version=version)
    with acting(by, "portfolio.withdraw_application", reason=reason):
        take_step(application, GRANT_STEPS["withdraw"])
        application.answer_text = reason.strip()
        save(application)
    return application
