"""Is this installation well? For the load balancer and the person on call: GET /helse/."""

import uuid
from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """503 when pages cannot be served. Without the broker they can: jobs then wait for it."""
    state = {
        name: _works(check)
        for name, check in {"database": _database, "files": _files, "broker": _broker}.items()
    }
    usable = state["database"] and state["files"]
    return JsonResponse(state, status=200 if usable else 503)


def _works(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever it is, the answer is "no", not an error page
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _files() -> None:
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)


def _broker() -> None:
    once = Retry(NoBackoff(), 0)
    with redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=0.5, socket_connect_timeout=0.5, retry=once
    ) as broker:
        broker.ping()
