"""Who may do what with pilots."""

from organisation.people.models import Role
from organisation.people.rules import has_role
from portfolio.rules.core import adviser, is_leader, is_owner, runs, sees

answers_for_unit = adviser | has_role(Role.MANAGER) | has_role(Role.DIRECTOR)

PERMISSIONS = {
    "portfolio.view_pilot": sees,
    "portfolio.edit_pilot": runs,
    # Nobody says of their own try that it is lawful.
    "portfolio.approve_pilot": (is_owner | answers_for_unit) & ~is_leader,
    # What a project has to answer for is not chosen by the one who leads it.
    "portfolio.make_project": answers_for_unit & ~is_leader,
}
