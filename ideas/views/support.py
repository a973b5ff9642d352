"""Supporting and following an idea, in place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ideas.lifecycle import Outcome
from ideas.models import Idea
from ideas.queries.support import with_support_for
from ideas.services import support as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page

SHOWN = 3  # names beside the number; the rest are one click away


def support_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    """Who supports it, as far as one may know, and what one may press."""
    person = request.user
    names = [] if person.is_outsider else list(getattr(idea, "supporters", []))
    is_open = not idea.is_withdrawn and idea.outcome != Outcome.MERGED
    return {
        "supporters": names,
        "first_supporters": names[:SHOWN],
        "more_supporters": max(getattr(idea, "support_count", 0) - SHOWN, 0),
        "may_support": is_open and person.has_perm("ideas.support_idea", idea),
        "may_follow": not idea.is_author(person) and person.has_perm("ideas.follow_idea", idea),
        "has_idea": idea.is_author(person),
    }


on_idea.parts["support"] = support_on_idea
on_idea.reads["support"] = with_support_for
on_idea.for_outsiders.add("support")


def changed(request: Request, pk: int, permission: str, verb: Callable[..., None]) -> HttpResponse:
    """Do it, and show the idea again: the sheet alone where htmx asks, else the page."""
    idea = visible_idea(request, pk)
    authorize(request.user, permission, idea)
    try:
        verb(idea, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(idea)
    if not request.htmx:
        return redirect(f"{idea.get_absolute_url()}#stotte")
    idea = visible_idea(request, pk, whole=True)
    context = {"idea": idea, **support_on_idea(request, idea)}
    return render_page(request, "ideas/support_on_idea.html", context, fragments=["stotte"])


@require_POST
def support(request: Request, pk: int) -> HttpResponse:
    return changed(request, pk, "ideas.support_idea", services.support_idea)


@require_POST
def withdraw_support(request: Request, pk: int) -> HttpResponse:
    return changed(request, pk, "ideas.support_idea", services.withdraw_support)


@require_POST
def follow(request: Request, pk: int) -> HttpResponse:
    return changed(request, pk, "ideas.follow_idea", services.follow)


@require_POST
def unfollow(request: Request, pk: int) -> HttpResponse:
    return changed(request, pk, "ideas.follow_idea", services.unfollow)
