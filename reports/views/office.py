"""The posts that approve cases: the list, a new one, and who is away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.forms.office import OfficeForm
from reports.models import Office
from reports.queries.template import district_kept_by
from reports.services import office as services

SORTS = (Sort("stilling", gettext_lazy("Stilling"), ("-is_active", "title", "pk")),)


@require_safe
def office_list(request: Request) -> HttpResponse:
    authorize(request.user, "reports.keep_forms")
    rows = Office.objects.filter(district=district_kept_by(request.user))
    listing = build_list(request, rows.select_related("holder", "stand_in"), sorts=SORTS)
    today = timezone.localdate()
    for office in listing:
        office.is_away_now = office.is_away(today)
    return render_page(
        request, "reports/office_list.html", {"listing": listing}, fragments=["office-list"]
    )


@require_http_methods(["GET", "POST"])
def office_add(request: Request) -> HttpResponse:
    authorize(request.user, "reports.keep_forms")
    district = district_kept_by(request.user)
    form = OfficeForm(request.POST or None, district_id=district.pk)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in services.EDITED}
        try:
            office = services.start_office(district, facts, by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            told = _("%(office)s er lagt til. Sett stillingen inn blant godkjennerne i malen.")
            messages.success(request, told % {"office": office.title})
            return redirect("reports:offices")
    return render_page(
        request, "reports/office_form.html", {"form": form, "heading": _("Ny godkjenner")}
    )


@require_http_methods(["GET", "POST"])
def office_edit(request: Request, pk: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "reports.change_office", office)
    form = OfficeForm(request.POST or None, district_id=office.district_id, office=office)

    def save() -> None:
        facts = {name: form.cleaned_data[name] for name in services.EDITED}
        services.edit_office(office, facts, version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("%(office)s er lagret.") % {"office": office.title})
        return redirect("reports:offices")
    return render_page(
        request, "reports/office_form.html", {"form": form, "heading": office.title}, status=status
    )
