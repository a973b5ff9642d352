"""Who may say that two ideas are the same, and who is asked before they become one."""

from typing import Any

import rules

from ideas.rules.core import is_author, sees_to
from organisation.people.models import Person
from organisation.people.rules import is_outsider


@rules.predicate
def is_asked(person: Person, merge: Any) -> bool:
    """Has one of the two ideas. Costs a query unless the consents are prefetched."""
    return merge is not None and any(said.person_id == person.pk for said in merge.consents.all())


@rules.predicate
def has_proposed(person: Person, merge: Any) -> bool:
    return merge is not None and merge.proposed_by_id == person.pk


@rules.predicate
def sees_to_merged(person: Person, merge: Any) -> bool:
    """Sees to the idea that is to go into the other."""
    return merge is not None and bool(sees_to.test(person, merge.idea))


@rules.predicate
def sees_to_receiver(person: Person, merge: Any) -> bool:
    return merge is not None and bool(sees_to.test(person, merge.into))


PERMISSIONS = {
    "ideas.link_idea": sees_to,
    "ideas.propose_merge": sees_to | is_author,
    "ideas.view_merge": ~is_outsider
    & (is_asked | has_proposed | sees_to_merged | sees_to_receiver),
    "ideas.answer_merge": is_asked & ~is_outsider,
    "ideas.withdraw_merge": (has_proposed & ~is_outsider) | sees_to_merged,
    "ideas.undo_merge": (is_asked & ~is_outsider) | sees_to_merged,
}
