"""Who may read the portfolio as it was laid before the board."""

from organisation.people.models import Role
from organisation.people.rules import has_role_somewhere, is_employee
from portfolio.rules.core import has_role_that_sees_somewhere

PERMISSIONS = {
    "portfolio.view_released": (
        has_role_somewhere(Role.BOARD_MEMBER) | is_employee | has_role_that_sees_somewhere
    ),
}
