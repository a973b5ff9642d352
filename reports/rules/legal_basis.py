"""Who reads and who keeps the table of laws."""

from organisation.people.models import Role
from organisation.people.rules import (
    administers,
    belongs_to_district,
    has_role,
    has_role_somewhere,
)

keeps_somewhere = has_role_somewhere(Role.SECRETARIAT) | has_role_somewhere(Role.ADMINISTRATOR)

PERMISSIONS = {
    "reports.view_legalbasis": belongs_to_district,
    "reports.list_legalbases": keeps_somewhere,
    "reports.start_legalbasis": keeps_somewhere,
    "reports.edit_legalbasis": has_role(Role.SECRETARIAT) | administers,
}
