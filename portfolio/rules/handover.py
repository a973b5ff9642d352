"""Who lets somebody else take over, and who writes and goes through what is open."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.rules.core import runs, sees


@rules.predicate
def hands_over(person: Person, handover: Any) -> bool:
    return handover is not None and handover.old_id == person.pk


@rules.predicate
def takes_over(person: Person, handover: Any) -> bool:
    return handover is not None and handover.new_id == person.pk


PERMISSIONS = {
    "portfolio.view_handover": sees,
    "portfolio.hand_over": sees & runs,
    "portfolio.write_handover": sees & hands_over,
    "portfolio.confirm_handover": sees & takes_over,
}
