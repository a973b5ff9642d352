"""What each noun puts on the page of one idea, besides the idea itself.

A noun's view module registers its part when it is imported, as the addresses do for all of them:
`parts["support"] = support_on_idea`, and its include stands in `templates/ideas/detail.html`. The
page may cost twelve queries in all.
"""

from collections.abc import Callable
from typing import Any

from ideas.models import Idea
from organisation.web.pages import Request

parts: dict[str, Callable[[Request, Idea], dict[str, Any]]] = {}


def context_of(request: Request, idea: Idea) -> dict[str, Any]:
    """Names for the template, from every noun."""
    found: dict[str, Any] = {}
    for part in parts.values():
        found |= part(request, idea)
    return found
