"""Who may do what with funds, entries, carry-overs, external pots and files from the accounts."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import (
    belongs_to_district,
    has_role,
    has_role_for_district,
)
from portfolio.lifecycle.money import EntryKind
from portfolio.rules.core import is_leader, is_owner, sees

keeps_funds = has_role_for_district(Role.ADMINISTRATOR) | has_role_for_district(Role.DIRECTOR)


@rules.predicate
def keeps_funds_somewhere(person: Person, thing: Any = None) -> bool:
    """The person keeps the funds of at least one whole district."""
    return any(
        not person.grants.districts.isdisjoint(person.grants.units_as(role))
        for role in (Role.ADMINISTRATOR, Role.DIRECTOR)
    )


@rules.predicate
def is_no_release(person: Person, entry: Any) -> bool:
    """What was released belongs to whoever released it; a leader takes back the rest."""
    return entry is not None and entry.kind != EntryKind.RELEASED


PERMISSIONS = {
    "portfolio.view_fund": belongs_to_district,
    "portfolio.view_fundyear": belongs_to_district,
    "portfolio.view_carryover": belongs_to_district,
    "portfolio.view_grantpot": belongs_to_district,
    "portfolio.view_grantapplication": sees,
    "portfolio.view_entry": sees,
    "portfolio.view_ledgerimport": keeps_funds,
    # Opens the pages; what is kept there is asked about one by one.
    "portfolio.open_funds": keeps_funds_somewhere,
    "portfolio.keep_funds": keeps_funds,
    "portfolio.import_ledger": keeps_funds,
    "portfolio.plan_money": is_leader | keeps_funds,
    "portfolio.book_entry": is_leader | keeps_funds,
    "portfolio.reverse_entry": (is_leader & is_no_release) | keeps_funds,
    "portfolio.edit_codes": is_leader | keeps_funds,
    "portfolio.keep_pots": has_role_for_district(Role.ADVISER) | keeps_funds,
    "portfolio.apply_grant": is_leader | is_owner | has_role(Role.ADVISER),
    "portfolio.apply_carry_over": is_leader | keeps_funds,
}
