"""Projects that ask for people, offers to join them, and those who are shown to have helped."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.joining import AnswerForm, CallEditForm, CallForm, OfferForm, ShowForm
from portfolio.models import JoinCall, JoinOffer, Project
from portfolio.queries.joining import contributors_of, has_contributed
from portfolio.services import joining as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part

SORTS = (
    Sort("frist", gettext_lazy("Frist"), ("until", "pk")),
    Sort("tittel", gettext_lazy("Prosjekt"), ("project__title_key", "pk")),
)


@require_GET
def call_list(request: Request) -> HttpResponse:
    """Projects one may offer to join."""
    authorize(request.user, "portfolio.list_projects")
    today = timezone.localdate()
    rows = (
        JoinCall.objects.visible_to(request.user)
        .open_on(today)
        .select_related("project__unit", "project__leader")
    )
    listing = build_list(request, rows, sorts=SORTS)
    mine = set(request.user.join_offers.waiting().values_list("call", flat=True))
    return render_page(
        request,
        "portfolio/joining_list.html",
        {"rows": [(call, call.pk in mine) for call in listing], "listing": listing, "today": today},
        fragments=["join-list"],
    )


@require_GET
def joining_page(request: Request, slug: str) -> HttpResponse:
    return show(request, find_project(request, slug))


def show(request: Request, project: Project, form: Any = None) -> HttpResponse:
    person, today = request.user, timezone.localdate()
    offers = list(
        JoinOffer.objects.visible_to(person)
        .filter(project=project)
        .select_related("person", "call")
    )
    for offer in offers:
        offer.project = project
    mine = [offer for offer in offers if offer.person_id == person.pk]
    contributors = contributors_of(project)
    shown = next((each for each in contributors if each.person_id == person.pk), None)
    may_offer = project.is_under_way and person.has_perm("portfolio.offer_to_join", project)
    waiting = {offer.call_id for offer in mine if offer.state == JoinOffer.State.OFFERED}
    calls = [
        (
            call,
            call.is_open(today) and project.is_under_way,
            may_offer and call.is_open(today) and call.pk not in waiting,
        )
        for call in project.join_calls.all()
    ]
    may_edit = person.has_perm("portfolio.edit_joincall", project)
    return render_page(
        request,
        "portfolio/joining.html",
        {
            "project": project,
            "sections": sections_of(project, "joining"),
            "calls": calls,
            "mine": mine,
            "others": [offer for offer in offers if offer.person_id != person.pk],
            "contributors": contributors,
            "shown": shown,
            "may_be_shown": shown is not None or has_contributed(project, person),
            "show_form": form or ShowForm(initial={"what": shown.what if shown else ""}),
            "form": form,
            "may_edit": may_edit,
            "today": today,
        },
    )


def part(project: Project, heading: str, action: str, **more: Any) -> Part:
    back = reverse("portfolio:joining", args=[project.slug])
    return Part(heading, action, back, back_words=_("Bli med"), **more)


# --- To ask for people ----------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def call_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_joincall", project)
    form = CallForm(request.POST or None)
    done, status = saved(
        form, lambda: services.ask_for_people(project, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Ønsket står nå i listen over prosjekter som søker folk."))
        return redirect("portfolio:joining", slug=slug)
    page = part(project, _("Spør etter folk"), _("Legg ut"))
    return render_part(request, page, form, project=project, status=status)


def find_call(request: Request, slug: str, pk: int) -> JoinCall:
    project = find_project(request, slug)
    call = get_object_or_404(project.join_calls, pk=pk)
    call.project = project
    return call


@require_http_methods(["GET", "POST"])
def call_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    call = find_call(request, slug, pk)
    authorize(request.user, "portfolio.edit_joincall", call)
    form = CallEditForm(request.POST or None, initial=vars(call))
    done, status = saved(
        form, lambda: services.edit_call(call, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Ønsket er lagret."))
        return redirect(call)
    page = part(call.project, _("Endre ønsket"), _("Lagre"))
    return render_part(request, page, form, project=call.project, status=status)


@require_POST
def call_close(request: Request, slug: str, pk: int) -> HttpResponse:
    call = find_call(request, slug, pk)
    authorize(request.user, "portfolio.edit_joincall", call)
    services.close_call(call, by=request.user)
    messages.success(request, _("Ønsket er lukket. De som har meldt seg, venter fortsatt på svar."))
    return redirect(call)


# --- To offer, and to answer ----------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def offer_add(request: Request, slug: str, pk: int) -> HttpResponse:
    call = find_call(request, slug, pk)
    authorize(request.user, "portfolio.offer_to_join", call)
    form = OfferForm(request.POST if request.method == "POST" else None)  # may be sent empty
    done, status = saved(
        form, lambda: services.offer_to_join(call, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Takk! Prosjektlederen har fått beskjed og svarer deg."))
        return redirect(call)
    page = part(call.project, _("Meld deg til prosjektet"), _("Meld meg"), help=call.needed)
    return render_part(request, page, form, project=call.project, status=status)


def find_offer(request: Request, slug: str, pk: int) -> JoinOffer:
    project = find_project(request, slug)
    offers = JoinOffer.objects.visible_to(request.user).select_related("person", "call")
    offer = get_object_or_404(offers, pk=pk, project=project)
    offer.project = project
    return offer


@require_http_methods(["GET", "POST"])
def offer_answer(request: Request, slug: str, pk: int) -> HttpResponse:
    offer = find_offer(request, slug, pk)
    authorize(request.user, "portfolio.answer_joinoffer", offer)
    if offer.state != JoinOffer.State.OFFERED and request.method == "GET":
        return redirect(offer)
    form = AnswerForm(request.POST or None)
    done, status = saved(form, lambda: answer(offer, form.cleaned_data, request))
    if done:
        messages.success(request, _("%(name)s har fått svar.") % {"name": offer.person})
        return redirect(offer)
    words = offer.message or _("Uten melding.")
    help_text = _("%(name)s skriver: %(words)s") % {"name": offer.person, "words": words}
    page = part(offer.project, _("Svar på tilbudet"), _("Send svaret"), help=help_text)
    return render_part(request, page, form, project=offer.project, status=status)


def answer(offer: JoinOffer, data: dict[str, Any], request: Request) -> None:
    if data["answer"] == "accept":
        services.accept_offer(offer, role=data["role"], by=request.user)
    else:
        services.decline_offer(offer, reply=data["reply"], by=request.user)


@require_POST
def offer_withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    offer = find_offer(request, slug, pk)
    authorize(request.user, "portfolio.withdraw_joinoffer", offer)
    try:
        services.withdraw_offer(offer, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Tilbudet er trukket."))
    return redirect(offer)


# --- To be shown ----------------------------------------------------------------------------------


@require_POST
def contributor_show(request: Request, slug: str) -> HttpResponse:
    """Each person turns their own name on or off."""
    project = find_project(request, slug)
    if request.POST.get("vis") == "nei":
        services.hide_me(project, by=request.user)
        messages.success(request, _("Navnet ditt er tatt bort fra siden."))
        return redirect("portfolio:joining", slug=slug)
    form = ShowForm(request.POST)
    done, _status = saved(
        form, lambda: services.show_me(project, by=request.user, **form.cleaned_data)
    )
    if not done:
        return show(request, project, form)
    messages.success(request, _("Navnet ditt vises på siden. Du kan ta det bort når du vil."))
    return redirect("portfolio:joining", slug=slug)
