"""The red thread and the decisions log of a project."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from organisation.audit.days import shows_any_day
from organisation.web.pages import Request, render_page
from portfolio.queries import chain
from portfolio.views.pages import find_project, sections_of

THREAD_KINDS: dict[str, str | Promise] = {
    "idea": _("Idé"),
    "start": _("Start"),
    "case": _("Saker"),
    "decision": _("Beslutninger"),
    "phase": _("Faser"),
    "money": _("Penger"),
    "guidance": _("Veiledning"),
    "status": _("Status"),
    "benefit": _("Gevinster"),
    "steering": _("Styringsgruppe"),
    "risk": _("Risiko"),
    "participation": _("Medvirkning og bruk"),
    "lesson": _("Lærdom"),
    "document": _("Dokumenter"),
}
LOG_KINDS: dict[str, str | Promise] = {
    "gate": _("Ved beslutningspunkt"),
    "lift": _("Løftet"),
    "condition": _("Vilkår"),
    "choice": _("Valg av alternativ"),
    "project": _("Slag og profil"),
    "people": _("Eier og leder"),
    "steering": _("Styringsgruppe"),
    "money": _("Penger"),
}


@dataclass(frozen=True)
class Choice:
    """One kind to narrow a list by."""

    name: str
    title: str | Promise
    count: int
    is_current: bool


def choices_of(rows: list[Any], titles: dict[str, str | Promise], current: str) -> list[Choice]:
    """The kinds there is something of, in the order of `titles`; kinds without a title last."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    known = [name for name in titles if name in counts]
    other = sorted(counts.keys() - titles.keys())
    return [
        Choice(name, titles.get(name, _("Annet")), counts[name], name == current)
        for name in [*known, *other]
    ]


@require_GET
@shows_any_day
def thread(request: Request, slug: str) -> HttpResponse:
    """The whole chain with dates and documents; `?slag=` shows one kind only."""
    project = find_project(request, slug)
    events = chain.whole_thread(project, request.user)
    return shown(request, project, "thread", events, THREAD_KINDS)


@require_GET
@shows_any_day
def log(request: Request, slug: str) -> HttpResponse:
    """Everything that was decided; `?slag=` shows one kind only."""
    project = find_project(request, slug)
    entries = chain.log_of(project, request.user)
    return shown(request, project, "log", entries, LOG_KINDS)


def shown(
    request: Request, project: Any, page: str, rows: list[Any], titles: dict[str, str | Promise]
) -> HttpResponse:
    asked = request.GET.get("slag", "")
    kinds = choices_of(rows, titles, asked)
    current = asked if any(kind.is_current for kind in kinds) else ""
    kept = [row for row in rows if row.kind == current] if current else rows
    return render_page(
        request,
        f"portfolio/{page}.html",
        {
            "project": project,
            "sections": sections_of(project, page),
            "rows": kept,
            "total": len(rows),
            "kinds": kinds,
            "current": current,
        },
    )
