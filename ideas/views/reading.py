"""One idea, and the receipt."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideas.forms.idea import ReplyForm
from ideas.lifecycle import BECOMES_PROJECT
from ideas.models import Idea, IdeaAnswer, IdeaFile, IdeaQuestion
from ideas.queries import SORTING, life_of, pause_that_moved, project_of
from ideas.queries.clarification import with_clarifying
from ideas.queries.sameness import with_tied
from ideas.views import on_idea
from organisation.people.models import Person
from organisation.registries import ThreadEvent, idea_events
from organisation.web.pages import Request, render_page


def visible_idea(request: Request, pk: int, *, whole: bool = False) -> Idea:
    """The idea with all that its rules ask about; 404 when it is not the person's to see.

    `whole` adds what the parts of its page show.
    """
    ideas = Idea.objects.visible_to(request.user).with_people().with_authors().with_counts()
    ideas = with_tied(with_clarifying(ideas))
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
def detail(request: Request, pk: int) -> HttpResponse:
    return idea_page(request, visible_idea(request, pk, whole=True))


def idea_page(
    request: Request,
    idea: Idea,
    *,
    refused: ReplyForm | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of one idea, read `whole`.

    `refused` is an answer to a question that could not be sent; `more` stands over what the parts
    say, such as a form that was typed in.
    """
    person: Person = request.user
    may = allowed(idea, person)
    context: dict[str, Any] = {
        "idea": idea,
        "may": may,
        "is_author": idea.is_author(person),
        "names": shown_names(idea, person),
        "earlier_answers": earlier_answers_of(idea),
        "attachments": attachments_of(idea),
        "project": project_of(idea, person),
        "life": whole_life(idea, person),
        "today": timezone.localdate(),
        "is_overdue": idea.is_overdue(timezone.localdate()),
        "pause": pause_that_moved(idea),
        "reply_form": ReplyForm() if may["reply"] else None,
        **on_idea.context_of(request, idea),
        **(more or {}),
    }
    if refused is not None:
        context["reply_form"] = context["form"] = refused
    return render_page(request, "ideas/detail.html", context)


def whole_life(idea: Idea, person: Person) -> list[ThreadEvent]:
    """What was done with the idea and what it became, newest first; no sorting for outsiders."""
    hidden = SORTING if person.is_outsider else ()
    became = [event for tells in idea_events for event in tells(idea, person)]
    told = [*became, *life_of(idea, hide=hidden)]
    return sorted(told, key=lambda event: event.on, reverse=True)


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
