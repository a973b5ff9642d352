"""Ideas that say the same: found, linked, and proposed to become one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.forms.sameness import AnswerMergeForm, LinkForm, ProposeMergeForm
from ideas.models import Idea, IdeaQuerySet
from ideas.models.sameness import Merge
from ideas.queries.sameness import (
    direct_links,
    found_for,
    same_as,
    shared_project,
    ties_of,
    with_ties,
)
from ideas.services import merge as merges
from ideas.services import sameness as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.errors import DomainError
from organisation.people.models import Part, Person
from organisation.people.parts import is_on
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page


def tied_for(ideas: IdeaQuerySet, person: Person) -> IdeaQuerySet:
    return with_ties(ideas)


def same_on_idea(request: Request, idea: Any) -> dict[str, Any]:
    """What the page of the idea says of others; one query when there are any."""
    person = request.user
    sees_to = person.has_perm("ideas.link_idea", idea)
    ties = ties_of(idea, person, sees_to=sees_to, on=timezone.localdate())
    project = shared_project(idea, ties.same, person) if ties.same else None
    return {
        **({"project": project} if project else {}),
        "ties": ties,
        "may_link": sees_to and not idea.is_withdrawn and not ties.is_merged,
        "may_propose_merge": not (sees_to or ties.proposed)
        and idea.is_unanswered
        and idea.released
        and not (idea.is_nameless or idea.submitter_is_hidden)
        and person.has_perm("ideas.propose_merge", idea),
    }


on_idea.parts["sameness"] = same_on_idea
on_idea.reads["sameness"] = tied_for


def _other(request: Request, asked: str) -> Idea:
    """The idea that was chosen, which one may read; 404 otherwise."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise Http404
    return visible_idea(request, int(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def same(request: Request, pk: int) -> HttpResponse:
    """What is linked with the idea, and a search for more; `?med=` is one that is chosen."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.propose_merge", idea)
    may_link = request.user.has_perm("ideas.link_idea", idea)
    chosen = _other(request, request.GET["med"]) if "med" in request.GET else None
    form = LinkForm(request.POST or None)
    if request.method == "POST":
        authorize(request.user, "ideas.link_idea", idea)
        if chosen is None:
            raise Http404
        if form.is_valid() and _link(request, idea, chosen, form):
            return redirect("ideas:same", idea.pk)
    direct = direct_links(idea)
    linked = Idea.objects.visible_to(request.user).filter(pk__in=same_as(idea.pk))
    query = request.GET.get("q", "")
    context = {
        "idea": idea,
        "chosen": chosen,
        "form": form,
        "may_link": may_link,
        "linked": [
            (other, direct.get(other.pk))
            for other in linked.exclude(pk=idea.pk).select_related("unit").order_by("pk")
        ],
        "query": query,
        "found": [] if chosen else found_for(idea, request.user, query),
        "merging": is_on(idea.district_id, Part.MERGING, reader=request.user),
        "is_linked": chosen is not None and chosen.pk in direct,
        "why_not": merges.why_not(idea, chosen) if chosen else None,
    }
    return render_page(request, "ideas/same.html", context)


def _link(request: Request, idea: Idea, other: Idea, form: LinkForm) -> bool:
    try:
        services.link_as_same(idea, other, reason=form.cleaned_data["reason"], by=request.user)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("Idéene er lenket. Ett svar går til begge."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def unlink(request: Request, pk: int, other_pk: int) -> HttpResponse:
    """Take the link between two ideas away; asked about first."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.link_idea", idea)
    other = visible_idea(request, other_pk)
    link = direct_links(idea).get(other.pk)
    if link is None:
        raise Http404
    back = reverse("ideas:same", args=[idea.pk])
    if request.method == "POST":
        try:
            services.unlink(link, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Lenken er tatt bort. Idéene får hvert sitt svar."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta bort lenken?"),
        question=_("Idéene blir stående hver for seg og får hvert sitt svar fra nå av."),
        facts=[(idea.number, idea.title), (other.number, other.title)],
        action=_("Ta bort lenken"),
        back_url=back,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


# Becoming one -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def merge_propose(request: Request, pk: int, other_pk: int) -> HttpResponse:
    """Ask the authors of both whether the first shall go into the other."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.propose_merge", idea)
    into = visible_idea(request, other_pk)
    form = ProposeMergeForm(request.POST or None)
    fault = merges.why_not(idea, into) or merges.why_not_oneself(request.user, idea, into)
    if form.is_valid():
        try:
            merge = merges.propose_merge(
                idea, into, reason=form.cleaned_data["reason"], by=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Forfatterne er spurt. Du får vite det når de har svart."))
            return redirect(merge)
    context = {"idea": idea, "into": into, "form": form, "fault": fault, "days": merges.ANSWER_DAYS}
    return render_page(request, "ideas/merge_propose.html", context)


def _merge(request: Request, pk: int) -> Merge:
    """The merge with its ideas; 404 for those it does not concern."""
    rows = Merge.objects.visible_to(request.user).prefetch_related("consents")
    return get_object_or_404(rows.select_related("idea__unit", "into__unit", "proposed_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: Request, pk: int) -> HttpResponse:
    """What is proposed, how far it has come, and one's own yes or no."""
    merge = _merge(request, pk)
    person = request.user
    form = AnswerMergeForm(request.POST or None)
    if request.method == "POST":
        authorize(person, "ideas.answer_merge", merge)
        if form.is_valid():
            try:
                agrees = form.cleaned_data["agrees"] == "yes"
                merged = merges.answer_merge(merge, agrees=agrees, by=person)
            except DomainError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _said(merged))
                return redirect(merged)
    said = list(merge.consents.all())
    mine = next((row for row in said if row.person_id == person.pk), None)
    context = {
        "merge": merge,
        "form": form if merge.is_open and mine and mine.agrees is None else None,
        "mine": mine,
        "agreed": sum(row.agrees is True for row in said),
        "asked": len(said),
        "reads_idea": person.has_perm("ideas.view_idea", merge.idea),
        "reads_into": person.has_perm("ideas.view_idea", merge.into),
        "may_withdraw": merge.is_open and person.has_perm("ideas.withdraw_merge", merge),
        "may_undo": merge.can_be_undone(timezone.localdate())
        and person.has_perm("ideas.undo_merge", merge),
        "undo_days": merges.UNDO_DAYS,
        "today": timezone.localdate(),
    }
    return render_page(request, "ideas/merge.html", context)


def _said(merge: Merge) -> str:
    if merge.state == Merge.State.MERGED:
        return _("Alle har sagt ja. Idéene er slått sammen.")
    if merge.state == Merge.State.DECLINED:
        return _("Du har sagt nei. Begge idéene står som før.")
    return _("Du har sagt ja. Nå venter vi på de andre.")


@require_http_methods(["GET", "HEAD", "POST"])
def merge_withdraw(request: Request, pk: int) -> HttpResponse:
    merge = _merge(request, pk)
    authorize(request.user, "ideas.withdraw_merge", merge)
    if request.method == "POST":
        try:
            merges.withdraw_merge(merge, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Forslaget er trukket. De som var spurt, får vite det."))
        return redirect(merge)
    confirmation = Confirmation(
        heading=_("Trekk forslaget?"),
        question=_("Begge idéene står som før, og ingen trenger å svare."),
        facts=[(merge.idea.number, merge.idea.title), (merge.into.number, merge.into.title)],
        action=_("Trekk forslaget"),
        back_url=merge.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "HEAD", "POST"])
def merge_undo(request: Request, pk: int) -> HttpResponse:
    merge = _merge(request, pk)
    authorize(request.user, "ideas.undo_merge", merge)
    if request.method == "POST":
        try:
            merges.undo_merge(merge, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect(merge)
        messages.success(
            request,
            _("Idéene er skilt. «%(title)s» venter på svar igjen.") % {"title": merge.idea.title},
        )
        return redirect(merge.idea)
    confirmation = Confirmation(
        heading=_("Skill idéene fra hverandre?"),
        question=_(
            "Den ene tas opp igjen og får en ny svarfrist. De som fulgte med over, føres tilbake."
            " Alle får beskjed."
        ),
        facts=[(merge.idea.number, merge.idea.title), (merge.into.number, merge.into.title)],
        action=_("Angre sammenslåingen"),
        back_url=merge.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
