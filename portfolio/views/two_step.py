"""Whether a person has just shown a second factor, and where to do it."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.http import urlencode

from organisation.web.pages import Request

SECOND_FACTOR = "mfa"


def has_confirmed(request: Request) -> bool:
    """The second factor was shown in this session, a few minutes ago at most."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record.get("method") == SECOND_FACTOR]
    return bool(shown) and time.time() - max(shown) < app_settings.REAUTHENTICATION_TIMEOUT


def where_to_confirm(request: Request, back: str) -> str:
    """The page that asks for the code and leads `back`, or where two steps are turned on."""
    if not is_mfa_enabled(request.user):
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: back})}"
