"""Asking somebody named to choose by a day, choosing, and calling it off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.forms.clarification import ChooseForm, ClarifyForm
from ideas.models import Idea
from ideas.models.answer import Clarification
from ideas.queries.clarification import clarifying_of
from ideas.services import clarification as services
from ideas.views import on_idea
from ideas.views.assessment import after
from ideas.views.reading import attachments_of, visible_idea
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import day


@require_http_methods(["GET", "HEAD", "POST"])
def clarification_open(request: Request, pk: int) -> HttpResponse:
    """Say what must be clarified, who chooses, and by when."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    draft = FormDraft(request, "ideas.clarify", idea.pk)
    form = ClarifyForm(request.POST or None, initial=draft.over(), idea=idea)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.open_clarification(
                idea,
                said["question"],
                decider=said["decider"],
                due_on=said["due_on"],
                by=request.user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            draft.discard()
            messages.success(
                request,
                _("%(name)s er bedt om å velge innen %(day)s.")
                % {"name": said["decider"], "day": day(said["due_on"])},
            )
            return after(request, idea)
    context = {"idea": idea, "form": form, "draft": draft.found}
    return render_page(request, "ideas/clarification_open.html", context)


def open_row(idea: Idea) -> Clarification:
    """What is to be chosen now; 404 when nobody is asked any more."""
    row = idea.clarifications.filter(ended_at=None).select_related("decider", "opened_by").first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def clarification_choose(request: Request, pk: int) -> HttpResponse:
    """The decider reads the idea and chooses; afterwards it may be closed to them again."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.decide_clarification", idea)
    row = open_row(idea)
    draft = FormDraft(request, "ideas.choose", idea.pk)
    form = ChooseForm(request.POST or None, initial={**draft.over(), "version": row.version})

    def save() -> None:
        said = form.cleaned_data
        services.choose(
            row,
            said["choice"],
            reason=said["reason"],
            version=said["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Takk. Rådgiveren har fått valget ditt og svarer innmelderen."))
        return redirect("people:my_page")
    context = {
        "idea": idea,
        "row": row,
        "form": form,
        "draft": draft.found,
        "attachments": attachments_of(idea),
        "today": timezone.localdate(),
    }
    return render_page(request, "ideas/clarification_choose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def clarification_call_off(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    row = open_row(idea)
    if request.method == "POST":
        try:
            services.call_off_clarification(row, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request, _("Avklaringen er avlyst. Svar på idéen, eller spør noen andre.")
            )
        return redirect(idea)
    confirmation = Confirmation(
        heading=_("Avlys avklaringen"),
        question=_("Den som skulle velge, får beskjed og slipper å gjøre det."),
        facts=[
            (_("Hvem"), str(row.decider)),
            (_("Innen"), day(row.due_on)),
            (_("Hva"), row.question),
        ],
        action=_("Avlys"),
        back_url=idea.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


def clarification_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    """That somebody is to choose is for all to know; what was asked and chosen for those inside."""
    if not idea.is_unanswered:
        return {}
    person = request.user
    sees_to = person.has_perm("ideas.triage_idea", idea)
    found = clarifying_of(idea)
    decides = bool(found and found.is_open and found.row.decider_id == person.pk)
    return {
        "clarifying": found,
        "clarifying_is_overdue": bool(found and found.is_overdue(timezone.localdate())),
        "may_read_clarification": sees_to or decides,
        "may_choose": decides,
        "may_clarify": sees_to and (found is None or not found.is_open),
        "may_call_off": sees_to and bool(found and found.is_open),
    }


on_idea.parts["clarification"] = clarification_on_idea
