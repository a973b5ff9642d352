"""Who may write down what others say."""

from organisation.people.models import Role
from organisation.people.rules import has_role_somewhere

PERMISSIONS = {
    "ideas.write_down": has_role_somewhere(Role.ADVISER) | has_role_somewhere(Role.MANAGER),
}
