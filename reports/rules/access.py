"""Who handles requests for access."""

from organisation.people.models import Role
from organisation.people.rules import has_role_somewhere
from reports.rules.core import is_director, is_secretariat

PERMISSIONS = {
    "reports.list_accessrequests": has_role_somewhere(Role.SECRETARIAT)
    | has_role_somewhere(Role.DIRECTOR),
    "reports.start_accessrequest": has_role_somewhere(Role.SECRETARIAT),
    "reports.view_accessrequest": is_secretariat | is_director,
    "reports.handle_accessrequest": is_secretariat,
}
