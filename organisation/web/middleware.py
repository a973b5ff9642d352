from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def received_at(get_response: Callable[[HttpRequest], HttpResponse]):
    """Stamp each request with the moment it arrived; every deadline is judged by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.received_at = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
