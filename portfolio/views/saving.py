"""Forms of the parts of a project: save what was sent, or show what was wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.web.forms import Versioned
from organisation.web.pages import Request, render_page
from portfolio.models import Project

Text = str | Promise


@dataclass(frozen=True)
class Part:
    """What a page with one form says around it (templates/portfolio/part_form.html)."""

    heading: Text
    action: Text  # the words on the button
    back_url: str
    back_words: Text = ""  # what the page one came from is called, in the line of crumbs
    lead: Text = ""
    help: Text = ""
    remove_url: str = ""
    remove_words: Text = ""


def saved(form: Any, save: Callable[[], object]) -> tuple[bool, int | None]:
    """Call `save` with a form that holds; what it refuses stands in the form.

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
        form.add_error(None, refused.message)
        return False, None
    return True, None


def render_part(
    request: Request,
    part: Part,
    form: Any,
    *,
    project: Project | None = None,
    draft: FormDraft | None = None,
    version: int | str = "",
    status: int | None = None,
) -> HttpResponse:
    """The page of one form; with `draft` it is autosaved, else it asks before text is lost."""
    context = {
        "part": part,
        "form": form,
        "project": project,
        "draft": draft,
        "found": draft.found if draft else None,
        "version": version,
    }
    return render_page(request, "portfolio/part_form.html", context, status=status)
