"""Who may ask a question, and who may change it. `ideas.view_campaign` stands in core."""

from ideas.rules.core import is_adviser
from organisation.people.models import Role
from organisation.people.rules import has_role_somewhere

PERMISSIONS = {
    "ideas.start_campaign": has_role_somewhere(Role.ADVISER),
    "ideas.edit_campaign": is_adviser,
}
