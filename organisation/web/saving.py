"""Save what a form holds, or show what was wrong with it."""

from collections.abc import Callable
from typing import Any

from organisation.errors import DomainError, Stale
from organisation.web.forms import Versioned


def saved(
    form: Any, save: Callable[[], object], *, refused_at: str | None = None
) -> tuple[bool, int | None]:
    """Call `save` with a form that holds; what it refuses stands in the form, or at one field.

    Answers whether it was saved, and the status of the page when it was not (409: another was
    faster, None: whatever render_page finds).
    """
    if not form.is_valid():
        return False, None
    try:
        save()
    except Stale as stale:
        if not isinstance(form, Versioned):
            form.add_error(None, stale.message)
            return False, 409
        form.somebody_was_faster(stale.current)
        if not form.differences:  # nothing to lay beside each other, so say it in words
            form.add_error(None, stale.message)
        return False, 409
    except DomainError as refused:
        form.add_error(refused_at, refused.message)
        return False, None
    return True, None
