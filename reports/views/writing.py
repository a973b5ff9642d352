"""Writing in a case: each part is a form of its own, with a draft and a version of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.drafts.models import Draft
from organisation.drafts.services import discard_draft, load_draft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from reports import services
from reports.forms import HeadForm, NewSectionForm, ProposalForm, SectionForm
from reports.models import BoardCase, CaseSection
from reports.services.presence import join_company, leave
from reports.views.cases import desk, find_case
from reports.views.data import data_section
from reports.views.phrase import with_phrase

SECTION_DRAFT, PROPOSAL_DRAFT = "reports.section", "reports.proposal"
STEPS = {"opp": -1, "ned": 1}


def part_of(case: BoardCase, section_id: int) -> CaseSection:
    """The section, with the case that is already read."""
    for section in case.text_parts():
        if section.pk == section_id:
            section.case = case
            return section
    return get_object_or_404(CaseSection, pk=section_id, case=case)


def draft_over(draft: Draft | None, base: dict[str, Any], version: int) -> dict[str, Any]:
    """What the form begins with: the saved row, under the person's draft of it.

    The draft keeps the version it was written on, so that saving finds what others did meanwhile.
    """
    if draft is None:
        return {}
    return {**draft.over(base), "version": draft.base_version or version}


def read_there(request: Request, case: BoardCase, place: str) -> HttpResponse:
    """Lead those who only follow the writing to the text; what they send in is refused."""
    writes = request.method == "POST"
    authorize(request.user, "reports.write_case" if writes else "reports.view_work", case)
    return redirect(f"{case.get_absolute_url()}#{place}")


@require_http_methods(["GET", "POST"])
def section(request: Request, pk: int, section_id: int) -> HttpResponse:
    """One section of the text, open in the editor on the desk; whoever opens it is noted."""
    case = find_case(request, pk, answers=False)
    part = part_of(case, section_id)
    if not request.user.has_perm("reports.write_case", case):
        return read_there(request, case, f"del-{part.pk}")
    if part.is_data:
        return data_section(request, case, part)
    ref = f"{case.pk}-{part.pk}"
    if request.method == "GET":
        draft = load_draft(request.user, SECTION_DRAFT, ref)
        base = {"heading": part.heading, "level": part.level, "html": part.html}
        form = SectionForm(section=part, initial=draft_over(draft, base, part.version))
        return write_page(request, case, form=form, part=part, draft=draft, draft_ref=ref)
    form = SectionForm(request.POST, section=part)
    if not form.is_valid():
        return write_page(request, case, form=form, part=part, draft_ref=ref)
    try:
        services.save_section(
            part,
            html=with_phrase(request, case, form.cleaned_data["html"]),
            heading=form.cleaned_data["heading"],
            level=form.cleaned_data["level"],
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except Stale as stale:
        form.somebody_was_faster(stale.current)
        return write_page(request, case, form=form, part=part, draft_ref=ref, status=409)
    except DomainError as refused:
        form.add_error(None, refused.message)
        return write_page(request, case, form=form, part=part, draft_ref=ref)
    discard_draft(request.user, SECTION_DRAFT, ref)
    leave(case, request.user)
    messages.success(request, _("«%(part)s» er lagret.") % {"part": form.cleaned_data["heading"]})
    return redirect(next_place(request, case, part))


def next_place(request: Request, case: BoardCase, part: CaseSection) -> Any:
    """Where to go after saving: the next section when that was the button, else the same."""
    parts = case.text_parts()
    place = next(index for index, each in enumerate(parts) if each.pk == part.pk)
    if "neste" in request.POST and place + 1 < len(parts):
        return parts[place + 1]
    if "neste" in request.POST:
        return reverse("reports:proposal", args=[case.pk])
    return part


def write_page(
    request: Request, case: BoardCase, *, status: int | None = None, **more: Any
) -> HttpResponse:
    """The desk with a part open for writing, and who else has it open."""
    context = desk(request, case, **more)
    context["writers"] = join_company(case, context["place"], request.user)
    return render_page(request, "reports/case.html", context, status=status)


@require_http_methods(["GET", "POST"])
def proposal(request: Request, pk: int) -> HttpResponse:
    """The proposed decision, open in the editor on the desk."""
    case = find_case(request, pk, answers=False)
    if not request.user.has_perm("reports.write_case", case):
        return read_there(request, case, "forslag")
    more: dict[str, Any] = {"is_proposal": True, "draft_ref": case.pk}
    if request.method == "GET":
        draft = load_draft(request.user, PROPOSAL_DRAFT, case.pk)
        base = {"proposal": case.proposal, "proposed_outcome": case.proposed_outcome}
        form = ProposalForm(case=case, initial=draft_over(draft, base, case.version))
        return write_page(request, case, form=form, draft=draft, **more)
    form = ProposalForm(request.POST, case=case)
    if not form.is_valid():
        return write_page(request, case, form=form, **more)
    try:
        services.save_proposal(
            case,
            proposal=with_phrase(request, case, form.cleaned_data["proposal"]),
            proposed_outcome=form.cleaned_data.get("proposed_outcome", ""),
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except Stale as stale:
        form.somebody_was_faster(stale.current)
        return write_page(request, case, form=form, status=409, **more)
    except DomainError as refused:
        form.add_error(None, refused.message)
        return write_page(request, case, form=form, **more)
    discard_draft(request.user, PROPOSAL_DRAFT, case.pk)
    leave(case, request.user)
    messages.success(request, _("Forslaget til vedtak er lagret."))
    return redirect("reports:proposal", case.pk)


@require_http_methods(["GET", "POST"])
def head(request: Request, pk: int) -> HttpResponse:
    """Title, archive, case officer and access."""
    case = find_case(request, pk)
    authorize(request.user, "reports.register_case", case)
    form = HeadForm(request.POST or None, case=case)
    status = None
    if form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.fields}
        try:
            case = services.register_case(case, by=request.user, **changes)
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Opplysningene er lagret."))
            return redirect(case)
    return render_page(request, "reports/head.html", {"case": case, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def section_add(request: Request, pk: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    form = NewSectionForm(request.POST or None)
    if form.is_valid():
        after = request.GET.get("etter", "")
        parts = {str(part.pk): part for part in case.text_parts()}
        try:
            part = services.add_section(
                case,
                heading=form.cleaned_data["heading"],
                level=form.cleaned_data["level"],
                after=parts.get(after),
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            return redirect(part)
    return render_page(request, "reports/section_add.html", {"case": case, "form": form})


@require_POST
def section_move(request: Request, pk: int, section_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    part = part_of(case, section_id)
    try:
        services.move_section(part, step=STEPS.get(request.POST.get("vei", ""), 0), by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(part)


@require_http_methods(["GET", "POST"])
def section_remove(request: Request, pk: int, section_id: int) -> HttpResponse:
    """Ask first: what was written goes out of the case."""
    case = find_case(request, pk)
    authorize(request.user, "reports.write_case", case)
    part = part_of(case, section_id)
    if request.method == "POST":
        try:
            services.remove_section(part, version=part.version, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
            return redirect(part)
        discard_draft(request.user, SECTION_DRAFT, f"{case.pk}-{part.pk}")
        messages.success(request, _("«%(part)s» er fjernet.") % {"part": part.heading})
        return redirect(case)
    confirmation = Confirmation(
        heading=_("Fjern «%(part)s»?") % {"part": part.heading},
        question=_("Delen og teksten i den tas ut av saken. Historikken beholder teksten."),
        action=_("Fjern delen"),
        back_url=part.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
