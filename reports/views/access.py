"""Requests for access: the list, a new one, its documents line by line, and what is given out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.audit.history import changes
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.filters_access import AccessRequestFilter
from reports.forms.access import AccessRequestForm, AnswerForm, DecideForm
from reports.lifecycle.access import AccessState
from reports.models import AccessRequest
from reports.queries.access import exports_of
from reports.queries.legal_basis import bases_for
from reports.services import access as services

# The line of the log has them already: who, and when.
ALREADY_TOLD = ("version", "answered_by", "answered_at")
SORTS = (
    Sort("mottatt", gettext_lazy("Mottatt"), ("-asked_on", "-pk")),
    Sort("navn", gettext_lazy("Hvem som ber"), ("asked_by", "pk")),
)


@require_safe
def request_list(request: Request) -> HttpResponse:
    authorize(request.user, "reports.list_accessrequests")
    rows = AccessRequest.objects.visible_to(request.user).select_related("project", "case")
    listing = build_list(request, rows, filterset=AccessRequestFilter, sorts=SORTS)
    context = {
        "listing": listing,
        "rows": [(each, services.about(each)) for each in listing],
        "may_start": request.user.has_perm("reports.start_accessrequest"),
    }
    return render_page(request, "reports/access_list.html", context, fragments=["access-list"])


@require_http_methods(["GET", "HEAD", "POST"])
def request_start(request: Request) -> HttpResponse:
    """Note who asks and for what; a case or a project may stand in the address."""
    authorize(request.user, "reports.start_accessrequest")
    draft = FormDraft(request, "reports.access", "")
    asked = {"case": request.GET.get("sak"), "project": request.GET.get("prosjekt")}
    given = {name: value for name, value in asked.items() if value and value.isdecimal()}
    form = AccessRequestForm(
        request.POST or None, person=request.user, initial={**draft.over(), **given}
    )
    if form.is_valid():
        unit = services.home_of_requests(request.user)
        try:
            made = services.open_request(unit, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Innsynskravet er opprettet. Se over dokumentene."))
            return redirect(made)
    return render_page(request, "reports/access_start.html", {"form": form, "draft": draft.found})


def find_request(request: Request, pk: int) -> AccessRequest:
    rows = AccessRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("project", "case", "answered_by"), pk=pk)


def decide_form(request: Request, access: AccessRequest, *, bound: bool) -> DecideForm:
    lines = list(access.lines.select_related("file", "public_file", "basis"))
    bases = list(bases_for(access.district_id))
    return DecideForm(request.POST if bound else None, request=access, lines=lines, bases=bases)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request(request: Request, pk: int) -> HttpResponse:
    """The documents with their marks; sent in, what is decided about each."""
    access = find_request(request, pk)
    if request.method != "POST":
        return request_page(request, access)
    authorize(request.user, "reports.handle_accessrequest", access)
    form = decide_form(request, access, bound=True)
    if form.is_valid():
        try:
            services.decide(
                access, form.decisions, version=form.cleaned_data["version"], by=request.user
            )
        except Stale:
            current = decide_form(request, find_request(request, pk), bound=False)
            form.somebody_decided_first(current)
            return request_page(request, access, form=form, status=409)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Svarene er lagret."))
            return redirect(access)
    return request_page(request, access, form=form)


def request_page(
    request: Request, access: AccessRequest, *, status: int | None = None, **more: Any
) -> HttpResponse:
    form = more.pop("form", None) or decide_form(request, access, bound=False)
    lines = form.access_lines
    context = {
        "access": access,
        "about": services.about(access),
        "form": form,
        "given": sum(not line.is_exempt for line in lines),
        "partly": sum(line.is_exempt and line.public_file_id is not None for line in lines),
        "kept": sum(line.is_exempt and line.public_file_id is None for line in lines),
        "exports": exports_of(access)[:10],
        "may_handle": request.user.has_perm("reports.handle_accessrequest", access),
        "is_open": access.state == AccessState.OPEN,
        "changes": changes(access, hide=ALREADY_TOLD),
        **more,
    }
    return render_page(request, "reports/access_request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: Request, pk: int) -> HttpResponse:
    """The words of the answer; with them the request is closed."""
    access = find_request(request, pk)
    authorize(request.user, "reports.handle_accessrequest", access)
    draft = FormDraft(request, "reports.access_answer", access.pk)
    base = {"answer": access.answer, "version": access.version}
    form = AnswerForm(request.POST or None, initial=draft.over(base) | {"version": access.version})

    def save() -> None:
        services.answer_request(access, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Innsynskravet er besvart. Eksporter det som gis ut."))
        return redirect(access)
    context = {"access": access, "form": form, "draft": draft.found}
    return render_page(request, "reports/access_answer.html", context, status=status)


@require_POST
def request_step(request: Request, pk: int, name: str) -> HttpResponse:
    """Gather again, open again, or order the export."""
    access = find_request(request, pk)
    authorize(request.user, "reports.handle_accessrequest", access)
    try:
        if name == "hent":
            count = services.gather_again(access, by=request.user)
            words = ngettext("%(n)s nytt dokument.", "%(n)s nye dokumenter.", count)
            messages.info(request, words % {"n": count})
        elif name == "apne":
            services.reopen(access, by=request.user)
        else:
            services.order_export(access, by=request.user)
            return redirect(f"{reverse('reports:access_request', args=[access.pk])}#eksport")
    except DomainError as refused:
        return request_page(request, access, refusal=refused.message, status=409)
    return redirect(access)
