"""The list of ideas, one idea, and the receipt."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideas.filters import BY_RELEVANCE, SORTS, IdeaFilter
from ideas.forms.idea import ReplyForm
from ideas.lifecycle import BECOMES_PROJECT
from ideas.models import Idea, IdeaAnswer, IdeaFile, IdeaQuestion
from ideas.queries import life_of, pause_that_moved, project_of
from ideas.views import on_idea
from organisation.people.models import Person
from organisation.search.queries import clean, marked
from organisation.search.saved import saved_views
from organisation.search.words import split_words
from organisation.web.lists import build_list
from organisation.web.pages import Request, render_page


def visible_idea(request: Request, pk: int, *, whole: bool = False) -> Idea:
    """The idea with all that its rules ask about; 404 when it is not the person's to see.

    `whole` adds what the parts of its page show.
    """
    ideas = Idea.objects.visible_to(request.user).with_people().with_authors().with_counts()
    if whole:
        ideas = on_idea.with_parts(ideas, request.user)
    return get_object_or_404(ideas.select_related("answered_by"), pk=pk)


def questions_of(idea: Idea) -> Iterable[IdeaQuestion]:
    return idea.questions.select_related("asked_by", "answered_by") if idea.question_count else ()


def attachments_of(idea: Idea) -> Iterable[IdeaFile]:
    return idea.attachments.select_related("file") if idea.file_count else ()


def earlier_answers_of(idea: Idea) -> list[IdeaAnswer]:
    """Answers that no longer stand, the newest first."""
    if idea.first_answered_at == idea.answered_at:
        return []
    given = idea.answers.select_related("answered_by").order_by("-pk")
    return [answer for answer in given if answer.answered_at != idea.answered_at]


@require_safe
def idea_list(request: Request) -> HttpResponse:
    views = saved_views(request, "ideas:list")
    if views.start_url:
        return redirect(views.start_url)
    searches = bool(split_words(clean(request.GET.get("q", ""))))
    listing = build_list(
        request,
        Idea.objects.visible_to(request.user).with_people(),
        filterset=IdeaFilter,
        sorts=(BY_RELEVANCE, *SORTS) if searches else SORTS,
        bare_url=views.all_url,
    )
    for idea in listing:
        idea.headline_html = marked(getattr(idea, "headline", ""))
    context = {
        "listing": listing,
        "saved_views": views,
        "today": timezone.localdate(),
        "may_submit": request.user.has_perm("ideas.submit_idea"),
        "may_triage": request.user.has_perm("ideas.triage"),
    }
    return render_page(request, "ideas/list.html", context, fragments=["idea-list"])


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    return idea_page(request, visible_idea(request, pk, whole=True))


def idea_page(request: Request, idea: Idea, *, refused: ReplyForm | None = None) -> HttpResponse:
    """The page of one idea; `refused` is an answer to a question that could not be sent."""
    person: Person = request.user
    may = allowed(idea, person)
    context: dict[str, Any] = {
        "idea": idea,
        "may": may,
        "is_author": idea.is_author(person),
        "names": shown_names(idea, person),
        "questions": questions_of(idea),
        "earlier_answers": earlier_answers_of(idea),
        "attachments": attachments_of(idea),
        "project": project_of(idea, person),
        "life": life_of(idea),
        "today": timezone.localdate(),
        "is_overdue": idea.is_overdue(timezone.localdate()),
        "pause": pause_that_moved(idea),
        "reply_form": ReplyForm() if may["reply"] else None,
        **on_idea.context_of(request, idea),
    }
    if refused is not None:
        context["reply_form"] = context["form"] = refused
    return render_page(request, "ideas/detail.html", context)


def allowed(idea: Idea, person: Person) -> dict[str, bool]:
    """What `person` may press on the page of `idea`, from rules and state."""
    unanswered = idea.is_unanswered
    return {
        "edit": person.has_perm("ideas.edit_idea", idea),
        "withdraw": unanswered and person.has_perm("ideas.withdraw_idea", idea),
        "submit_again": idea.is_withdrawn and person.has_perm("ideas.withdraw_idea", idea),
        "reply": idea.needs_info and person.has_perm("ideas.reply_idea", idea),
        "triage": unanswered and person.has_perm("ideas.triage_idea", idea),
        "take_on": idea.is_unread and person.has_perm("ideas.triage_idea", idea),
        "ask": unanswered and not idea.needs_info and person.has_perm("ideas.triage_idea", idea),
        "answer": unanswered and person.has_perm("ideas.answer_idea", idea),
        "release": unanswered and not idea.released and person.has_perm("ideas.release_idea", idea),
        "reopen": idea.is_answered
        and idea.outcome not in BECOMES_PROJECT
        and person.has_perm("ideas.reopen_idea", idea),
    }


def shown_names(idea: Idea, person: Person) -> list[str]:
    """Whose idea it is, as far as `person` may know; empty when the names are hidden."""
    if not person.has_perm("ideas.view_submitter", idea):
        return []
    first = [str(idea.submitter)] if idea.submitter else []
    return [*first, *(str(row.person) for row in idea.co_submissions.all())]


@require_safe
def receipt(request: Request, pk: int) -> HttpResponse:
    """What the submitter is told right after sending; others are shown the idea itself."""
    idea = visible_idea(request, pk)
    if not idea.is_author(request.user):
        return redirect(idea)
    context = {"idea": idea, "pause": pause_that_moved(idea)}
    return render_page(request, "ideas/receipt.html", context)
