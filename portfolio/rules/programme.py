"""Who may do what with programmes."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import belongs_to_district, has_role, has_role_for_district
from portfolio.rules.core import starts_projects


@rules.predicate
def owns_programme(person: Person, programme: Any) -> bool:
    return programme is not None and programme.owner_id == person.pk


PERMISSIONS = {
    "portfolio.view_programme": belongs_to_district,
    "portfolio.start_programme": starts_projects,
    "portfolio.edit_programme": owns_programme
    | has_role(Role.ADVISER)
    | has_role_for_district(Role.DIRECTOR),
}
