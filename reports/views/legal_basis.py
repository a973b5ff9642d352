"""The table of laws, kept by the secretariat and administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.filters_access import LegalBasisFilter
from reports.forms.legal_basis import LegalBasisForm
from reports.models import LegalBasis
from reports.queries.legal_basis import with_use
from reports.services import legal_basis as services

SORTS = (
    Sort("lov", gettext_lazy("Lov"), ("law", "paragraph")),
    Sort("gjelder", gettext_lazy("Gjelder fra"), ("valid_from",)),
)


@require_safe
def basis_list(request: Request) -> HttpResponse:
    """All rows of the district, also those that hold no longer."""
    authorize(request.user, "reports.list_legalbases")
    rows = with_use(LegalBasis.objects.visible_to(request.user))
    listing = build_list(request, rows, filterset=LegalBasisFilter, sorts=SORTS)
    return render_page(
        request, "reports/legal_basis_list.html", {"listing": listing}, fragments=["basis-list"]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def basis_start(request: Request) -> HttpResponse:
    authorize(request.user, "reports.start_legalbasis")
    form = LegalBasisForm(request.POST or None, initial={"version": 1})
    if form.is_valid():
        form.cleaned_data.pop("version")
        try:
            unit = services.unit_of_keeper(request.user)
            services.start_basis(unit, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Hjemmelen er lagt til."))
            return redirect("reports:legal_bases")
    return _form_page(request, form, heading=_("Ny hjemmel"))


@require_http_methods(["GET", "HEAD", "POST"])
def basis_edit(request: Request, pk: int) -> HttpResponse:
    basis = get_object_or_404(LegalBasis.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "reports.edit_legalbasis", basis)
    now = {name: getattr(basis, name) for name in (*services.EDITED, "version")}
    form = LegalBasisForm(request.POST or None, initial=now)

    def save() -> None:
        services.edit_basis(basis, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Hjemmelen er lagret."))
        return redirect("reports:legal_bases")
    return _form_page(request, form, heading=str(basis), status=status)


def _form_page(
    request: Request, form: LegalBasisForm, *, heading: str, status: int | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "heading": heading}
    return render_page(request, "reports/legal_basis_form.html", context, status=status)


@require_POST
def add_standard(request: Request) -> HttpResponse:
    """One press puts in what every district begins with; a second press adds nothing."""
    authorize(request.user, "reports.start_legalbasis")
    unit = services.unit_of_keeper(request.user)
    count = services.install_bases(unit.district, by=request.user)
    if count:
        words = ngettext("%(n)s hjemmel er lagt inn.", "%(n)s hjemler er lagt inn.", count)
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("Standardhjemlene er her alt."))
    return redirect("reports:legal_bases")
