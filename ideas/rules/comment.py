"""Who may say something about an idea, and who may take it away."""

from typing import Any

import rules

from ideas.rules.core import is_adviser, reads_idea
from organisation.people.models import Person
from organisation.people.rules import is_outsider


@rules.predicate
def wrote_it(person: Person, comment: Any) -> bool:
    return comment is not None and comment.author_id == person.pk


@rules.predicate
def reads_its_idea(person: Person, comment: Any) -> bool:
    return comment is not None and bool(reads_idea.test(person, comment.idea))


PERMISSIONS = {
    "ideas.comment_idea": reads_idea,
    # Who may name others in a comment can look for their names.
    "ideas.mention": reads_idea & ~is_outsider,
    "ideas.edit_comment": wrote_it & reads_its_idea,
    "ideas.remove_comment": (wrote_it & reads_its_idea) | is_adviser,
}
