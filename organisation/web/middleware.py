from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

GetResponse = Callable[[HttpRequest], HttpResponse]


def received_at(get_response: GetResponse) -> GetResponse:
    """Stamp each request with the moment it arrived; every deadline is judged by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.received_at = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def log_in_again(get_response: GetResponse) -> GetResponse:
    """When a session has ended, send the whole page to log-in, not a log-in page into a fragment.

    After log-in the person comes back to the page she was on, whose draft is kept.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        htmx = getattr(request, "htmx", None)
        if not htmx or not isinstance(response, HttpResponseRedirect):
            return response
        login = resolve_url(settings.LOGIN_URL)
        if not response.url.startswith(login):
            return response
        back = QueryDict(mutable=True)
        back["next"] = htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(f"{login}?{back.urlencode(safe='/')}")

    return middleware
