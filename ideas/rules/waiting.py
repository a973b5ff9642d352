"""Who may know that ideas wait, and who may know who a guest is."""

from ideas.rules.core import sees_to
from organisation.people.models import Role
from organisation.people.rules import has_role_somewhere

PERMISSIONS = {
    "ideas.view_waiting": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR),
    "ideas.view_guest": sees_to,
}
