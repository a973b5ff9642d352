"""What is like the idea somebody writes, and joining that instead.

What is typed comes in the body of a POST, which nothing writes down: not the log, not a table.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.models import Idea, Visibility
from ideas.models.support import Support
from ideas.queries.similar import similar_to
from ideas.services.comment import write_comment
from ideas.services.support import support_idea
from ideas.views.reading import visible_idea
from organisation.drafts.models import Draft
from organisation.drafts.services import discard_draft, load_draft, save_draft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page

FORM = "ideas.submit"


@require_POST
def similar(request: Request) -> HttpResponse:
    """What is like the title and the need that are being typed; nothing of it is kept."""
    authorize(request.user, "ideas.submit_idea")
    text = f"{request.POST.get('title', '')}\n{request.POST.get('need', '')}"
    context = {"similar": similar_to(text, request.user)}
    return render_page(request, "ideas/similar.html", context, fragments=["similar-hits"])


@require_POST
def look_first(request: Request) -> HttpResponse:
    """The same without script: keep the form as it stands, and show it again with what is like."""
    authorize(request.user, "ideas.submit_idea")
    if keep_typed(request) and request.FILES:
        messages.info(request, _("Velg filene på nytt før du sender."))
    return redirect(f"{reverse('ideas:submit')}?lignende=1#lignende")


@require_safe
def similar_to_idea(request: Request, pk: int) -> HttpResponse:
    """What is like one idea, for those who see to it."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    found = similar_to(f"{idea.title}\n{idea.need}", request.user, leave_out=[idea.pk])
    context = {"idea": idea, "similar": found}
    return render_page(request, "ideas/similar_to.html", context, fragments=["similar-to"])


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, pk: int) -> HttpResponse:
    """Stand by this idea instead of sending in one's own; what was written is kept until one says
    that it may go.
    """
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.support_idea", idea)
    if request.method == "POST":
        is_typed = "need" in request.POST
        if is_typed and not keep_typed(request):
            return redirect("ideas:submit")
        # Who wanted to hide the name is asked first: supporters are shown by name.
        if not is_typed or request.POST.get("visibility") != Visibility.HIDDEN:
            try:
                support_idea(idea, by=request.user)
            except DomainError as refusal:
                messages.error(request, refusal.message)
        return redirect("ideas:join", idea.pk)
    return render_page(request, "ideas/join.html", joining(request, idea))


def joining(request: Request, idea: Idea) -> dict[str, Any]:
    draft = load_draft(request.user, FORM)
    supports = Support.objects.filter(idea=idea, person=request.user).exists()
    return {
        "idea": idea,
        "draft": draft,
        "need": draft.first("need") if draft else "",
        "supports": supports,
        "may_ask": supports and request.user.has_perm("ideas.ask_to_share", idea),
    }


@require_POST
def after_joining(request: Request, pk: int) -> HttpResponse:
    """What becomes of the text one had written: left as a comment, or thrown away."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.support_idea", idea)
    draft = load_draft(request.user, FORM)
    if "kommentar" in request.POST and draft is not None:
        try:
            write_comment(idea, as_comment(draft), by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("ideas:join", idea.pk)
        messages.success(request, _("Det du hadde skrevet, står nå som kommentar."))
    else:
        messages.success(request, _("Utkastet er slettet."))
    discard_draft(request.user, FORM)
    return redirect(idea)


def as_comment(draft: Draft) -> str:
    parts = (draft.first("need"), draft.first("proposal"))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def keep_typed(request: Request) -> bool:
    """The form as it stands becomes the person's draft; False, and told, when it is too much."""
    try:
        save_draft(request.user, FORM, "", base_version=None, data=request.POST)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return False
    return True
