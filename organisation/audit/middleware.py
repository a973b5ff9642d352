"""Lets history know who made a change, and at which address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from organisation.audit.tracking import acting

# Who writes here must not stand in any history: no session is read and no scope is opened.
ANONYMOUS_PATHS = ("/ideer/anonym/",)


def acting_person(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the logged-in person on every change the request makes, at no query of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ANONYMOUS_PATHS):
            return get_response(request)
        with acting(lambda: _person_id(request), lambda: _address(request)):
            return get_response(request)

    return middleware


def _person_id(request: HttpRequest) -> int | None:
    """The person, if something has already asked who it is; asking here could cost a query."""
    user = vars(request).get("user")
    if isinstance(user, SimpleLazyObject):
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)


def _address(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else request.path_info
