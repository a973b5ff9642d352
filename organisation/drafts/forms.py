"""How a form starts: from the thing, or from where its writer left off."""

from collections.abc import Mapping
from typing import Any

from organisation.drafts.services import load_draft
from organisation.web.pages import Request


def initial_from_draft(
    request: Request, form: str, object_ref: object = "", base: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a form shows at first: `base`, or the person's draft laid over it.

    To also tell the person that it is a draft, use `load_draft` and `Draft.over` instead, and
    include `drafts/found.html`.
    """
    draft = load_draft(request.user, form, object_ref)
    return draft.over(dict(base or {})) if draft else dict(base or {})
