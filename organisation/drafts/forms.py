"""How a form starts: from the thing, or from where its writer left off."""

from collections.abc import Mapping
from typing import Any

from organisation.drafts.services import discard_draft, load_draft
from organisation.web.pages import Request


class FormDraft:
    """The asking person's draft of one form, for as long as a view lasts.

    It is read only when the form is opened: what is sent in is newer than any draft. Hand `found`
    to `drafts/found.html`, so that the person is told.
    """

    def __init__(self, request: Request, form: str, object_ref: object = "") -> None:
        self.person, self.form, self.object_ref = request.user, form, object_ref
        is_sent = request.method == "POST"
        self.found = None if is_sent else load_draft(self.person, form, object_ref)

    def over(self, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """For a form's `initial`: `base`, or the draft laid over it."""
        return self.found.over(dict(base or {})) if self.found else dict(base or {})

    def discard(self) -> None:
        """What was typed is saved now."""
        discard_draft(self.person, self.form, self.object_ref)
