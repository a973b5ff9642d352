"""Comments to a paragraph: written beside the text, and on a page of their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports.forms.comment import AnswerForm, CommentForm
from reports.models import BoardCase, CaseComment
from reports.queries.comment import threads_of
from reports.services.comment import (
    add_comment,
    answer_comment,
    finish_comment,
    reopen_comment,
)
from reports.views.cases import find_case


def find_comment(request: Request, case: BoardCase, comment_id: int) -> CaseComment:
    """A comment that begins a thread; who may not read it is not told that it is there."""
    comments = CaseComment.objects.visible_to(request.user).filter(case=case, answer_to=None)
    found = get_object_or_404(comments.select_related("by", "done_by"), pk=comment_id)
    found.case = case
    authorize(request.user, "reports.view_casecomment", found)
    return found


@require_http_methods(["GET", "POST"])
def comment_add(request: Request, pk: int) -> HttpResponse:
    """A comment to a paragraph; with `?sted=` only the paragraphs of that part are offered.

    The control at a paragraph says which with `avsnitt=`.
    """
    case = find_case(request, pk, answers=False)
    authorize(request.user, "reports.comment_case", case)
    place = request.GET.get("sted", "")
    about = f"{place}:{request.GET.get('avsnitt', '')}"
    form = CommentForm(request.POST or None, case=case, place=place, initial={"about": about})
    if form.is_valid():
        section, block = form.place
        text = form.cleaned_data["text"]
        try:
            comment = add_comment(case, section=section, block=block, text=text, by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Kommentaren er lagt til."))
            return redirect(beside_text(request, comment))
    return render_page(request, "reports/comment_form.html", {"case": case, "form": form})


def beside_text(request: Request, comment: CaseComment) -> str:
    """The comment on the desk, where the text is: in the editor for those who write."""
    case = comment.case
    anchor = f"#kommentar-{comment.answer_to_id or comment.pk}"
    if not request.user.has_perm("reports.write_case", case):
        return f"{case.get_absolute_url()}{anchor}"
    return f"{comment.place_url}{anchor}"


@require_http_methods(["GET", "POST"])
def comment(request: Request, pk: int, comment_id: int) -> HttpResponse:
    """One thread by itself, where notices lead; answers are sent here."""
    case = find_case(request, pk, answers=False)
    found = find_comment(request, case, comment_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        authorize(request.user, "reports.comment_case", case)
        if form.is_valid():
            try:
                answer_comment(found, text=form.cleaned_data["text"], by=request.user)
            except DomainError as refused:
                form.add_error(None, refused.message)
            else:
                messages.success(request, _("Svaret er lagt til."))
                return redirect(beside_text(request, found))
    thread = next(each for each in threads_of(case) if each.comment.pk == found.pk)
    may_comment = request.user.has_perm("reports.comment_case", case)
    return render_page(
        request,
        "reports/comment.html",
        {
            "case": case,
            "thread": thread,
            "form": form if may_comment else None,
            "may_comment": may_comment,
            "text_url": beside_text(request, found),
        },
    )


@require_POST
def comment_finish(request: Request, pk: int, comment_id: int) -> HttpResponse:
    return settle(request, pk, comment_id, is_done=True)


@require_POST
def comment_reopen(request: Request, pk: int, comment_id: int) -> HttpResponse:
    return settle(request, pk, comment_id, is_done=False)


def settle(request: Request, pk: int, comment_id: int, *, is_done: bool) -> HttpResponse:
    case = find_case(request, pk, answers=False)
    found = find_comment(request, case, comment_id)
    authorize(request.user, "reports.comment_case", case)
    try:
        (finish_comment if is_done else reopen_comment)(found, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        said = _("Kommentaren er ferdig.") if is_done else _("Kommentaren er åpen igjen.")
        messages.success(request, said)
    return redirect(beside_text(request, found))
