"""Committees, days and numbers of one case, and its attachments."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from reports import queries, services
from reports.forms import AttachmentForm, DescriptionForm, NewStopForm, PlanForm, StopForm
from reports.models import BoardCase, CaseAttachment, CaseStop
from reports.views.cases import find_case

STEPS = {"opp": -1, "ned": 1}


def stop_of(case: BoardCase, stop_id: int) -> CaseStop:
    stop = get_object_or_404(CaseStop.objects.select_related("committee"), pk=stop_id, case=case)
    stop.case = case
    return stop


@require_http_methods(["GET", "POST"])
def saksgang(request: Request, pk: int) -> HttpResponse:
    """All stops as one form: task, day and number of each."""
    case = find_case(request, pk)
    authorize(request.user, "reports.plan_saksgang", case)
    if request.POST.get("gjor") != "lagre":
        return saksgang_page(request, case, lines_of(case))
    forms, plan = lines_of(case, request.POST), PlanForm(request.POST)
    # A list, so that every line says what is wrong with it.
    if all([form.is_valid() for form in forms.values() if form.is_bound]):  # noqa: C419
        # A page without its version was read we do not know when.
        version = plan.cleaned_data["version"] if plan.is_valid() else 0
        try:
            save_stops(request, case, forms, version=version)
        except Stale:
            return somebody_planned_first(request, pk)
        except services.PlanRefused as refused:
            for stop_id, why in refused.refusals.items():
                line = forms[stop_id]
                line.add_error("number" if "number" in line.fields else None, why)
        else:
            messages.success(request, _("Saksgangen er lagret."))
            return redirect("reports:saksgang", case.pk)
    return saksgang_page(request, case, forms, plan=plan)


def lines_of(case: BoardCase, data: QueryDict | None = None) -> dict[int, StopForm]:
    """A form for each stop that has not answered; with `data` for those it has a line for."""
    forms = {}
    for stop in case.saksgang():
        if not stop.is_settled:
            there = data is not None and f"ledd-{stop.pk}-meeting_date" in data
            forms[stop.pk] = StopForm(data if there else None, stop=stop, case=case)
    return forms


def save_stops(
    request: Request, case: BoardCase, forms: dict[int, StopForm], *, version: int
) -> None:
    """Save the lines that somebody changed."""
    plans = [
        services.StopPlan(
            form.stop,
            meeting_date=form.cleaned_data["meeting_date"],
            task=form.cleaned_data.get("task"),
            number=form.cleaned_data.get("number", ""),
        )
        for form in forms.values()
        if form.is_bound and form.has_changed()
    ]
    services.plan_saksgang(case, plans, version=version, by=request.user)


def somebody_planned_first(request: Request, pk: int) -> HttpResponse:
    """The case as it stands now, with what was typed over it; sent again, it is meant."""
    case = find_case(request, pk)
    forms, plan = lines_of(case, request.POST), PlanForm(request.POST)
    typed = [form for form in forms.values() if form.is_bound]
    for form in (plan, *typed):
        form.is_valid()
    plan.somebody_planned_first(case, typed)
    return saksgang_page(request, case, forms, plan=plan, status=409)


def saksgang_page(
    request: Request,
    case: BoardCase,
    forms: dict[int, StopForm],
    new: NewStopForm | None = None,
    *,
    plan: PlanForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    stops = case.saksgang()
    faulty = any(form.errors for form in forms.values()) or bool(new and new.errors)
    return render_page(
        request,
        "reports/saksgang.html",
        {
            "case": case,
            "lines": [(stop, forms.get(stop.pk)) for stop in stops],
            "forms": [*forms.values(), new],
            "form": plan or PlanForm(initial={"version": case.version}),
            "is_stale": status == 409,
            "new": new or NewStopForm(case=case),
            "may_change_way": not case.is_frozen,
            "next_numbers": queries.next_numbers(stops) if case.is_frozen else {},
            "move": next(
                (m for m in queries.moves_for(case, request.user) if m.name == "schedule"), None
            ),
        },
        status=status or (422 if faulty else None),
    )


@require_POST
def stop_add(request: Request, pk: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.plan_saksgang", case)
    form = NewStopForm(request.POST, case=case)
    if form.is_valid():
        try:
            services.add_stop(case, form.cleaned_data["committee"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("reports:saksgang", case.pk)
    return saksgang_page(request, case, lines_of(case), form)


@require_POST
def stop_change(request: Request, pk: int, stop_id: int) -> HttpResponse:
    """Move a committee, take it out, or give the case the next number there."""
    case = find_case(request, pk)
    authorize(request.user, "reports.plan_saksgang", case)
    stop = stop_of(case, stop_id)
    wish = request.POST.get("gjor", "")
    try:
        if wish in STEPS:
            services.move_stop(stop, step=STEPS[wish], by=request.user)
        elif wish == "fjern":
            services.remove_stop(stop, by=request.user)
        elif wish == "nummer":
            services.give_number(stop, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("reports:saksgang", case.pk)


@require_http_methods(["GET", "POST"])
def attachments(request: Request, pk: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        try:
            services.add_attachment(
                case,
                title=data["title"],
                upload=data["upload"],
                note=data["note"],
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Vedlegget er lagt til."))
            return redirect("reports:attachments", case.pk)
    return render_page(
        request,
        "reports/attachments.html",
        {"case": case, "form": form, "attachments": case.numbered_attachments()},
    )


@require_http_methods(["GET", "POST"])
def attachment_edit(request: Request, pk: int, attachment_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    attachment = get_object_or_404(CaseAttachment, pk=attachment_id, case=case)
    form = DescriptionForm(request.POST or None, attachment=attachment)
    if form.is_valid():
        try:
            services.describe_attachment(attachment, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error("note", refused.message)
        else:
            return redirect("reports:attachments", case.pk)
    return render_page(
        request,
        "reports/attachment_edit.html",
        {"case": case, "form": form, "attachment": attachment},
    )


@require_POST
def attachment_move(request: Request, pk: int, attachment_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    attachment = get_object_or_404(CaseAttachment, pk=attachment_id, case=case)
    step = STEPS.get(request.POST.get("gjor", ""))
    if step:
        services.move_attachment(attachment, step=step, by=request.user)
    return redirect("reports:attachments", case.pk)


@require_http_methods(["GET", "POST"])
def attachment_remove(request: Request, pk: int, attachment_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    attachment = get_object_or_404(CaseAttachment, pk=attachment_id, case=case)
    if request.method == "POST":
        services.remove_attachment(attachment, by=request.user)
        messages.success(request, _("Vedlegget er tatt ut."))
        return redirect("reports:attachments", case.pk)
    confirmation = Confirmation(
        heading=_("Ta ut vedlegg %(number)d?") % {"number": attachment.number},
        question=_("«%(title)s» følger ikke lenger saken. Vedleggene etter får nytt nummer.")
        % {"title": attachment.title},
        action=_("Ta ut vedlegget"),
        back_url=reverse("reports:attachments", args=[case.pk]),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
