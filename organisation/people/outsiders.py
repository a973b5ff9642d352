"""Where outsiders may go: a short list of addresses; all others do not exist for them.

Rules and lists say the same of each thing. This stands in front of them, so that a page that is
made tomorrow is closed to outsiders until somebody opens it.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.deprecation import MiddlewareMixin

# Names of addresses. Each floor adds its own in AppConfig.ready.
open_to_outsiders: set[str] = {
    "people:my_page",
    "people:profile",
    "notices:list",
    "notices:unread",
    "notices:mark_all_read",
    "notices:choice",
    "notices:open",
    "notices:mark_read",
    "drafts:save",
    "drafts:discard",
    "files:file",
}
ACCOUNT = ("account_", "mfa_")  # one's own password and log-in


class OutsidersWhereLetIn(MiddlewareMixin):
    """404 for an outsider at any address that is not opened."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        if not getattr(view, "login_required", True):
            return  # open for everybody
        person: Any = request.user
        if not person.is_authenticated or not person.is_outsider:
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in open_to_outsiders and not name.startswith(ACCOUNT):
            raise Http404
