"""Blocks of live data on the desk: put in, seen as they are now, asked for something else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports.blocks import BLOCKS, draw
from reports.blocks.base import ParamsForm
from reports.forms.data import DataForm, NewDataForm
from reports.models import BoardCase, CaseSection
from reports.services import data as services
from reports.views.cases import desk, find_case


@require_http_methods(["GET", "POST"])
def data_add(request: Request, pk: int) -> HttpResponse:
    """Choose what a new block shows; `?etter=` is the section it stands after."""
    case = find_case(request, pk, answers=False)
    authorize(request.user, "reports.write_case", case)
    form = NewDataForm(request.POST or None, case=case)
    if form.is_valid():
        parts = {str(part.pk): part for part in case.text_parts()}
        try:
            part = services.add_data(
                case,
                block=form.cleaned_data["block"],
                heading=form.cleaned_data["heading"],
                after=parts.get(request.GET.get("etter", "")),
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("«%(part)s» er satt inn.") % {"part": part.heading})
            return redirect(part)
    return render_page(request, "reports/data_add.html", {"case": case, "form": form})


@require_safe
def data_show(request: Request, pk: int, section_id: int) -> HttpResponse:
    """One block as it is now, for those who work on the case while it is written."""
    case = find_case(request, pk, answers=False)
    authorize(request.user, "reports.view_work", case)
    part = next((each for each in case.text_parts() if each.pk == section_id), None)
    if part is None or not part.is_data:
        raise Http404
    if case.is_frozen:
        return redirect(f"{case.get_absolute_url()}#del-{part.pk}")
    context = {"case": case, "part": part, "shown": draw(part, case)}
    return render_page(request, "reports/data.html", context)


def params_form(case: BoardCase, part: CaseSection, *args: Any) -> ParamsForm | None:
    """What the block can be asked for; None when there is nothing to choose."""
    block = BLOCKS.get(part.block)
    if block is None or block.form is None:
        return None
    return block.form(*args, case=case, initial=part.params, prefix="valg")


def data_section(request: Request, case: BoardCase, part: CaseSection) -> HttpResponse:
    """The block on the desk, with its heading and what it is asked for."""
    sent = [request.POST] if request.method == "POST" else []
    form, asked = DataForm(*sent, section=part), params_form(case, part, *sent)
    status = None
    if form.is_valid() and (asked is None or asked.is_valid()):
        try:
            services.save_data(
                part,
                heading=form.cleaned_data["heading"],
                level=form.cleaned_data["level"],
                params=asked.cleaned_data if asked else part.params,
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("«%(part)s» er lagret.") % {"part": part.heading})
            return redirect(part)
    elif asked is not None and asked.errors:
        status = 422
    context = desk(request, case, form=form, asked=asked, part=part)
    return render_page(request, "reports/case.html", context, status=status)
