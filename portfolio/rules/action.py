"""Who gives actions to others, and who says that they are done."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.rules.core import is_in_team, runs, sees


@rules.predicate
def is_action_owner(person: Person, action: Any) -> bool:
    return action is not None and action.owner_id == person.pk


PERMISSIONS = {
    "portfolio.view_action": sees,
    "portfolio.add_action": sees & (runs | is_in_team),
    "portfolio.edit_action": sees & runs,
    "portfolio.finish_action": sees & (is_action_owner | runs),
}
