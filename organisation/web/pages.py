"""From a view to an answer: the whole page, or the one fragment that htmx asked for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from datetime import datetime


class Request(HttpRequest):
    """What our middleware adds to a request; views annotate with it."""

    user: Any  # a Person: middleware has turned everybody else away
    htmx: HtmxDetails
    received_at: "datetime"


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    fragments: Sequence[str] = (),
    status: int | None = None,
) -> HttpResponse:
    """Render the page, or the one of its `fragments` that htmx asked for.

    `context["form"]` with errors answers 422 unless `status` says otherwise (409: somebody was
    faster). This is the only place that reads htmx's headers.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    wanted = (htmx.target or "").rpartition("#")[2] if htmx else ""
    whole = wanted not in fragments or htmx.history_restore_request
    if status is None:
        status = 422 if getattr(context.get("form"), "errors", None) else 200
    name = template if whole else f"{template}#{wanted}"
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
