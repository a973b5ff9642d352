"""Who may ask a question, and who may change it. `ideas.view_campaign` stands in core."""

from typing import Any

import rules

from ideas.rules.core import is_adviser
from organisation.people.models import Person, Role
from organisation.people.rules import has_role_somewhere


@rules.predicate
def is_owner(person: Person, campaign: Any) -> bool:
    return person.is_active and campaign is not None and campaign.owner_id == person.pk


PERMISSIONS = {
    "ideas.start_campaign": has_role_somewhere(Role.ADVISER),
    "ideas.edit_campaign": is_adviser | is_owner,
}
