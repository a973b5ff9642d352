"""Who tells what an improvement became, and what those an idea was sent on to said."""

from typing import Any

import rules

from ideas.rules.core import is_adviser, is_author, sees_to
from organisation.people.models import Person


@rules.predicate
def is_line_manager(person: Person, improvement: Any) -> bool:
    """Was given the improvement to see to."""
    return improvement is not None and improvement.manager_id == person.pk and person.is_employee


PERMISSIONS = {
    "ideas.keep_improvement": is_line_manager | is_adviser,
    "ideas.record_sent_on": sees_to & ~is_author,
}
