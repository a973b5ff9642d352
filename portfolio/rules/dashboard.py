"""Who may remind a project leader of what is missing."""

from organisation.people.models import Role
from organisation.people.rules import has_role
from portfolio.rules.core import adviser, is_leader, is_owner

PERMISSIONS = {
    "portfolio.nudge_leader": (
        is_owner | adviser | has_role(Role.MANAGER) | has_role(Role.DIRECTOR)
    )
    & ~is_leader,
}
