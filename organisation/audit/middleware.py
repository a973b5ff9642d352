"""Lets history know who made a change, and at which address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from organisation.audit.tracking import acting

# Who writes here must not stand in any history: no session is read and no scope is opened.
ANONYMOUS_PATHS = ("/ideer/anonym/", "/ideer/apen/")
TELLS_WHO = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_USER_AGENT")


def forget_who(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """On anonymous paths, take away what says who asks before anything else looks at it.

    Without its cookie no session is read, and whoever is logged in stays so: the cookie itself is
    left alone in the browser. The cookie against forged forms is no session and stays.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ANONYMOUS_PATHS):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            request.META.pop("HTTP_COOKIE", None)
            request.META["REMOTE_ADDR"] = ""
            for name in TELLS_WHO:
                request.META.pop(name, None)
        return get_response(request)

    return middleware


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
