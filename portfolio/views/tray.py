"""The decider's tray: what waits for my word, and what has changed since last time."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisation.audit.history import Change, changes
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.models import Condition, Gate
from portfolio.queries.gate import last_looked_at, tray_of
from portfolio.views.gate import find_gate

HIDDEN = ("version", "tsv", "title_key", "form_token", "slug")


@require_GET
def tray(request: Request) -> HttpResponse:
    """Everything that waits for this person's decision, the first due first."""
    authorize(request.user, "portfolio.list_projects")
    today = timezone.localdate()
    mine = (
        Condition.objects.open()
        .filter(decision__decided_by=request.user, due__lt=today)
        .select_related("decision__gate__project", "owner")
        .order_by("due", "pk")
    )
    return render_page(
        request,
        "portfolio/tray.html",
        {"gates": tray_of(request.user), "overdue": mine[:20], "today": today},
    )


@require_GET
def gate_changes(request: Request, slug: str, code: str) -> HttpResponse:
    """What was changed in the project and its phases since the last decision or status report."""
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.view_gate", gate)
    since = last_looked_at(gate.project)
    return render_page(
        request,
        "portfolio/gate_changes.html",
        {"gate": gate, "project": gate.project, "since": since, "parts": parts_of(gate, since)},
    )


def parts_of(gate: Gate, since: date | None) -> list[tuple[str, str, list[Change]]]:
    """An id for the page, the name of the thing and what happened to it."""
    things: list[Any] = [gate.project]
    things += [phase for phase in (gate.ends_phase, gate.opens_phase) if phase is not None]
    found = [
        (f"del-{nth}", str(thing), after(changes(thing, hide=HIDDEN), since))
        for nth, thing in enumerate(things, start=1)
    ]
    return [part for part in found if part[2]]


def after(rows: list[Change], since: date | None) -> list[Change]:
    return [row for row in rows if since is None or timezone.localdate(row.at) > since]
