"""Funds, and the booking of every krone. Nothing is changed afterwards, only reversed."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale, StepRefused
from organisation.locking import lock
from organisation.people.models import Person, Unit
from organisation.web.wording import nok
from portfolio.lifecycle.money import EntryKind, EntrySource, Vat
from portfolio.models.decision import GateDecision
from portfolio.models.money import (
    NOTHING,
    AccountingCode,
    Entry,
    Fund,
    FundYear,
    MoneySettings,
)
from portfolio.models.project import Project

ORE = Decimal("0.01")
CODES = ("code_1", "code_2", "code_3", "code_4")


# --- Funds ----------------------------------------------------------------------------------------


@transaction.atomic
def add_fund(district: Unit, facts: Mapping[str, Any], *, by: Person | None) -> Fund:
    """A fund of the district; `facts` are name, kind, purposes and anchor. DomainError if there."""
    refuse_if_taken(district.pk, facts["name"])
    fund = Fund(unit=district, district=district, **facts)
    with acting(by, "portfolio.add_fund"):
        fund.save(force_insert=True)
    return fund


@transaction.atomic
def edit_fund(fund: Fund, facts: Mapping[str, Any], *, version: int, by: Person) -> Fund:
    fund = lock(fund, version=version)
    refuse_if_taken(fund.district_id, facts["name"], but=fund)
    if facts["kind"] != fund.kind and Entry.objects.filter(fund_year__fund=fund).exists():
        raise DomainError(_("Slaget kan ikke endres etter at det er ført noe på fondet."))
    for name, value in facts.items():
        setattr(fund, name, value)
    fund.version += 1
    with acting(by, "portfolio.edit_fund"):
        fund.save()
    return fund


def refuse_if_taken(district_id: int, name: str, but: Fund | None = None) -> None:
    taken = Fund.objects.filter(district=district_id, name__iexact=name)
    if taken.exclude(pk=but.pk if but else 0).exists():
        raise DomainError(_("Det finnes alt et fond med dette navnet."))


def fund_year_of(fund: Fund, year: int) -> FundYear:
    """The fund in that year, made with a frame of nothing when it is not there."""
    found, _made = FundYear.objects.get_or_create(fund=fund, year=year)
    return found


@transaction.atomic
def set_frame(
    fund: Fund,
    year: int,
    frame_nok: Decimal,
    *,
    by: Person | None,
    note: str = "",
    version: int | None = None,
) -> FundYear:
    """Decide what the fund may give in `year`; StepRefused when more than that is released."""
    with acting(by, "portfolio.set_frame", reason=note):
        fund_year = lock(fund_year_of(fund, year), version=version)
        fund_year.fund = fund
        lacking = free_in(fund_year) + frame_nok - fund_year.frame_nok
        if lacking < 0:
            raise StepRefused(
                [_("Det er alt frigitt %(sum)s mer enn denne rammen.") % {"sum": nok(-lacking)}]
            )
        fund_year.frame_nok, fund_year.note = frame_nok, note
        fund_year.version += 1
        fund_year.save(update_fields=["frame_nok", "note", "version"])
    return fund_year


def free_in(fund_year: FundYear) -> Decimal:
    """Frame and opening less what is released or carried on; the caller holds the lock."""
    free: Decimal = FundYear.objects.with_sums().get(pk=fund_year.pk).free_nok  # type: ignore[attr-defined]
    return free


@transaction.atomic
def save_settings(
    district: Unit, facts: Mapping[str, Any], *, version: int, by: Person
) -> MoneySettings:
    settings = lock(settings_of(district.pk), version=version)
    for name, value in facts.items():
        setattr(settings, name, value)
    settings.version += 1
    with acting(by, "portfolio.change_money_settings"):
        settings.save()
    return settings


def settings_of(district_id: int) -> MoneySettings:
    """The district's settings, made as they usually are when nobody has set them."""
    found, _made = MoneySettings.objects.get_or_create(district_id=district_id)
    return found


# --- Entries --------------------------------------------------------------------------------------


@transaction.atomic
def book_entry(
    project: Project,
    fund_year: FundYear,
    kind: str,
    amount_nok: Decimal,
    *,
    by: Person | None,
    booked_on: date | None = None,
    text: str = "",
    source: str = EntrySource.HAND,
    hours: Decimal | None = None,
    rate_nok: Decimal | None = None,
    vat: str = Vat.NONE,
    vat_nok: Decimal | None = None,
    **facts: Any,
) -> Entry:
    """Book one amount; raises StepRefused when the money is not there to release or spend.

    With `hours` and `rate_nok` the amount is their product and `amount_nok` is not read. `facts`
    are voucher, the four codes, and what the source points to (decision, grant, …).
    """
    refuse_foreign(project, fund_year)
    fund_year = lock(fund_year)
    entry = Entry(
        project=project,
        fund_year=fund_year,
        kind=kind,
        amount_nok=worth(hours, rate_nok) if hours and rate_nok else amount_nok,
        booked_on=booked_on or timezone.localdate(),
        text=text.strip(),
        source=source,
        hours=hours,
        rate_nok=rate_nok if hours else None,
        vat=vat,
        vat_nok=vat_nok,
        booked_by=by,
        **facts,
    )
    if reasons := faults(entry):
        raise StepRefused(reasons)
    with acting(by, "portfolio.book_entry", reason=entry.text):
        entry.save(force_insert=True)
    return entry


def worth(hours: Decimal, rate_nok: Decimal) -> Decimal:
    """Work in kroner, to the øre."""
    return (hours * rate_nok).quantize(ORE, ROUND_HALF_UP)


def refuse_foreign(project: Project, fund_year: FundYear) -> None:
    if fund_year.fund.district_id != project.district_id:
        raise DomainError(_("Fondet hører til en annen bydel."))


def faults(entry: Entry) -> list[str]:
    """Why the entry cannot be booked; the row of its fund-year is locked."""
    if not entry.amount_nok:
        return [_("Beløpet kan ikke være null.")]
    if entry.kind == EntryKind.RELEASED and entry.source != EntrySource.CARRY_OVER:
        return frame_faults(entry)
    if entry.amount_nok < 0 and not entry.text:
        return [_("Skriv hvorfor beløpet er negativt.")]
    if entry.kind == EntryKind.SPENT and entry.source == EntrySource.HAND:
        return spending_faults(entry)
    return []


def frame_faults(entry: Entry) -> list[str]:
    if entry.amount_nok < 0:
        return [_("Reverser frigivelsen i stedet for å føre et negativt beløp.")]
    if not entry.fund_year.fund.is_released:
        return [_("Egenandel frigis ikke. Før den som plan og brukt.")]
    free = free_in(entry.fund_year)
    if entry.amount_nok <= free:
        return []
    return [
        _("%(fund)s har %(free)s fritt. Det holder ikke til %(amount)s.")
        % {"fund": entry.fund_year, "free": nok(free), "amount": nok(entry.amount_nok)}
    ]


def spending_faults(entry: Entry) -> list[str]:
    """Spending more than is released is marked on the page, or refused where the district says."""
    fund = entry.fund_year.fund
    if not fund.is_released or not settings_of(fund.district_id).refuse_overspending:
        return []
    left = unspent_by(entry.project, entry.fund_year)
    if entry.amount_nok <= left:
        return []
    return [
        _("Prosjektet har %(left)s igjen av det som er frigitt i %(fund)s.")
        % {"left": nok(left), "fund": entry.fund_year}
    ]


def unspent_by(project: Project, fund_year: FundYear) -> Decimal:
    """What the project was given in the fund-year and has not spent; less than 0 when overspent."""
    rows = Entry.objects.filter(project=project, fund_year=fund_year).sums("project")
    sums = next(iter(rows), None)
    return sums["released_nok"] - sums["spent_nok"] if sums else NOTHING


def released_to(entry: Entry) -> Decimal:
    """What the entry's project has left of releases in the fund-year, after what was carried on."""
    rows = Entry.objects.filter(project=entry.project_id, fund_year=entry.fund_year_id)
    sums = next(iter(rows.sums("project")), None)
    return sums["released_nok"] if sums else NOTHING


@transaction.atomic
def reverse_entry(entry: Entry, *, reason: str, by: Person | None, on: date | None = None) -> Entry:
    """Take an entry back by another of the opposite amount; StepRefused the second time."""
    fund_year = lock(entry.fund_year)
    entry = Entry.objects.select_related("reverses", "reversed_by").get(pk=entry.pk)
    reasons = []
    if not reason.strip():
        reasons.append(_("Skriv hvorfor føringen reverseres."))
    if entry.reverses_id:
        reasons.append(_("Dette er selv en reversering. Før beløpet på nytt i stedet."))
    if entry.is_reversed:
        reasons.append(_("Føringen er alt reversert."))
    if entry.carry_over_id or entry.grant_id:
        reasons.append(_("Denne føringen følger av en avgjørelse og kan ikke reverseres alene."))
    if entry.kind == EntryKind.RELEASED and released_to(entry) < entry.amount_nok:
        reasons.append(_("Noe av det frigitte er alt overført til neste år."))
    if reasons:
        raise StepRefused(reasons)
    back = mirror(entry, reason=reason.strip(), by=by, on=on)
    back.fund_year = fund_year
    with acting(by, "portfolio.reverse_entry", reason=back.text):
        back.save(force_insert=True)
    return back


def mirror(entry: Entry, *, reason: str, by: Person | None, on: date | None = None) -> Entry:
    """The entry that takes `entry` back, not yet saved; booked today, never before the first."""
    return Entry(
        project_id=entry.project_id,
        fund_year_id=entry.fund_year_id,
        kind=entry.kind,
        amount_nok=-entry.amount_nok,
        hours=-entry.hours if entry.hours is not None else None,
        rate_nok=entry.rate_nok,
        vat=entry.vat,
        vat_nok=-entry.vat_nok if entry.vat_nok is not None else None,
        booked_on=max(on or timezone.localdate(), entry.booked_on),
        text=reason[:300],
        source=entry.source,
        voucher=entry.voucher,
        **dict(zip(CODES, entry.codes, strict=True)),
        decision_id=entry.decision_id,
        carry_over_id=entry.carry_over_id,
        grant_id=entry.grant_id,
        ledger_import_id=entry.ledger_import_id,
        row=entry.row,
        reverses=entry,
        booked_by=by,
    )


@transaction.atomic
def release(decision: GateDecision, *, by: Person) -> Entry | None:
    """Book what the signed decision releases from its gate's fund-year, once.

    Called inside the signing. Raises StepRefused when the frame does not hold. A correction takes
    back what the old decision released. None when nothing is released.
    """
    if decision.supersedes_id:
        for old in Entry.objects.standing().filter(
            decision=decision.supersedes_id, source=EntrySource.DECISION
        ):
            reverse_entry(old, reason=_("Beslutningen er rettet."), by=by, on=decision.decided_on)
    if not decision.released_nok:
        return None
    fund_year = decision.gate.fund_year
    if fund_year is None:
        raise StepRefused([_("Velg hvilket fond pengene frigis fra.")])
    return book_entry(
        decision.gate.project,
        fund_year,
        EntryKind.RELEASED,
        decision.released_nok,
        booked_on=decision.decided_on,
        text=_("Frigitt ved %(gate)s") % {"gate": decision.gate},
        source=EntrySource.DECISION,
        decision=decision,
        by=by,
    )


# --- The budget of a project ----------------------------------------------------------------------


@transaction.atomic
def plan_budget(
    project: Project,
    plan: Mapping[FundYear, Decimal],
    *,
    by: Person | None,
    reason: str = "",
    seen: Iterable[int] | None = None,
) -> list[Entry]:
    """Let the plan of the project be `plan`: what differs is reversed and booked anew.

    Work planned in hours is an amount of its own and stays. `seen` are the ids of the plan's
    entries in the person's form: Stale when somebody planned anew since. Gives the new ones.
    """
    project = lock(project)
    standing = list(
        Entry.objects.standing().filter(
            project=project, kind=EntryKind.PLAN, hours=None, grant=None
        )
    )
    if seen is not None and set(seen) != {entry.pk for entry in standing}:
        raise Stale(
            _("Noen andre har lagt ny plan. Se over tallene og lagre på nytt."), current=project
        )
    today = timezone.localdate()
    text = reason.strip() or _("Ny plan")
    made = []
    with acting(by, "portfolio.plan_budget", reason=text):
        for fund_year, amount in plan.items():
            refuse_foreign(project, fund_year)
            old = [entry for entry in standing if entry.fund_year_id == fund_year.pk]
            if sum((entry.amount_nok for entry in old), NOTHING) == amount:
                continue
            for entry in old:
                mirror(entry, reason=text, by=by).save(force_insert=True)
            if amount:
                made.append(
                    Entry.objects.create(
                        project=project,
                        fund_year=fund_year,
                        kind=EntryKind.PLAN,
                        amount_nok=amount,
                        booked_on=today,
                        text=text[:300],
                        source=EntrySource.HAND,
                        booked_by=by,
                    )
                )
    return made


@transaction.atomic
def set_codes(
    project: Project, codes: Mapping[tuple[str, str, str, str], Fund | None], *, by: Person
) -> list[AccountingCode]:
    """The accounts the project is known by, each with its fund (None: the one of the file).

    DomainError when another project has one of them.
    """
    project = lock(project)
    kept = {row.codes: row for row in project.accounting_codes.all()}
    try:
        with transaction.atomic(), acting(by, "portfolio.set_codes"):
            for code, row in kept.items():
                if code not in codes:
                    row.delete()
            for code, fund in codes.items():
                old = kept.get(code)
                if old is None:
                    AccountingCode.objects.create(
                        project=project,
                        district_id=project.district_id,
                        fund=fund,
                        **dict(zip(CODES, code, strict=True)),
                    )
                elif old.fund_id != (fund.pk if fund else None):
                    old.fund = fund
                    old.save(update_fields=["fund"])
    except IntegrityError as error:
        raise DomainError(_("Et annet prosjekt har alt en av kontostrengene.")) from error
    return list(project.accounting_codes.all())
