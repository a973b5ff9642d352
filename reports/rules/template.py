"""Who keeps the form of a district's cases: its secretariat and its administrator."""

from organisation.people.models import Role
from organisation.people.rules import (
    belongs_to_district,
    has_role_for_district,
    has_role_somewhere,
)

keeps_forms = has_role_for_district(Role.SECRETARIAT) | has_role_for_district(Role.ADMINISTRATOR)

PERMISSIONS = {
    # Opens the pages; which district it is about is asked of the row.
    "reports.keep_forms": has_role_somewhere(Role.SECRETARIAT)
    | has_role_somewhere(Role.ADMINISTRATOR),
    "reports.view_casetemplate": keeps_forms,
    "reports.change_casetemplate": keeps_forms,
    "reports.view_office": belongs_to_district,
    "reports.change_office": keeps_forms,
}
