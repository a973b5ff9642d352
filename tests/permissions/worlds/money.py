"""A fund with a year, entries, a carry-over, a pot with an application, and a file."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from portfolio.lifecycle.money import EntryKind
from portfolio.services import carry_over, ledger_import, money
from portfolio.services import grant as grants
from tests.factories.money import fund_year, ledger_file, make_fund, make_pot


def add(world: Any) -> None:
    people = world.people
    leader, administrator = people["leader"], people["administrator"]
    world.fund = make_fund(world.alna)
    world.fund_year = fund_year(world.fund, 2026, 1000)
    world.entry = money.book_entry(
        world.project, world.fund_year, EntryKind.SPENT, Decimal(10), text="Kurs", by=leader
    )
    world.carry_over = carry_over.apply_carry_over(
        world.fund_year, applied_nok=Decimal(100), reason="Sent levert", by=administrator
    )
    another = fund_year(make_fund(world.alna, name="Egne midler"), 2025, 1000)
    world.carried_over = carry_over.decide_carry_over(
        carry_over.apply_carry_over(
            another, applied_nok=Decimal(100), reason="Sent levert", by=administrator
        ),
        granted_nok=Decimal(100),
        decided_by="Direktøren",
        decided_on=timezone.localdate(),
        reason="",
        by=administrator,
    )
    world.pot = make_pot(world.alna)
    world.grant_application = grants.plan_application(
        world.project, world.pot, applied_nok=Decimal(100), by=leader
    )
    world.ledger_import = ledger_import.upload_ledger(
        world.alna, ledger_file("12.03.2026;1;2;P7;Tekst;1;"), world.fund, by=administrator
    )
