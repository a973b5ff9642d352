"""The buttons of the flow, the vedtak, and the order for a PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports import services
from reports.forms import ConfirmVersionForm, ReturnForm, VedtakForm
from reports.lifecycle import STEPS
from reports.models import CaseStop
from reports.views.cases import desk, find_case

DONE: dict[str, str | Promise] = {
    "send": gettext_lazy("Saken er sendt til kvalitetssikring."),
    "sign": gettext_lazy("Du har godkjent saken. Den er sendt videre."),
    "approve": gettext_lazy("Saken er godkjent, og teksten er låst."),
    "schedule": gettext_lazy("Saken står på sakskartet."),
    "archive": gettext_lazy("Saken er merket som arkivert."),
}


@require_POST
def step(request: Request, pk: int, name: str) -> HttpResponse:
    """Take one step of the table; refused, the page says why and nothing has changed."""
    case = find_case(request, pk)
    if name not in DONE:
        raise Http404
    authorize(request.user, STEPS[name].permission, case)
    try:
        if name == "send":
            services.send_to_quality_check(case, by=request.user)
        elif name == "sign":
            services.sign_case(case, version=version_read(request), by=request.user)
        elif name == "approve":
            services.approve_case(case, version=version_read(request), by=request.user)
        elif name == "schedule":
            services.schedule(case, by=request.user)
        else:
            services.archive_case(case, by=request.user)
    except DomainError as refused:
        case = find_case(request, pk)
        return render_page(
            request,
            "reports/case.html",
            desk(request, case, refusal=refused.message),
            status=409,
        )
    messages.success(request, str(DONE[name]))
    return redirect(case)


def version_read(request: Request) -> int:
    """The version that stood on the page; without it nobody knows what was approved."""
    form = ConfirmVersionForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Les saken på nytt før du godkjenner den."))
    return int(form.cleaned_data["version"])


@require_http_methods(["GET", "POST"])
def return_case(request: Request, pk: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.return_case", case)
    draft = FormDraft(request, "reports.return", case.pk)
    form = ReturnForm(request.POST or None, initial=draft.over())
    if form.is_valid():
        try:
            services.return_with_remarks(
                case, remarks=form.cleaned_data["remarks"], by=request.user
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Saken er sendt tilbake til saksbehandleren."))
            case.refresh_from_db()
            # Whoever signs for a post does not see a draft.
            is_seen = request.user.has_perm("reports.view_boardcase", case)
            return redirect(case if is_seen else "people:my_page")
    context = {"case": case, "form": form, "draft": draft.found}
    return render_page(request, "reports/return.html", context)


@require_http_methods(["GET", "POST"])
def vedtak(request: Request, pk: int, stop_id: int) -> HttpResponse:
    """What the committee answered at this stop."""
    case = find_case(request, pk)
    authorize(request.user, "reports.record_vedtak", case)
    stop = next((each for each in case.saksgang() if each.pk == stop_id), None)
    if stop is None:
        raise Http404
    stop.case = case
    draft = FormDraft(request, "reports.vedtak", f"{case.pk}-{stop.pk}")
    form = VedtakForm(request.POST or None, stop=stop, case=case, initial=draft.over())
    if form.is_valid():
        try:
            services.record_vedtak(stop, by=request.user, **answer_in(form))
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, words_after(stop))
            return redirect(case)
    return render_page(
        request,
        "reports/vedtak.html",
        {
            "case": case,
            "stop": stop,
            "form": form,
            "proposal": proposal_of(case),
            "draft": draft.found,
            "draft_ref": draft.object_ref,
        },
    )


def answer_in(form: VedtakForm) -> dict[str, Any]:
    """What the form says, as `record_vedtak` takes it."""
    data = form.cleaned_data
    return {
        "kind": data["kind"],
        "text": data["text"],
        "decided_on": data["decided_on"],
        "reason": data["reason"],
        "conditions": form.conditions,
        "gate_outcome": data.get("gate_outcome", ""),
        "hold_until": data.get("hold_until"),
        "lesson": data.get("lesson", ""),
    }


def words_after(stop: CaseStop) -> str:
    if stop.decides:
        return _("Vedtaket er ført.")
    return _("Svaret fra %(committee)s er ført.") % {"committee": stop.committee}


def proposal_of(case: Any) -> str:
    return str(case.approved_text.data["proposal"]) if case.approved_text else case.proposal


@require_POST
def order_pdf(request: Request, pk: int) -> HttpResponse:
    """Order the document; its progress stands on the case page, however often that is loaded."""
    case = find_case(request, pk)
    authorize(request.user, "reports.order_document", case)
    services.order_pdf(case, by=request.user)
    return redirect(f"{case.get_absolute_url()}#dokument")
