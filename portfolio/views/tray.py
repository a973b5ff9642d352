"""The decider's tray: what waits for my word, and what has changed since last time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.models import Condition, Gate
from portfolio.queries.gate import tray_of
from portfolio.queries.gate_changes import changes_since, last_decision


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
    """What has become of lights, risks, money, benefits, goals, conditions and people.

    Counted from the last decision of the project, or from its start when there is none.
    """
    gates = Gate.objects.visible_to(request.user).select_related("project")
    gate = get_object_or_404(gates, project__slug=slug, code=code)
    authorize(request.user, "portfolio.view_gate", gate)
    decision = last_decision(gate.project)
    return render_page(
        request,
        "portfolio/gate_changes.html",
        {
            "gate": gate,
            "project": gate.project,
            "decision": decision,
            "groups": changes_since(gate.project, decision),
        },
    )
