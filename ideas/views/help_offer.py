"""Offering to help, answering an offer, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas.forms.help_offer import AnswerHelpForm, HelpOfferForm
from ideas.models import Idea
from ideas.models.support import HelpOffer
from ideas.queries.help_offer import offers_shown, with_offers
from ideas.services import help_offer as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page

DRAFT = "ideas.offer_help"


def help_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    person = request.user
    answers = person.has_perm("ideas.answer_help", idea)
    offers = list(offers_shown(idea, person, answers=answers))
    waits = any(offer.is_waiting and offer.person_id == person.pk for offer in offers)
    may_offer = not waits and not idea.is_withdrawn and person.has_perm("ideas.offer_help", idea)
    return {"offers": offers, "may_answer_help": answers, "may_offer_help": may_offer}


on_idea.parts["help"] = help_on_idea
on_idea.reads["help"] = with_offers


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.offer_help", idea)
    draft = FormDraft(request, DRAFT, idea.pk)
    form = HelpOfferForm(request.POST or None, initial=draft.over())
    if form.is_valid():
        try:
            services.offer_help(idea, form.cleaned_data["message"], by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Takk. Du får beskjed når noen har svart på tilbudet."))
            return redirect(f"{idea.get_absolute_url()}#hjelp")
    context = {"idea": idea, "form": form, "draft": draft.found}
    return render_page(request, "ideas/help_offer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, pk: int, offer_pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.answer_help", idea)
    offered = offer_of(idea, offer_pk)
    form = AnswerHelpForm(request.POST or None)
    if form.is_valid():
        reply = form.cleaned_data["reply"]
        try:
            services.answer_help(offered, accept=form.accepts, reply=reply, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Svaret er sendt."))
            return redirect(f"{idea.get_absolute_url()}#hjelp")
    context = {"idea": idea, "offer": offered, "form": form}
    return render_page(request, "ideas/help_answer.html", context)


@require_POST
def withdraw(request: Request, pk: int, offer_pk: int) -> HttpResponse:
    """Only what one has offered oneself; another's offer cannot be taken back."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.offer_help", idea)
    offered = get_object_or_404(idea.help_offers, pk=offer_pk, person=request.user)
    try:
        services.withdraw_help(offered, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tilbudet er trukket."))
    return redirect(f"{idea.get_absolute_url()}#hjelp")


def offer_of(idea: Idea, pk: int) -> HelpOffer:
    standing = idea.help_offers.exclude(state=HelpOffer.State.WITHDRAWN).select_related("person")
    return get_object_or_404(standing, pk=pk)
