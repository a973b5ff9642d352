"""Who may gather people round a tangle. `ideas.view_challenge` stands in core."""

from typing import Any

import rules

from ideas.rules.core import is_adviser
from organisation.people.models import Person, Role
from organisation.people.rules import has_role_somewhere, is_employee_of


@rules.predicate
def is_holder(person: Person, challenge: Any) -> bool:
    return challenge is not None and challenge.holder_id == person.pk


PERMISSIONS = {
    "ideas.start_challenge": has_role_somewhere(Role.ADVISER),
    # Who holds it and works here no longer, holds on to nothing.
    "ideas.edit_challenge": is_adviser | (is_holder & is_employee_of),
}
