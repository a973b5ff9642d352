"""What a submitter does: send in, change, answer questions, take back."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas import services
from ideas.forms.idea import ReplyForm, ReviseForm, SubmitForm
from ideas.models import Idea, IdeaSettings, Source
from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from ideas.queries import likely_service_area, pause_ahead
from ideas.queries.similar import similar_to
from ideas.services.idea import NotForCampaign
from ideas.views.reading import idea_page, visible_idea
from organisation.drafts.forms import FormDraft
from organisation.drafts.models import Draft
from organisation.drafts.services import discard_draft, load_draft, save_draft
from organisation.errors import DomainError, Stale
from organisation.people.models import Person, Role
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.wording import day


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request) -> HttpResponse:
    person = request.user
    authorize(person, "ideas.submit_idea")
    if request.method == "POST" and "uten_navn" in request.POST:
        return go_on_without_name(request)
    draft = None
    if request.method == "POST":
        form = SubmitForm(request.POST, request.FILES, person=person)
        if form.is_valid() and (idea := sent_in(request, form)):
            discard_draft(person, "ideas.submit")
            return redirect("ideas:receipt", idea.pk)
    else:
        draft = unsent_draft(request)
        form = SubmitForm(initial=first_values(request, draft), person=person)
    today = timezone.localdate()
    campaign = chosen_campaign(form, person)
    if is_closed_already(request, campaign):
        messages.info(request, _("Idésøket er ikke åpent nå. Her er det vanlige skjemaet."))
        return redirect("ideas:submit")
    settings = IdeaSettings.nearest(person.unit)
    promised_by = services.promised_date(settings, today, campaign)
    context: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "about": campaign or chosen_challenge(form, person),
        "promised_by": promised_by,
        "pause": pause_ahead(settings, today, promised_by),
    }
    if "lignende" in request.GET:  # asked for by the button, so that script is not needed
        context["similar"] = similar_to(f"{typed(form, 'title')}\n{typed(form, 'need')}", person)
    return render_page(request, "ideas/submit.html", context)


def is_closed_already(request: Request, campaign: Campaign | None) -> bool:
    """A link to a campaign that is not open was followed; nothing is written yet."""
    followed = request.method != "POST" and "idesok" in request.GET
    return followed and campaign is not None and not campaign.is_open(request.received_at)


def typed(form: SubmitForm, name: str) -> str:
    return str(form[name].value() or "")


def go_on_without_name(request: Request) -> HttpResponse:
    """To the anonymous form, leaving nothing here; the line in the log is that of any form sent."""
    discard_draft(request.user, "ideas.submit")
    return redirect("ideas:anonymous")


def sent_in(request: Request, form: SubmitForm) -> Idea | None:
    """The idea; None when its campaign takes it not, closed while one wrote or put to others.

    Then the text is kept as a draft without the campaign, and the person is told.
    """
    sent = dict(form.cleaned_data)
    try:
        return services.submit_idea(
            uploads=sent.pop("files"), **sent, by=request.user, at=request.received_at
        )
    except NotForCampaign as refusal:
        data = without_campaign(request)
        save_draft(request.user, "ideas.submit", "", base_version=None, data=data)
        form.data = data
        form.add_error(
            None,
            _("%(why)s Teksten din er lagret som utkast. Send den inn likevel, som en vanlig idé.")
            % {"why": refusal.message},
        )
        if request.FILES:
            form.add_error("files", _("Velg filene på nytt før du sender."))
        return None


def without_campaign(request: Request) -> QueryDict:
    data = request.POST.copy()
    data["campaign"] = ""
    return data


def chosen_campaign(form: SubmitForm, person: Person) -> Campaign | None:
    pk = str(form["campaign"].value() or "")
    return Campaign.objects.visible_to(person).filter(pk=pk).first() if is_id(pk) else None


def chosen_challenge(form: SubmitForm, person: Person) -> Challenge | None:
    pk = str(form["challenge"].value() or "")
    return Challenge.objects.visible_to(person).filter(pk=pk).first() if is_id(pk) else None


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def unsent_draft(request: Request) -> Draft | None:
    """The person's draft; one that came late from a form already sent is let go."""
    draft = load_draft(request.user, "ideas.submit")
    token = draft.first("form_token") if draft else ""
    if token and Idea.objects.filter(form_token=token, submitter=request.user).exists():
        discard_draft(request.user, "ideas.submit")
        return None
    return draft


def first_values(request: Request, draft: Draft | None) -> dict[str, object]:
    """What we know of the person, under the draft, and what the link here was about."""
    leads = bool(request.user.units_as(Role.MANAGER))
    base = {
        "unit": request.user.unit_id,
        "service_area": likely_service_area(request.user.unit),
        "source": Source.LEADER if leads else Source.EMPLOYEE,
    }
    typed = draft.over(base) if draft else base
    asked = {"campaign": request.GET.get("idesok"), "challenge": request.GET.get("floke")}
    about = {name: pk for name, pk in asked.items() if pk}
    return {**typed, **about, "form_token": uuid4()}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.edit_idea", idea)
    draft = FormDraft(request, "ideas.edit", idea.pk)
    status = None
    if request.method == "POST":
        form = ReviseForm(request.POST, instance=idea, person=request.user)
        if form.is_valid():
            changes = dict(form.cleaned_data)
            try:
                services.revise_idea(idea, changes, version=changes.pop("version"), by=request.user)
            except Stale as stale:
                form.somebody_was_faster(stale.current)
                status = 409
            except DomainError as refusal:
                form.add_error(None, refusal.message)
            else:
                draft.discard()
                return redirect("ideas:detail", idea.pk)
    else:
        base = {
            "version": idea.version,
            "co_submitters": "\n".join(row.person.email for row in idea.co_submissions.all()),
        }
        typed = {**draft.over(base), "version": idea.version}
        form = ReviseForm(instance=idea, initial=typed, person=request.user)
    context = {"form": form, "idea": idea, "draft": draft.found}
    return render_page(request, "ideas/edit.html", context, status=status)


@require_POST
def reply(request: Request, pk: int) -> HttpResponse:
    """Answer a question in place, on the idea's own page."""
    idea = visible_idea(request, pk, whole=True)
    authorize(request.user, "ideas.reply_idea", idea)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            services.answer_question(idea, form.cleaned_data["answer"], by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Takk. Svaret ditt er sendt, og fristen går igjen."))
            return redirect(idea)
    return idea_page(request, idea, refused=form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.withdraw_idea", idea)
    if request.method == "POST":
        try:
            services.withdraw_idea(idea, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Idéen er trukket. Du kan melde den inn igjen."))
        return redirect(idea)
    confirmation = Confirmation(
        heading=_("Trekk idéen"),
        question=_(
            "Idéen blir ikke vurdert, og kolleger kan ikke lese den."
            " Du kan melde den inn igjen senere."
        ),
        facts=[
            (_("Idé"), idea.number),
            (_("Tittel"), idea.title),
            (_("Innmeldt"), day(idea.submitted_at)),
        ],
        action=_("Trekk idéen"),
        back_url=idea.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_POST
def submit_again(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.withdraw_idea", idea)
    try:
        services.submit_again(idea, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(idea)
    return redirect("ideas:receipt", idea.pk)
