"""The page of one form about a part of a project."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from organisation.drafts.forms import FormDraft
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
