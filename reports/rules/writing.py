"""Who says something about the text of a case, and who reads it."""

from typing import Any

import rules

from organisation.people.models import Person
from reports.rules.core import works_on_case, works_on_its_case


@rules.predicate
def is_not_approved(person: Person, case: Any) -> bool:
    return case is not None and case.state in ("draft", "quality_check")


PERMISSIONS = {
    "reports.view_casecomment": works_on_its_case,
    "reports.comment_case": works_on_case & is_not_approved,
}
