"""The form of a district's cases, for its secretariat and administrator."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from reports.content import reading_groups
from reports.forms.template import (
    LookForm,
    PhraseFormSet,
    PickForm,
    SectionFormSet,
    WordForm,
    initial_rows,
)
from reports.models import CaseTemplate
from reports.queries.template import approvers_of, district_kept_by, offices_of, versions_of
from reports.sample import sample_context
from reports.services import template as services
from reports.standard_forms import FORMS
from reports.standard_sections import STARTS

SORTS = (Sort("nyest", _("Nyeste"), ("-made_at", "-pk")),)


def find_form(request: Request, pk: int) -> CaseTemplate:
    rows = CaseTemplate.objects.visible_to(request.user)
    rows = rows.select_related("district", "made_by", "docx_template")
    form: CaseTemplate = get_object_or_404(rows, pk=pk)
    return form


def find_to_change(request: Request, pk: int) -> CaseTemplate:
    form = find_form(request, pk)
    authorize(request.user, "reports.change_casetemplate", form)
    return form


@require_safe
def form_list(request: Request) -> HttpResponse:
    """The version that holds, and all there have been."""
    authorize(request.user, "reports.keep_forms")
    district = district_kept_by(request.user)
    return render_page(
        request,
        "reports/template_list.html",
        {
            "district": district,
            "current": versions_of(district).filter(is_current=True).first(),
            "listing": build_list(request, versions_of(district), sorts=SORTS),
        },
        fragments=["form-list"],
    )


@require_http_methods(["GET", "POST"])
def form_pick(request: Request) -> HttpResponse:
    """Begin with one of the forms that come with the product."""
    authorize(request.user, "reports.keep_forms")
    district = district_kept_by(request.user)
    form = PickForm(request.POST or None, initial={"form": request.GET.get("skjema", "")})
    if form.is_valid():
        sent = form.cleaned_data
        made = services.pick_form(
            district, sent["form"], language=sent["language"], by=request.user
        )
        if sent["renumber"]:
            services.number_as(district, made.number_pattern, by=request.user)
        messages.success(request, _("Skjemaet gjelder fra nå. Nye saker følger det."))
        return redirect(made)
    return render_page(request, "reports/template_pick.html", {"form": form, "forms": FORMS})


@require_safe
def form_page(request: Request, pk: int) -> HttpResponse:
    """A version with a sample case in it."""
    form = find_form(request, pk)
    content = sample_context(form)
    attachments = [
        SimpleNamespace(number=item["number"], title=item["title"], note=item["note"], file=None)
        for block in content["blocks"]
        if block["kind"] == "attachments"
        for item in block["items"]
    ]
    return render_page(
        request,
        "reports/template.html",
        {
            "form_of_cases": form,
            "content": content,
            "groups": reading_groups(content),
            "attachments": attachments,
            "approvers": approvers_of(form),
            "starts": [
                (name, title, len(form.sections_for(name))) for name, title in STARTS.items()
            ],
        },
    )


def current_of(form: CaseTemplate) -> CaseTemplate:
    """The version that is edited: the one that holds; Http404 when there is none."""
    current = CaseTemplate.objects.current_for(form.district_id)
    if current is None:
        raise Http404
    return current


@require_http_methods(["GET", "POST"])
def form_look(request: Request, pk: int) -> HttpResponse:
    """Letterhead, words, order, numbers and approvers."""
    form = find_to_change(request, pk)
    offices = offices_of(form.district_id)
    sent = LookForm(request.POST or None, form=form, offices=offices)
    status, action = None, ""
    if sent.is_valid():
        try:
            made = services.revise_form(form, sent.changes(), by=request.user)
        except Stale as stale:
            sent.replaced_by(LookForm.initial_of(stale.current, offices))
            status, action = 409, edit_url("form_look", stale.current)
        else:
            renumber(request, sent, made)
            messages.success(request, _("Malen er lagret som versjon %(n)s.") % {"n": made.version})
            return redirect(made)
    return render_page(
        request,
        "reports/template_look.html",
        {"form": sent, "form_of_cases": form, "action": action},
        status=status,
    )


def renumber(request: Request, sent: LookForm, made: CaseTemplate) -> None:
    if sent.cleaned_data["renumber"]:
        services.number_as(made.district, made.number_pattern, by=request.user)


def edit_url(name: str, form: CaseTemplate, *args: Any) -> str:
    return redirect(f"reports:{name}", form.pk, *args).url


@require_http_methods(["GET", "POST"])
def form_sections(request: Request, pk: int, start: str) -> HttpResponse:
    """What cases of one kind start with."""
    form = find_to_change(request, pk)
    if start not in STARTS:
        raise Http404
    before = form.sections_for(start)
    rows: Any = SectionFormSet(request.POST or None, initial=initial_rows(before), prefix="del")
    error, status, action = "", None, ""
    if request.method == "POST" and rows.is_valid():
        sections = {**form.sections, start: rows.parts(before)}
        try:
            made = services.revise_form(form, {"sections": sections}, by=request.user)
        except Stale as stale:
            error, status = stale.message, 409
            action = edit_url("form_sections", stale.current, start)
        else:
            messages.success(request, _("Delene er lagret i versjon %(n)s.") % {"n": made.version})
            return redirect(made)
    elif request.method == "POST":
        status = 422
    context = {
        "rows": rows,
        "form_of_cases": form,
        "start": STARTS[start],
        "error": error,
        "action": action,
    }
    return render_page(request, "reports/template_sections.html", context, status=status)


@require_http_methods(["GET", "POST"])
def form_phrases(request: Request, pk: int) -> HttpResponse:
    """Standard phrases a writer may put into a text."""
    form = find_to_change(request, pk)
    rows = PhraseFormSet(request.POST or None, initial=form.phrases, prefix="frase")
    error, status, action = "", None, ""
    if request.method == "POST" and rows.is_valid():
        phrases = [
            {"name": row.cleaned_data["name"], "text": row.cleaned_data["text"]}
            for row in rows
            if row.cleaned_data.get("name")
        ]
        try:
            made = services.revise_form(form, {"phrases": phrases}, by=request.user)
        except Stale as stale:
            error, status = stale.message, 409
            action = edit_url("form_phrases", stale.current)
        else:
            messages.success(request, _("Frasene er lagret i versjon %(n)s.") % {"n": made.version})
            return redirect(made)
    elif request.method == "POST":
        status = 422
    context = {"rows": rows, "form_of_cases": form, "error": error, "action": action}
    return render_page(request, "reports/template_phrases.html", context, status=status)


@require_http_methods(["GET", "POST"])
def form_word(request: Request, pk: int) -> HttpResponse:
    """The district's own Word template."""
    form = find_to_change(request, pk)
    sent = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "fjern" in request.POST:
        services.revise_form(form, {"docx_template": None}, by=request.user)
        messages.success(request, _("Word-malen er tatt bort. Tidligere versjoner har den."))
        return redirect("reports:forms")
    if sent.is_valid():
        try:
            made = services.upload_word_template(form, sent.cleaned_data["upload"], by=request.user)
        except Stale as stale:
            sent.add_error(None, stale.message)
        except ValidationError as wrong:
            sent.add_error("upload", wrong)
        else:
            messages.success(
                request, _("Word-malen er lagret i versjon %(n)s.") % {"n": made.version}
            )
            return redirect(made)
    return render_page(request, "reports/template_word.html", {"form": sent, "form_of_cases": form})


@require_http_methods(["GET", "POST"])
def form_current(request: Request, pk: int) -> HttpResponse:
    """Go back to an earlier version; asks first."""
    form = find_to_change(request, pk)
    if request.method == "POST":
        services.make_current(form, by=request.user)
        messages.success(request, _("%(form)s gjelder fra nå.") % {"form": str(form)})
        return redirect(form)
    confirmation = Confirmation(
        heading=_("La versjon %(n)s gjelde?") % {"n": form.version},
        question=_("Nye saker følger den. Saker som er laget, beholder malen sin."),
        action=_("La den gjelde"),
        back_url=form.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_POST
def form_pdf(request: Request, pk: int) -> HttpResponse:
    """The sample case as a PDF."""
    form = find_form(request, pk)
    authorize(request.user, "reports.view_casetemplate", form)
    try:
        document = services.order_preview(form, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(form)
    return redirect(document)
