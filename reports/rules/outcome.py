"""Who says what a changed vedtak means for the gate, and who confirms it."""

from typing import Any

import rules

from organisation.people.models import Person
from reports.rules.core import is_director, is_secretariat


@rules.predicate
def is_unconfirmed(person: Person, case: Any) -> bool:
    choice = case.outcome_choice if case is not None and case.is_past_meeting else None
    return choice is not None and choice.confirmed_at is None


PERMISSIONS = {
    "reports.choose_outcome": is_unconfirmed & (is_secretariat | is_director),
    "reports.confirm_outcome": is_unconfirmed & is_director,
}
