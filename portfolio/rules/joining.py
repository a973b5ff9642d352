"""Who may ask for people, offer to join, and answer."""

from typing import Any

import rules

from organisation.people.models import Person
from organisation.people.rules import is_employee_of
from portfolio.rules.core import adviser, is_active, is_leader, is_owner, runs, sees


@rules.predicate
def is_offerer(person: Person, offer: Any) -> bool:
    return offer is not None and offer.person_id == person.pk


PERMISSIONS = {
    "portfolio.view_joincall": sees,
    "portfolio.edit_joincall": runs,
    "portfolio.offer_to_join": sees & is_employee_of & ~is_leader & ~is_owner,
    "portfolio.view_joinoffer": is_active & (is_offerer | is_leader | is_owner | adviser),
    "portfolio.answer_joinoffer": (is_leader | is_owner | adviser) & ~is_offerer,
    "portfolio.withdraw_joinoffer": is_offerer,
}
