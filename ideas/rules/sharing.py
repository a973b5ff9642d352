"""Who may come to stand behind an idea together with those who sent it in."""

from typing import Any

import rules

from ideas.rules.core import is_author, reads_idea
from organisation.people.models import Person
from organisation.people.rules import is_outsider


@rules.predicate
def waits_for_answer(person: Person, idea: Any) -> bool:
    return idea is not None and idea.is_unanswered


@rules.predicate
def has_somebody_to_ask(person: Person, idea: Any) -> bool:
    return idea is not None and not idea.is_nameless


PERMISSIONS = {
    "ideas.ask_to_share": reads_idea
    & ~is_author
    & ~is_outsider
    & waits_for_answer
    & has_somebody_to_ask,
    "ideas.share_idea": is_author & waits_for_answer,
}
