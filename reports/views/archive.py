"""The panel of a case's archive: what is sent, what was answered, and what can be sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports.archive.transports import NotDelivered
from reports.lifecycle.archive import DeliveryState
from reports.models import ArchiveDelivery, BoardCase, CaseExtract
from reports.queries.archive import standing
from reports.services import archive as services
from reports.views.cases import find_case


@never_cache
@require_safe
def panel(request: Request, pk: int) -> HttpResponse:
    """What was handed over and what came back; survives a reload."""
    case = find_case(request, pk)
    authorize(request.user, "reports.view_work", case)
    return panel_page(request, case)


def panel_page(request: Request, case: BoardCase, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "standing": standing(case),
        "may_send": request.user.has_perm("reports.send_to_archive", case),
        **more,
    }
    status = 409 if "refusal" in more else None
    return render_page(
        request, "reports/archive.html", context, fragments=["deliveries"], status=status
    )


def done(request: Request, case: BoardCase, verb: Callable[[], object], words: str) -> HttpResponse:
    """Do it, and lead back to the panel; refused, the panel says why."""
    try:
        verb()
    except DomainError as refused:
        return panel_page(request, find_case(request, case.pk), refusal=refused.message)
    messages.success(request, words)
    return redirect("reports:archive", case.pk)


@require_POST
def send_case(request: Request, pk: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.send_to_archive", case)
    words = _("Arkivpakken lages og sendes.")
    return done(request, case, lambda: services.send_case(case, by=request.user), words)


@require_POST
def send_extract(request: Request, pk: int, extract_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.send_to_archive", case)
    extract = get_object_or_404(CaseExtract, pk=extract_id, stop__case=case)
    words = _("Saksprotokollen sendes til samme mappe.")
    return done(request, case, lambda: services.send_extract(extract, by=request.user), words)


@require_POST
def try_again(request: Request, pk: int, delivery_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.send_to_archive", case)
    delivery = delivery_of(case, delivery_id)
    words = _("Vi prøver igjen.")
    return done(request, case, lambda: services.try_again(delivery, by=request.user), words)


@require_POST
def look(request: Request, pk: int, delivery_id: int) -> HttpResponse:
    """Look for the receipt now, and not when the worker does."""
    case = find_case(request, pk)
    authorize(request.user, "reports.send_to_archive", case)
    delivery = delivery_of(case, delivery_id)
    if delivery.state != DeliveryState.SENT:
        return redirect("reports:archive", case.pk)
    try:
        found = services.look_for_receipt(delivery)
    except NotDelivered:
        refusal = _("Arkivet svarer ikke nå. Vi ser etter kvitteringen igjen senere.")
        return panel_page(request, case, refusal=refusal)
    if found:
        messages.success(request, _("Arkivet har svart."))
    else:
        messages.info(request, _("Ingen kvittering ennå."))
    return redirect("reports:archive", case.pk)


def delivery_of(case: BoardCase, delivery_id: int) -> ArchiveDelivery:
    rows = case.deliveries.select_related("extract__stop", "ordered_by", "case")
    return get_object_or_404(rows, pk=delivery_id)
