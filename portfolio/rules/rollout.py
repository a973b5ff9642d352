"""Who may say where a solution is in use."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.rules.core import leads, runs, sees


@rules.predicate
def leads_the_place(person: Person, row: Any) -> bool:
    """The person is leader or director of the unit that is to use the solution."""
    return row is not None and leads(person, row.place_id)


PERMISSIONS = {
    "portfolio.view_rolloutunit": sees,
    "portfolio.edit_rollout": runs,
    # The project cannot alone say that it is used: the unit's own leader may, too.
    "portfolio.mark_in_use": sees & (runs | leads_the_place),
}
