"""Addresses that know nobody: the anonymous form, the open form, and following up with a code.

The middleware has taken session and address away before these are reached, so there is nothing to
redirect with: an answer is drawn at once, and the form's own token makes a resent form harmless.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ideas.forms.idea import ReplyForm
from ideas.forms.nameless import AnonymousForm, CodeForm, GuestForm, NamelessForm
from ideas.limits import too_often
from ideas.models import Idea
from ideas.queries import pause_that_moved
from ideas.queries.nameless import OpenForm, open_form_at
from ideas.services import nameless
from organisation.errors import DomainError
from organisation.web.pages import Request, render_page

TOO_OFTEN = {"most": 60, "minutes": 10}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anonymous(request: Request) -> HttpResponse:
    """The form for those who want to leave no trace; a draft lives in their browser only."""
    if request.method == "POST":
        form = AnonymousForm(request.POST, request.FILES)
        at = request.received_at
        if (
            form.is_valid()
            and is_calm(form, "anonymous")
            and (idea := kept(form, lambda: nameless.submit_anonymous(**form.sent, at=at)))
        ):
            return receipt(request, idea, form)
    else:
        form = AnonymousForm()
    return render_page(request, "ideas/nameless_submit.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_form(request: Request, slug: str) -> HttpResponse:
    """The form behind a poster: for one unit or one campaign, and showing no other idea."""
    place = open_form_at(slug)
    if place is None:
        raise Http404
    closed = place.campaign is not None and not place.campaign.is_open(request.received_at)
    if request.method == "POST":
        form = GuestForm(request.POST, request.FILES, campaign=place.campaign)
        if closed:
            form.add_error(None, _("Idésøket er stengt. Det du skrev, er ikke sendt."))
        elif (
            form.is_valid()
            and is_calm(form, slug)
            and (idea := kept(form, lambda: send_as_guest(request, place, form)))
        ):
            return receipt(request, idea, form)
    else:
        form = GuestForm(campaign=place.campaign)
    context = {"form": form, "place": place, "closed": closed}
    return render_page(request, "ideas/open_form.html", context)


def send_as_guest(request: Request, place: OpenForm, form: GuestForm) -> Idea:
    sent = form.sent
    return nameless.submit_as_guest(
        unit=place.unit, campaign=place.campaign, **sent, at=request.received_at
    )


def is_calm(form: NamelessForm, what: str) -> bool:
    """False, with the words for it, when more comes than people can have written."""
    if not too_often(what, **TOO_OFTEN):
        return True
    form.add_error(None, _("Det kommer uvanlig mange idéer akkurat nå. Prøv igjen om ti minutter."))
    return False


def kept(form: NamelessForm, send: Any) -> Idea | None:
    try:
        idea: Idea = send()
    except ValidationError as fault:
        form.add_error("files", fault)
        return None
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    return idea


def receipt(request: Request, idea: Idea, form: NamelessForm) -> HttpResponse:
    """Number, promise, address and code: shown now and never again."""
    context = {
        "idea": idea,
        "code": form.cleaned_data["code"],
        "pause": pause_that_moved(idea),
    }
    return render_page(request, "ideas/nameless_receipt.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request, public_id: UUID) -> HttpResponse:
    """How it goes with an idea, for who has its code. Any address asks for a code, so that nobody
    learns which of them there is something behind.
    """
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render_page(request, "ideas/nameless_code.html", {"form": form})
    if too_often(f"follow-{public_id}", most=30, minutes=10):
        form.add_error("code", _("Det er prøvd for mange ganger. Vent ti minutter."))
        return render_page(request, "ideas/nameless_code.html", {"form": form}, status=429)
    idea = nameless.found_by_code(public_id, form.cleaned_data["code"])
    if idea is None:
        form.add_error("code", _("Koden passer ikke til denne adressen. Se etter i kvitteringen."))
        return render_page(request, "ideas/nameless_code.html", {"form": form})
    return idea_behind_code(request, idea, form.cleaned_data["code"])


def idea_behind_code(request: Request, idea: Idea, code: str) -> HttpResponse:
    """The page of the idea, where a question may be answered in place."""
    reply, is_sent = None, False
    if "answer" in request.POST:
        reply = ReplyForm(request.POST)
        if reply.is_valid():
            try:
                idea = nameless.answer_without_account(
                    idea, reply.cleaned_data["answer"], at=request.received_at
                )
            except DomainError as refusal:
                reply.add_error(None, refusal.message)
            else:
                reply, is_sent = None, True
    today = timezone.localdate()
    context = {
        "idea": idea,
        "code": code,
        "form": reply,
        "reply_form": (reply or ReplyForm()) if idea.needs_info else None,
        "is_sent": is_sent,
        "questions": idea.questions.select_related("asked_by"),
        "attachments": idea.attachments.select_related("file"),
        "today": today,
        "is_author": True,
        "is_overdue": idea.is_overdue(today),
        "pause": pause_that_moved(idea),
    }
    return render_page(request, "ideas/nameless_follow.html", context)
