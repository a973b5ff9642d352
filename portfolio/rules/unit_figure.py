"""Who reads and keeps the figures of units that other systems hold."""

from organisation.people.models import Role
from organisation.people.rules import has_role, has_role_somewhere
from portfolio.rules.core import is_active

KEEPERS = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR, Role.SECRETARIAT)
keeps = (
    has_role(Role.ADVISER)
    | has_role(Role.MANAGER)
    | has_role(Role.DIRECTOR)
    | has_role(Role.SECRETARIAT)
)

PERMISSIONS = {
    "portfolio.view_unitfigure": is_active & keeps,
    # Asked of the unit, which may not have a figure yet.
    "portfolio.keep_unitfigure": is_active & keeps,
    "portfolio.open_unitfigures": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR)
    | has_role_somewhere(Role.SECRETARIAT),
}
