"""Who may weigh projects against each other, ask for a suggestion, and choose."""

from typing import Any

import rules

from organisation.people.models import Part, Person, Role
from organisation.people.parts import is_on
from organisation.people.rules import has_role, has_role_somewhere
from portfolio.rules.core import is_active


@rules.predicate
def has_suggestions(person: Person, thing: Any) -> bool:
    """The district has the part of the product that suggests a list."""
    return thing is not None and is_on(thing.district_id, Part.SUGGESTED_LIST, reader=person)


writes = has_role(Role.ADVISER) | has_role(Role.MANAGER) | has_role(Role.DIRECTOR)
writes_somewhere = (
    has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR)
)

PERMISSIONS = {
    "portfolio.list_prioritisations": writes_somewhere | has_role_somewhere(Role.SECRETARIAT),
    # Agrees with `PrioritisationQuerySet.visible_to`.
    "portfolio.view_prioritisation": is_active & (writes | has_role(Role.SECRETARIAT)),
    "portfolio.start_prioritisation": writes_somewhere,
    "portfolio.edit_prioritisation": writes,
    "portfolio.suggest_list": writes & has_suggestions,
    "portfolio.decide_prioritisation": has_role(Role.DIRECTOR) | has_role(Role.MANAGER),
}
