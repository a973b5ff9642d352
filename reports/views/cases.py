"""The list, the start of a case, and the case as people read it and write in it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.audit.history import changes
from organisation.errors import DomainError
from organisation.files.models import DocumentFormat
from organisation.permissions import authorize
from organisation.search.queries import clean
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from portfolio.models import Gate
from reports import queries, services
from reports.content import document_context, reading_groups
from reports.filters import SORTS, CaseFilter
from reports.forms import StartForm
from reports.forms.comment import CommentForm
from reports.lifecycle import CaseKind, CaseState
from reports.models import BoardCase
from reports.queries.comment import open_comments_check, remarks_on, talk_of, threads_of
from reports.queries.known import number_checks
from reports.queries.letters import has_letters
from reports.queries.redaction import attachments_for, content_for, reads_whole, silent_answers
from reports.queries.start import matters_to_present
from reports.services.presence import with_company
from reports.shielding import PROPOSAL
from reports.views.start import matter_in, start_about

# The proposal is long, and the rest never changes or is told in other words.
NOT_SHOWN = ("approved_text", "proposal", "template", "unit", "district", "gate", "project")


def find_case(request: Request, pk: int, *, answers: bool = True) -> BoardCase:
    """The case with all its text; a case one may not see does not exist."""
    cases = BoardCase.objects.visible_to(request.user).with_last_return()
    return get_object_or_404(with_company(cases.with_text(answers=answers)), pk=pk)


@require_safe
def case_list(request: Request) -> HttpResponse:
    authorize(request.user, "reports.list_cases")
    sorts: tuple[Sort, ...] = SORTS
    rows = BoardCase.objects.visible_to(request.user).with_list_facts()
    listing = build_list(request, rows, sorts=sorts, filterset=CaseFilter)
    return render_page(
        request,
        "reports/list.html",
        {
            "listing": listing,
            "may_start": request.user.has_perm("reports.start_case"),
            "may_see_requests": request.user.has_perm("reports.list_accessrequests"),
            "may_see_follow_ups": request.user.has_perm("reports.list_followups"),
            "query": clean(request.GET.get("q", "")),
        },
        fragments=["case-list"],
    )


@require_http_methods(["GET", "POST"])
def case_start(request: Request) -> HttpResponse:
    """Choose what the case is about; from a gate the rest is filled in."""
    authorize(request.user, "reports.start_case")
    if gate_id := request.POST.get("port") or request.GET.get("port"):
        return start_from_gate(request, gate_id)
    if matter := matter_in(request):
        return start_about(request, *matter)
    # Whoever links here may have words for the title: `?tittel=`.
    form = StartForm(request.POST or None, initial={"title": request.GET.get("tittel", "")[:200]})
    if form.is_valid():
        case = services.make_case(
            kind=form.case_kind,
            title=form.cleaned_data["title"],
            is_portfolio=form.is_portfolio,
            unit=queries.home_of_new_cases(request.user),
            form_token=form.cleaned_data["form_token"],
            by=request.user,
        )
        messages.success(request, _("Saken er opprettet. Skriv delene, og send den videre."))
        return redirect(case)
    starts = queries.gates_to_present(request.user)
    return render_page(
        request,
        "reports/start.html",
        {
            "form": form,
            "to_decide": [start for start in starts if start.is_for_decision],
            "to_note": [start for start in starts if not start.is_for_decision],
            "matters": matters_to_present(request.user),
        },
    )


def start_from_gate(request: Request, gate_id: str) -> HttpResponse:
    if not gate_id.isdecimal():
        raise Http404
    gate = get_object_or_404(Gate.objects.visible_to(request.user).with_project(), pk=int(gate_id))
    authorize(request.user, "reports.make_case", gate)
    start = next(
        (each for each in queries.gates_to_present(request.user) if each.gate.pk == gate.pk), None
    )
    error = ""
    if request.method == "POST":
        try:
            case = services.make_case(
                kind=start.kind if start else CaseKind.ORIENTATION, gate=gate, by=request.user
            )
        except DomainError as refused:
            error = refused.message
        else:
            told = _("Saken er fylt ut med det prosjektet vet. Les over og rett.")
            messages.success(request, told)
            return redirect(case)
    there = gate.board_cases.visible_to(request.user).newest_first().first()
    return render_page(
        request,
        "reports/start_gate.html",
        {"gate": gate, "start": start, "case": there, "error": error},
        status=409 if error else None,
    )


@require_safe
def case_detail(request: Request, pk: int) -> HttpResponse:
    """The desk of those who work on the case; for all others the case as the board reads it."""
    case = find_case(request, pk)
    if not request.user.has_perm("reports.view_work", case):
        return read_page(request, case)
    if request.user.has_perm("reports.write_case", case) and (parts := case.text_parts()):
        first = next((part for part in parts if not part.is_written), parts[0])
        return redirect(first)
    return render_page(request, "reports/case.html", desk(request, case))


def desk(request: Request, case: BoardCase, **more: Any) -> dict[str, Any]:
    """What stands round the text on the desk: outline, saksgang, check list, documents, moves."""
    person = request.user
    documents = list(queries.documents_of(case, with_drafts=True)[:6])
    moves = queries.moves_for(case, person)
    talk = talk_on(request, case, **more)
    found = [*case.checks(), *number_checks(case), *open_comments_check(talk["talk"])]
    checks = [(item, queries.check_url(case, item.target)) for item in found]
    context = {
        "case": case,
        "parts": case.text_parts(),
        "stops": case.saksgang(),
        "attachments": case.numbered_attachments(),
        "flow": queries.flow_of(case),
        "line": case.signing_line if case.state == CaseState.QUALITY_CHECK else [],
        "checks": checks,
        "checks_met": sum(item.is_met for item, _url in checks),
        "documents": documents,
        "making": next((each for each in documents[:1] if not each.is_finished), None),
        "moves": [move for move in moves if move.name != "return"],
        "may_return": any(move.name == "return" and not move.reasons for move in moves),
        "may_write": person.has_perm("reports.write_case", case),
        "may_shield": person.has_perm("reports.shield_case", case),
        "may_register": person.has_perm("reports.register_case", case),
        "may_plan": person.has_perm("reports.plan_saksgang", case) and not case.is_past_meeting,
        "may_follow_up": case.is_past_meeting and person.has_perm("reports.record_vedtak", case),
        "choice": case.outcome_choice if case.is_past_meeting else None,
        "may_choose_outcome": person.has_perm("reports.choose_outcome", case),
        "may_write_letters": has_letters(case) and person.has_perm("reports.write_letters", case),
        "may_record": person.has_perm("reports.record_vedtak", case) and case.is_known_to_board,
        **talk,
        **more,
    }
    if "form" not in more:
        # The page fetches live data by itself.
        context["content"] = document_context(case, with_data=False)
        context["groups"] = reading_groups(context["content"])
        if talk["comment_form"]:
            context["remarks"] = remarks_on(case, talk["talk"].threads, is_beside=True)
    return context


def talk_on(request: Request, case: BoardCase, **open_part: Any) -> dict[str, Any]:
    """The comments beside the text: of the part that is open, or of all of them."""
    place = PROPOSAL if open_part.get("is_proposal") else ""
    if part := open_part.get("part"):
        place = str(part.pk)
    may_comment = request.user.has_perm("reports.comment_case", case)
    form = CommentForm(case=case, place=place) if may_comment else None
    return {"talk": talk_of(case, place), "place": place, "comment_form": form}


@require_safe
def case_read(request: Request, pk: int) -> HttpResponse:
    """The case as the board reads it, also for those who work on it."""
    return read_page(request, find_case(request, pk))


def read_page(request: Request, case: BoardCase) -> HttpResponse:
    with_drafts = request.user.has_perm("reports.view_work", case)
    is_whole = reads_whole(case, request.user)
    documents = queries.documents_of(case, with_drafts=with_drafts).filter(
        file__isnull=False, format="pdf"
    )
    document = documents.filter(is_public_copy=not is_whole, format=DocumentFormat.PDF).first()
    content = content_for(case, request.user, with_data=False)
    remarks = None
    if with_drafts and request.user.has_perm("reports.comment_case", case):
        remarks = remarks_on(case, threads_of(case), is_beside=False)
    return render_page(
        request,
        "reports/read.html",
        {
            "case": case,
            "remarks": remarks,
            "content": content,
            "groups": reading_groups(content),
            "document": document,
            "attachments": attachments_for(case, request.user),
            "works": with_drafts,
            "is_whole": is_whole,
        },
    )


@require_safe
def case_history(request: Request, pk: int) -> HttpResponse:
    case = get_object_or_404(BoardCase.objects.visible_to(request.user), pk=pk)
    works = request.user.has_perm("reports.view_work", case)
    return render_page(
        request,
        "reports/history.html",
        {
            "case": case,
            "events": queries.history_of(
                case, with_work=works, silent=() if works else silent_answers([case], request.user)
            ),
            "changes": changes(case, hide=NOT_SHOWN) if works else [],
            "works": works,
        },
    )
