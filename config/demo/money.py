"""Funds and frames, what projects plan and spend, and what they are given from outside."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from config.demo.alna import Alna, content
from portfolio.models import FundYear, GrantApplication, GrantPot
from portfolio.models.carry_over import CarryOver
from portfolio.services import carry_over, grant, ledger_import, money

Row = Mapping[str, Any]
HEADINGS = "Dato;Bilagsnr;Ansvar;Prosjekt;Tekst;Beløp"
PLACE = "3810"  # who answers for it in the accounts


def plan(alna: Alna) -> None:
    rows = content("money")
    alna.each(rows["funds"], add_fund, hour=8)
    alna.each(rows["frames"], set_frame, hour=9)
    alna.each(rows["pots"], add_pot)
    alna.each(rows["closed_pots"], close_pot)
    alna.each(rows["applications"], apply_for, hour=12)
    alna.each(rows["codes"], set_code)
    alna.each(rows["plans"], plan_budget, hour=14)
    alna.each(rows["entries"], book, hour=15)
    alna.each(rows["ledgers"], bring_in, hour=15)
    alna.each(rows["carry_overs"], carry_on, hour=15)


def in_year(alna: Alna, fund: str, year: int) -> FundYear:
    return money.fund_year_of(alna.made[fund], year)


def add_fund(alna: Alna, row: Row) -> Any:
    return money.add_fund(alna.district, alna.facts(row, ("hour",)), by=alna.people["admin"])


def set_frame(alna: Alna, row: Row) -> FundYear:
    facts = alna.facts(row, ("fund", "year", "exactly", "hour"))
    year = row.get("exactly", alna.today.year + row.get("year", 0))
    return money.set_frame(alna.made[row["fund"]], year, by=alna.people["admin"], **facts)


def add_pot(alna: Alna, row: Row) -> GrantPot:
    return grant.add_pot(alna.district, alna.facts(row), by=alna.people["radgiver"])


def close_pot(alna: Alna, row: Row) -> GrantPot:
    pot = GrantPot.objects.get(pk=alna.made[row["pot"]].pk)
    facts = {"name": pot.name, "is_active": False}
    return grant.edit_pot(pot, facts, version=pot.version, by=alna.people["radgiver"])


def apply_for(alna: Alna, row: Row) -> GrantApplication:
    facts = alna.facts(row)
    made = grant.plan_application(
        alna.projects[row["project"]],
        alna.made[row["pot"]],
        applied_nok=facts["applied_nok"],
        own_share_nok=facts["own_share_nok"],
        deadline=facts.get("deadline"),
        by=alna.by(row),
    )
    if "sent_ago" in row:
        alna.diary.on(alna.ago(row["sent_ago"]), partial(send, alna, row, made.pk))
    if "granted_ago" in row:
        alna.diary.on(alna.ago(row["granted_ago"]), partial(grant_it, alna, row, made.pk))
    return made


def send(alna: Alna, row: Row, made: int) -> None:
    grant.send_application(
        GrantApplication.objects.get(pk=made), sent_on=timezone.localdate(), by=alna.by(row)
    )


def grant_it(alna: Alna, row: Row, made: int) -> None:
    today = timezone.localdate()
    grant.grant_application(
        GrantApplication.objects.get(pk=made),
        granted_nok=alna.facts(row)["granted_nok"],
        answered_on=today,
        fund=alna.made["Tilskudd"],
        year=today.year,
        text=row["text"],
        by=alna.by(row),
    )


def set_code(alna: Alna, row: Row) -> None:
    code = ("", "", "", row["code"])
    money.set_codes(alna.projects[row["project"]], {code: None}, by=alna.people["admin"])


def plan_budget(alna: Alna, row: Row) -> None:
    years = {
        in_year(alna, fund, alna.today.year + year): alna.facts({"sum_nok": amount})["sum_nok"]
        for fund, year, amount in row["plan"]
    }
    money.plan_budget(alna.projects[row["project"]], years, by=alna.by(row), reason="Første plan")


def book(alna: Alna, row: Row) -> None:
    facts = alna.facts(row, ("fund", "kind", "hour", "hours_value", "amount_nok"))
    figures = alna.facts({name: row[name] for name in ("amount_nok", "hours_value") if name in row})
    if "hours_value" in figures:
        facts["hours"] = figures["hours_value"]
    money.book_entry(
        alna.projects[row["project"]],
        in_year(alna, row.get("fund", "Utviklingsmidler"), timezone.localdate().year),
        row["kind"],
        figures.get("amount_nok", money.NOTHING),
        by=alna.by(row),
        **facts,
    )


def bring_in(alna: Alna, row: Row) -> None:
    lines = [
        f"{alna.ago(ago):%d.%m.%Y};{voucher};{PLACE};{account};{text};{amount}"
        for ago, voucher, account, text, amount in row["rows"]
    ]
    upload = SimpleUploadedFile(row["name"], "\r\n".join([HEADINGS, *lines]).encode())
    by = alna.people["admin"]
    brought = ledger_import.upload_ledger(alna.district, upload, alna.made[row["fund"]], by=by)
    ledger_import.confirm_import(brought, version=brought.version, by=by)


def carry_on(alna: Alna, row: Row) -> CarryOver:
    facts = alna.facts(row)
    made = carry_over.apply_carry_over(
        in_year(alna, row["fund"], alna.today.year + row["year"]),
        applied_nok=facts["applied_nok"],
        reason=row["reason"],
        by=alna.by(row),
        project=alna.projects[row["project"]],
    )
    alna.diary.on(alna.ago(row["decided_ago"]), partial(decide_it, alna, row, made.pk))
    return made


def decide_it(alna: Alna, row: Row, made: int) -> None:
    carry_over.decide_carry_over(
        CarryOver.objects.get(pk=made),
        granted_nok=alna.facts(row)["granted_nok"],
        decided_by=row["decided_by"],
        decided_on=timezone.localdate(),
        reason=row["decision"],
        by=alna.people["admin"],
    )
