"""What advisers and handlers do: the work view, answers, and the small steps on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ideas import services
from ideas.filters import TriageFilter
from ideas.forms.idea import ClassifyForm, HandlerForm, QuestionForm, ReopenForm
from ideas.lifecycle import OFFERED_OUTCOMES
from ideas.models import CoSubmitter, Idea
from ideas.queries import MOST_ROWS, Group, triage_groups
from ideas.queries.assessment import assessing_of
from ideas.queries.sameness import undoable_merge, with_tied
from ideas.queries.triage import with_marks, work_choices_for
from ideas.views.answering import answer_facts, answer_form, send_answer, sent_answer
from ideas.views.assessment import after, panel_form
from ideas.views.reading import allowed, visible_idea
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Listing, Sort, build_list
from organisation.web.pages import Request, render_page

SORTS = (
    Sort("frist", gettext_lazy("Svarfrist"), ("promised_by",)),
    Sort("alder", gettext_lazy("Har ventet lengst"), ("submitted_at",)),
)

# The work view ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where in the work view one is: which idea is open, and the address of each."""

    groups: list[Group]
    listing: Listing[Idea]
    chosen: int | None

    @property
    def order(self) -> list[int]:
        return [idea.pk for group in self.groups for idea in group.ideas]

    def url_of(self, pk: int | None) -> str:
        return f"{reverse('ideas:triage')}{self.listing.url_with(ide=pk)}"

    @property
    def url(self) -> str:
        return self.url_of(self.chosen)

    @property
    def query(self) -> str:
        """Sent along with what is pressed here, so that one comes back to the same place."""
        return self.listing.url_with(ide=self.chosen)

    @property
    def next_url(self) -> str:
        """The idea below the open one, or the one above it when it is the last."""
        order = self.order
        if self.chosen not in order:
            return self.url_of(order[0] if order else None)
        at = order.index(self.chosen)
        rest = order[at + 1 :] or order[:at][-1:]
        return self.url_of(rest[0] if rest else None)


@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: Request) -> HttpResponse:
    """Ideas that wait for an answer, and beside them the one that is being answered."""
    authorize(request.user, "ideas.triage")
    place = find_place(request)
    idea = chosen_idea(request, place)
    form = None
    if idea and request.method == "POST":
        authorize(request.user, "ideas.answer_idea", idea)
        form = sent_answer(request, idea)
        onward = f"{place.next_url}#svar"
        if form.is_valid() and (response := send_answer(request, idea, form, onward)):
            return response
    panel = panel_of(request, idea) if idea else {}
    if idea and form is None and allowed(idea, request.user)["answer"]:
        form = answer_form(request, idea, panel["clarifying"])
    context = {
        "place": place,
        "rows": [
            (group, [(row, place.url_of(row.pk)) for row in group.ideas]) for group in place.groups
        ],
        "listing": place.listing,
        "idea": idea,
        "form": form,
        "today": timezone.localdate(),
        "outcome_keys": len(OFFERED_OUTCOMES),
        "choices": work_choices_for(request.user),
        **panel,
    }
    status = 409 if form and form.is_stale else None
    return render_page(request, "ideas/triage.html", context, fragments=["triage"], status=status)


def find_place(request: Request) -> Place:
    waiting = Idea.objects.to_triage(request.user).with_people().with_counts().with_last_question()
    listing = build_list(
        request,
        with_tied(with_marks(waiting, request.user)),
        sorts=SORTS,
        filterset=TriageFilter,
        per_page=MOST_ROWS,
    )
    asked = request.GET.get("ide", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    return Place(triage_groups(listing, timezone.localdate()), listing, chosen)


def chosen_idea(request: Request, place: Place) -> Idea | None:
    """The open idea: from the list when it stands there, else by its own rule."""
    if place.chosen is None:
        return None
    for group in place.groups:
        for idea in group.ideas:
            if idea.pk == place.chosen:
                together = CoSubmitter.objects.select_related("person")
                prefetch_related_objects([idea], Prefetch("co_submissions", together))
                choices = work_choices_for(request.user)
                read: Any = idea
                read.scales_in_use = choices.scales.get(idea.district_id, [])
                return idea
    return visible_idea(request, place.chosen)


def panel_of(request: Request, idea: Idea) -> dict[str, Any]:
    """The idea that is open: what to read of it, and what else than an answer it can be given."""
    may = allowed(idea, request.user)
    found = answer_facts(request, idea)
    if not may["triage"]:
        return found
    known = assessing_of(idea, request.user)
    return {**found, "assessing": known, "assess_form": panel_form(known)}


# Small steps ------------------------------------------------------------------------------------


def one_step(
    request: Request, pk: int, permission: str, act: Callable[[Idea], object], done: str
) -> HttpResponse:
    """A step that needs one button: take it, say so, and go back to where it was pressed."""
    idea = visible_idea(request, pk)
    authorize(request.user, permission, idea)
    try:
        act(idea)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return after(request, idea)


@require_POST
def take_on(request: Request, pk: int) -> HttpResponse:
    return one_step(
        request,
        pk,
        "ideas.triage_idea",
        lambda idea: services.take_on(idea, by=request.user),
        _("Du behandler idéen nå."),
    )


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    return one_step(
        request,
        pk,
        "ideas.release_idea",
        lambda idea: services.release_idea(idea, by=request.user),
        _("Kolleger kan lese idéen nå."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: Request, pk: int) -> HttpResponse:
    """Who handles the idea, and where it belongs: two forms, each with its own button."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    chooses = "handler" in request.POST
    handler_form = HandlerForm(request.POST if chooses else None, idea=idea)
    places = request.method == "POST" and not chooses
    classify_form = ClassifyForm(request.POST if places else None, idea=idea)
    sent: HandlerForm | ClassifyForm = handler_form if chooses else classify_form
    if sent.is_valid():
        try:
            if chooses:
                services.assign(idea, sent.cleaned_data["handler"], by=request.user)
            else:
                services.classify(idea, **sent.cleaned_data, by=request.user)
        except DomainError as refusal:
            sent.add_error(None, refusal.message)
        else:
            messages.success(request, _("Lagret."))
            return redirect(idea)
    context = {
        "idea": idea,
        "form": sent,
        "handler_form": handler_form,
        "classify_form": classify_form,
    }
    return render_page(request, "ideas/sort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    draft = FormDraft(request, "ideas.ask", idea.pk)
    form = QuestionForm(request.POST or None, initial=draft.over())
    if form.is_valid():
        try:
            services.ask_submitter(idea, form.cleaned_data["question"], by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            draft.discard()
            messages.success(
                request, _("Spørsmålet er sendt. Fristen står stille til svaret kommer.")
            )
            return redirect(idea)
    context = {"idea": idea, "form": form, "draft": draft.found}
    return render_page(request, "ideas/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.reopen_idea", idea)
    if merge := undoable_merge(idea, timezone.localdate()):
        return redirect("ideas:merge_undo", merge.pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            services.reopen_idea(idea, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Idéen er tatt opp igjen. Det gamle svaret står der fortsatt.")
            )
            return redirect(idea)
    confirmation = Confirmation(
        heading=_("Ta opp idéen igjen"),
        question=_(
            "Idéen får en ny svarfrist, og innmelderen får beskjed. Det gamle svaret blir stående."
        ),
        facts=[(_("Idé"), idea.number), (_("Tittel"), idea.title)],
        action=_("Ta opp igjen"),
        back_url=idea.get_absolute_url(),
        is_dangerous=False,
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)
