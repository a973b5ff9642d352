"""What each noun puts on the page of one idea, besides the idea itself.

A noun's view module registers its part when it is imported, as the addresses do for all of them:
`parts["support"] = support_on_idea`, and its include stands in `templates/ideas/detail.html`. The
page may cost twelve queries in all, so what a part reads is best folded into the one query that
reads the idea: `reads["support"] = with_support_for`, a function of the ideas and the person.

Outsiders get the parts in `for_outsiders` and no other.
"""

from collections.abc import Callable
from typing import Any

from ideas.models import Idea, IdeaQuerySet
from organisation.people.models import Person
from organisation.web.pages import Request

parts: dict[str, Callable[[Request, Idea], dict[str, Any]]] = {}

reads: dict[str, Callable[[IdeaQuerySet, Person], IdeaQuerySet]] = {}
for_outsiders: set[str] = set()


def with_parts(ideas: IdeaQuerySet, person: Person) -> IdeaQuerySet:
    """`ideas` with what every noun wants to know of one of them."""
    for read in reads.values():
        ideas = read(ideas, person)
    return ideas


def context_of(request: Request, idea: Idea) -> dict[str, Any]:
    """Names for the template, from every noun."""
    found: dict[str, Any] = {}
    for name, part in parts.items():
        if name in for_outsiders or not request.user.is_outsider:
            found |= part(request, idea)
    return found
