"""The page of a small form of a project, and the page that asks before something is taken away."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from portfolio.models import Project

BACK_TO = {
    "phases": gettext_lazy("Fase"),
    "alternatives": gettext_lazy("Alternativer"),
    "documents": gettext_lazy("Dokumenter"),
    "lessons": gettext_lazy("Lærdom"),
}


def back_to(project: Project, page: str, anchor: str = "") -> str:
    """The address of a page of the project, at `anchor`."""
    url = reverse(f"portfolio:{page}", args=[project.slug])
    return f"{url}#{anchor}" if anchor else url


def small_form(
    request: Request,
    project: Project,
    form: Any,
    heading: str,
    *,
    page: str = "phases",
    anchor: str = "",
    status: int | None = None,
    remove_url: str = "",
    **more: Any,
) -> HttpResponse:
    """A form of a few fields, with the way back to the page of the project it belongs to."""
    return render_page(
        request,
        "portfolio/small_form.html",
        {
            "project": project,
            "form": form,
            "heading": heading,
            "back_url": back_to(project, page, anchor),
            "back_words": BACK_TO[page],
            "remove_url": remove_url,
            **more,
        },
        status=status,
    )


def ask_first(
    request: Request, heading: str, question: str, *, back: str, action: str = "", form: Any = None
) -> HttpResponse:
    """Ask before something is taken away."""
    confirmation = Confirmation(
        heading=heading, question=question, action=action or _("Ta bort"), back_url=back
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)


def refused(request: Request, message: str, back: str) -> HttpResponse:
    """A step that cannot be taken, with the reason and a way back."""
    return render_page(request, "409.html", {"message": message, "back_url": back}, status=409)
