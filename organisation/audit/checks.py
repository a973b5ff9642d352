"""`manage.py check --deploy --database default`: may the role we log in as rewrite history?"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import connections

HINT = (
    "Set DATABASE_OWNER_URL to a role of its own and run `manage.py prepare_database` with"
    " DATABASE_AS_OWNER=1."
)


def check_app_role(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Warn when the role is a superuser or owns tables, or when history may be backdated."""
    if settings.AS_OWNER:
        return []
    return [message for alias in databases or () for message in _warnings(alias)]


def _warnings(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
            " EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
            " AND pg_has_role(current_user, tableowner, 'member')),"
            " to_regproc('public.backdating_allowed') IS NOT NULL"
        )
        is_superuser, owns_tables, is_prepared = cursor.fetchone()
        found: list[CheckMessage] = []
        if is_superuser:
            found.append(
                Warning("The app's database role is a superuser.", hint=HINT, id="audit.W001")
            )
        elif owns_tables:
            found.append(
                Warning("The app's database role owns the tables.", hint=HINT, id="audit.W002")
            )
        if is_prepared and not settings.DEMO:
            cursor.execute("SELECT public.backdating_allowed()")
            if cursor.fetchone()[0]:
                found.append(Warning("History may be backdated in this database.", id="audit.W003"))
    return found
