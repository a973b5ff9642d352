"""Who may do what with the shared rows that projects rest on."""

from organisation.people.models import Role
from organisation.people.rules import (
    belongs_to_district,
    has_role_for_district,
    has_role_somewhere,
)
from portfolio.rules.core import runs, sees

PERMISSIONS = {
    "portfolio.view_dependency": belongs_to_district,
    "portfolio.add_dependency": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.ADMINISTRATOR),
    "portfolio.change_dependency": has_role_for_district(Role.ADVISER)
    | has_role_for_district(Role.ADMINISTRATOR),
    "portfolio.view_dependencyuse": sees,
    "portfolio.edit_dependencyuse": runs,
}
