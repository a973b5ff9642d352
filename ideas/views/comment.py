"""The conversation about an idea: comments, replies, who is named, and what was said before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.forms.comment import (
    CommentForm,
    EditCommentForm,
    RemoveCommentForm,
    ReplyToCommentForm,
)
from ideas.models import Idea
from ideas.models.comment import Comment
from ideas.queries.comment import (
    Said,
    comments_of,
    conversation,
    with_comment_draft,
    wordings_of,
)
from ideas.services import comment as services
from ideas.views import on_idea
from ideas.views.reading import idea_page, questions_of, visible_idea
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.people.models import Person
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page

EDIT_DRAFT, REPLY_DRAFT = "ideas.edit_comment", "ideas.reply_comment"


def comments_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    """Comments and the handler's questions as one conversation, and the form to go on with it."""
    person = request.user
    comments = comments_of(idea) if getattr(idea, "has_comments", False) else []
    questions = list(questions_of(idea))
    talk = conversation(comments, questions)
    for comment in comments:
        show(comment, idea, person)
    may_comment = not idea.is_withdrawn and person.has_perm("ideas.comment_idea", idea)
    return {
        "conversation": talk,
        "said_count": len(questions) + sum(not comment.is_removed for comment in comments),
        "open_question": open_question(talk),
        "may_comment": may_comment,
        "comment_form": drafted_form(idea, person) if may_comment else None,
        "comment_draft": bool(getattr(idea, "comment_draft", None)),
    }


on_idea.parts["comment"] = comments_on_idea
on_idea.reads["comment"] = with_comment_draft
on_idea.for_outsiders.add("comment")


def show(comment: Comment, idea: Idea, person: Person) -> None:
    """Set what the template asks of a comment: whose it is as far as `person` may know, and more.

    A hidden author is *Innmelder* to colleagues, also where others name them.
    """
    comment.idea = idea
    hides = not person.has_perm("ideas.view_submitter", idea)
    wrote_idea = idea.is_author(comment.author)
    shown: Any = comment
    shown.name = _("Innmelder") if hides and wrote_idea else str(comment.author)
    shown.is_by_author = wrote_idea and not hides
    shown.is_by_handler = idea.handler_id == comment.author_id
    shown.is_mine = comment.author_id == person.pk
    shown.may_remove = person.has_perm("ideas.remove_comment", comment)
    authors = {idea.submitter_id, *(row.person_id for row in idea.co_submissions.all())}
    shown.names = [
        _("innmelder") if hides and row["pk"] in authors else row["name"]
        for row in getattr(comment, "mentioned", [])
    ]


def open_question(talk: list[Said]) -> Any:
    """The question that waits for its answer; None when none does."""
    asked = (said.question for said in talk if said.question)
    return next((row for row in asked if row.answered_at is None), None)


def drafted_form(idea: Idea, person: Person) -> CommentForm:
    """An empty form, or what the person has begun to write."""
    payload: dict[str, list[str]] = getattr(idea, "comment_draft", None) or {}
    typed: dict[str, Any] = {"text": next(iter(payload.get("text", [])), "")}
    typed["mentioned"] = payload.get("mentioned", [])
    return CommentForm(initial=typed, idea=idea, names=may_name(idea, person))


def may_name(idea: Idea, person: Person) -> bool:
    return bool(person.has_perm("ideas.mention", idea))


def comment_of(idea: Idea, pk: int) -> Comment:
    """A comment of the idea that is not taken away."""
    found = get_object_or_404(
        idea.comments.select_related("author"), pk=pk, removed_at__isnull=True
    )
    found.idea = idea
    return found


@require_POST
def write(request: Request, pk: int) -> HttpResponse:
    """Say something, on the page of the idea; what was refused stays in the form."""
    idea = visible_idea(request, pk, whole=True)
    authorize(request.user, "ideas.comment_idea", idea)
    form = CommentForm(request.POST, idea=idea, names=may_name(idea, request.user))
    if form.is_searching:
        return idea_page(request, idea, more={"comment_form": form.without_faults()})
    if form.is_valid():
        try:
            comment = services.write_comment(
                idea, form.cleaned_data["text"], by=request.user, mentioned=form.people()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(comment)
    return idea_page(request, idea, more={"comment_form": form, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, pk: int, comment_pk: int) -> HttpResponse:
    """Answer a comment; the short form on the page sends here, and a refused one stands here."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.comment_idea", idea)
    under = comment_of(idea, comment_pk)
    draft = FormDraft(request, REPLY_DRAFT, under.draft_ref)
    form = comment_form(request, ReplyToCommentForm, idea, draft)
    if form.is_sent and form.is_valid():
        try:
            comment = services.write_comment(
                idea,
                form.cleaned_data["text"],
                by=request.user,
                under=under,
                mentioned=form.people(),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            draft.discard()
            return redirect(comment)
    show(under, idea, request.user)
    context = {"idea": idea, "comment": under, "form": form, "draft": draft.found}
    return render_page(request, "ideas/comment_reply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int, comment_pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    comment = comment_of(idea, comment_pk)
    authorize(request.user, "ideas.edit_comment", comment)
    draft = FormDraft(request, EDIT_DRAFT, comment.draft_ref)
    base = {
        "text": comment.text,
        "mentioned": [str(row.person_id) for row in comment.mentions.all()],
        "version": comment.version,
    }
    form = comment_form(request, EditCommentForm, idea, draft, base)
    status = None
    if form.is_sent and form.is_valid():
        try:
            saved = services.edit_comment(
                comment,
                form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                by=request.user,
                mentioned=form.people(),
            )
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            draft.discard()
            return redirect(saved)
    context = {"idea": idea, "comment": comment, "form": form, "draft": draft.found}
    return render_page(request, "ideas/comment_edit.html", context, status=status)


def comment_form(
    request: Request,
    kind: type[Any],
    idea: Idea,
    draft: FormDraft,
    base: dict[str, Any] | None = None,
) -> Any:
    """The form as it was sent, or as it was left off over `base`; many are chosen in one field."""
    names = may_name(idea, request.user)
    if request.method == "POST":
        form = kind(request.POST, idea=idea, names=names)
        return form.without_faults() if form.is_searching else form
    typed = draft.over(base)
    if draft.found:
        typed["mentioned"] = draft.found.payload.get("mentioned", [])
        typed["version"] = (base or {}).get("version")
    return kind(initial=typed, idea=idea, names=names)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, pk: int, comment_pk: int) -> HttpResponse:
    """Take it away, one's own or, with a reason, another's."""
    idea = visible_idea(request, pk)
    comment = comment_of(idea, comment_pk)
    authorize(request.user, "ideas.remove_comment", comment)
    is_mine = comment.author_id == request.user.pk
    form = None if is_mine else RemoveCommentForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        services.remove_comment(comment, by=request.user, reason=reason)
        messages.success(request, _("Kommentaren er fjernet."))
        return redirect(comment)
    show(comment, idea, request.user)
    confirmation = Confirmation(
        heading=_("Fjern kommentaren"),
        question=_("Plassen i samtalen blir stående, men ingen ser hva som sto der."),
        facts=[(_("Idé"), idea.title), (_("Kommentar"), comment.text)],
        action=_("Fjern kommentaren"),
        back_url=comment.get_absolute_url(),
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)


@require_safe
def history(request: Request, pk: int, comment_pk: int) -> HttpResponse:
    """What the comment has said, for all who may read the idea."""
    idea = visible_idea(request, pk)
    comment = comment_of(idea, comment_pk)
    if comment.edited_at is None:
        raise Http404
    show(comment, idea, request.user)
    context = {"idea": idea, "comment": comment, "wordings": wordings_of(comment)}
    return render_page(request, "ideas/comment_history.html", context)


@require_safe
def mention(request: Request, pk: int) -> HttpResponse:
    """Whom one may name, found by name; a fragment for the form that asks."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.mention", idea)
    chosen = request.GET.getlist("mentioned")
    form = CommentForm(
        initial={"find": request.GET.get("find", "")[:60], "mentioned": chosen},
        idea=idea,
        names=True,
    )
    return render(request, "ideas/mentioned.html", {"form": form})
