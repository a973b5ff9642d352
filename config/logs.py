"""Log lines: JSON in production, readable at a terminal, one per request.

A line says who, what and how long; never the query string, a network address or what was typed.
"""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

# Here not even the person, the exact address or an id that other lines share is written down.
ANONYMOUS_PREFIXES = ("/ideer/anonym/", "/ideer/apen/")
QUIET_PATHS = ("/static/", "/helse/")

logger = logging.getLogger("nyttiggjort.request")


def log_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id that all its log lines carry, and write one line when it is done."""

    def middleware(request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        nameless = next((p for p in ANONYMOUS_PREFIXES if request.path.startswith(p)), None)
        if nameless:
            response = get_response(request)
            facts: dict[str, Any] = {"path": nameless}
        else:
            structlog.contextvars.bind_contextvars(request=uuid.uuid4().hex[:16])
            started = time.monotonic()
            response = get_response(request)
            facts = {"path": request.path, "ms": round((time.monotonic() - started) * 1000)}
            facts["person"] = _person(request)
        if not request.path.startswith(QUIET_PATHS):
            logger.info(
                "request", extra={"method": request.method, "status": response.status_code, **facts}
            )
        structlog.contextvars.clear_contextvars()
        return response

    return middleware


def _person(request: HttpRequest) -> int | None:
    """The person's id if the page asked who it is; we do not ask for the log's sake."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: every line to standard error in one shape, libraries' lines too."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(
            allow=["method", "status", "path", "ms", "person", "job", "kind", "attempt"]
        ),
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    shape: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        shape += [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # Where `rich` is installed, its tracebacks take longer to draw than most pages.
        plain = structlog.dev.plain_traceback
        shape += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "foreign_pre_chain": before,
                "processors": shape,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Its lines repeat ours ("Not Found: /…") with the anonymous address in full.
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.security.csrf": {"level": "ERROR"},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
