"""What is taken out of the public version of a case, how that reads, and its document."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports.content import reading_groups
from reports.forms.redaction import ShieldForm
from reports.models import BoardCase
from reports.queries import documents_of
from reports.queries.legal_basis import bases_for
from reports.queries.redaction import choosing, public_attachments
from reports.services.documents import order_public_copy
from reports.services.redaction import shield
from reports.shielding import public_context
from reports.views.cases import find_case


def form_of(request: Request, case: BoardCase, *, bound: bool) -> ShieldForm:
    chosen = choosing(case)
    bases = {basis.pk: basis for basis in bases_for(case.district_id)}
    # What is chosen already stays a choice when the law has ended since.
    holders: list[Any] = [*chosen.chosen.values(), *case.attachments.all()]
    for holder in holders:
        if holder.basis is not None:
            bases.setdefault(holder.basis.pk, holder.basis)
    data = request.POST if bound else None
    return ShieldForm(data, case=case, choosing=chosen, bases=list(bases.values()))


@require_http_methods(["GET", "HEAD", "POST"])
def shielding(request: Request, pk: int) -> HttpResponse:
    """The text paragraph by paragraph, each with the law it is kept back by."""
    case = find_case(request, pk)
    authorize(request.user, "reports.shield_case", case)
    form = form_of(request, case, bound=request.method == "POST")
    status = None
    if form.is_valid():
        try:
            shield(
                case,
                form.choices,
                attachments=form.exempt_attachments,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except Stale:
            form.somebody_chose_first(form_of(request, find_case(request, pk), bound=False))
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Skjermingen er lagret. Se hvordan det leses."))
            return redirect("reports:public_version", case.pk)
    return render_page(
        request,
        "reports/shielding.html",
        {"case": case, "form": form, "lost": form.choosing.lost, "copies": copies_of(case)[:3]},
        status=status,
    )


def copies_of(case: BoardCase) -> list[Any]:
    """The public versions that are ordered or made, newest first."""
    return [each for each in documents_of(case, with_drafts=True) if each.is_public_copy]


@require_safe
def public_version(request: Request, pk: int) -> HttpResponse:
    """The case as anybody may read it, before its document is made."""
    case = find_case(request, pk)
    authorize(request.user, "reports.shield_case", case)
    content = public_context(case)
    copies = copies_of(case)
    return render_page(
        request,
        "reports/public_version.html",
        {
            "case": case,
            "content": content,
            "groups": reading_groups(content),
            "attachments": public_attachments(case),
            "copies": copies[:3],
            "making": next((each for each in copies[:1] if not each.is_finished), None),
        },
    )


@require_POST
def order_copy(request: Request, pk: int) -> HttpResponseBase:
    """Order the public version as a document."""
    case = find_case(request, pk)
    authorize(request.user, "reports.shield_case", case)
    order_public_copy(case, by=request.user)
    return redirect("reports:public_version", case.pk)
