"""Who may do what with status reports."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import (
    belongs_to_district,
    has_role_for_district,
    has_role_somewhere,
)
from portfolio.models import StatusWriter
from portfolio.rules.core import adviser, is_leader, project_of, sees


@rules.predicate
def is_let_write(person: Person, thing: Any) -> bool:
    """The leader has let the person write; one query a request, whatever is asked about."""

    def read() -> frozenset[int]:
        return frozenset(
            StatusWriter.objects.filter(person=person).values_list("project", flat=True)
        )

    return thing is not None and project_of(thing).pk in person.once(
        "portfolio.writes_status", read
    )


PERMISSIONS = {
    "portfolio.view_statusreport": sees,
    "portfolio.view_statusdue": sees,
    "portfolio.write_status": is_leader | is_let_write | (adviser & sees),
    # The adviser helps with the words; what is said stands for the project.
    "portfolio.deliver_status": is_leader | is_let_write,
    "portfolio.let_write_status": is_leader,
    "portfolio.view_statussettings": belongs_to_district,
    "portfolio.administer_status": has_role_somewhere(Role.ADMINISTRATOR),
    "portfolio.change_statussettings": has_role_for_district(Role.ADMINISTRATOR),
}
