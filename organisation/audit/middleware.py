from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def acting_person(get_response: Callable[[HttpRequest], HttpResponse]):
    """Let history know who made the change."""
    return get_response
