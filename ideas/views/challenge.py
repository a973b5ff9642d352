"""Challenges: the list, the room of one, its needs and the map of its causes."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ideas.causes import below, flat, tree_of
from ideas.forms.challenge import (
    CauseForm,
    ChallengeForm,
    EditCauseForm,
    EditChallengeForm,
    EditNeedForm,
    NeedForm,
)
from ideas.models.challenge import Challenge, ChallengeCause, ChallengeNeed
from ideas.queries.challenge import ideas_of, with_idea_count, work_on
from ideas.services import challenge as services
from organisation.people.forms import people_to_choose
from organisation.people.models import Partner, Role, Unit, UnitQuerySet
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved

SHOWN_IDEAS = 10
SORTS = (
    Sort("tittel", gettext_lazy("Tittel"), ("title_key",)),
    Sort("ideer", gettext_lazy("Flest idéer"), ("-idea_count", "title_key")),
)


@require_safe
def challenge_list(request: Request) -> HttpResponse:
    rooms = Challenge.objects.visible_to(request.user).select_related("unit", "holder")
    rows = with_idea_count(rooms, request.user)
    context = {
        "listing": build_list(request, rows, sorts=SORTS),
        "may_start": request.user.has_perm("ideas.start_challenge"),
    }
    return render_page(request, "ideas/challenge_list.html", context, fragments=["challenge-list"])


def find_challenge(request: Request, pk: int) -> Challenge:
    rows = Challenge.objects.visible_to(request.user).select_related("unit", "holder")
    return get_object_or_404(rows, pk=pk)


@require_safe
def challenge_page(request: Request, pk: int) -> HttpResponse:
    challenge = find_challenge(request, pk)
    ideas = ideas_of(challenge, request.user)
    context = {
        "challenge": challenge,
        "ideas": ideas[:SHOWN_IDEAS],
        "idea_count": ideas.count(),
        "ideas_url": f"{reverse('ideas:list')}?floke={challenge.pk}",
        "submit_url": f"{reverse('ideas:submit')}?floke={challenge.pk}",
        "may_submit": request.user.has_perm("ideas.submit_idea"),
        "needs": challenge.needs.select_related("unit"),
        "causes": tree_of(challenge.causes.all()),
        "partners": [row.partner for row in challenge.partnerships.select_related("partner")],
        "work": work_on(challenge, request.user),
        "may_edit": request.user.has_perm("ideas.edit_challenge", challenge),
        "today": timezone.localdate(),
    }
    return render_page(request, "ideas/challenge.html", context)


def units_of(district_id: int | None) -> UnitQuerySet:
    return Unit.objects.active().filter(district=district_id).in_tree_order()


def choices_in(request: Request, district_id: int, chosen: Challenge | None) -> dict[str, Any]:
    """What the forms offer; a partner no longer in use stays where it stands."""
    kept = chosen.partnerships.values("partner") if chosen else []
    partners = Partner.objects.filter(Q(is_active=True) | Q(pk__in=kept), district=district_id)
    return {
        "units": units_of(district_id).filter(pk__in=request.user.units_as(Role.ADVISER)),
        "people": people_to_choose(district_id),
        "partners": partners.order_by("name_key", "pk"),
    }


def page_of_form(
    request: Request, form: Any, heading: str, challenge: Challenge | None, status: int | None
) -> HttpResponse:
    list_url = reverse("ideas:challenge_list")
    part = {
        "list_words": _("Floker"),
        "list_url": list_url,
        "title": challenge.title if challenge else "",
        "heading": heading,
        "back_url": challenge.get_absolute_url() if challenge else list_url,
    }
    return render_page(request, "ideas/part_form.html", {"form": form, "part": part}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_start(request: Request) -> HttpResponse:
    authorize(request.user, "ideas.start_challenge")
    choices = choices_in(request, request.user.district.pk, None)
    form = ChallengeForm(request.POST or None, initial={"holder": request.user.pk}, **choices)
    made: list[Challenge] = []

    def save() -> None:
        facts = dict(form.cleaned_data)
        made.append(services.start_challenge(facts.pop("unit"), facts, by=request.user))

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Floken har fått et rom."))
        return redirect(made[0])
    return page_of_form(request, form, _("Ny floke"), None, status)


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_edit(request: Request, pk: int) -> HttpResponse:
    challenge = find_challenge(request, pk)
    authorize(request.user, "ideas.edit_challenge", challenge)
    facts = {
        **vars(challenge),
        "holder": challenge.holder_id,
        "partners": list(challenge.partnerships.values_list("partner", flat=True)),
    }
    choices = choices_in(request, challenge.district_id, challenge)
    form = EditChallengeForm(request.POST or None, initial=facts, **choices)

    def save() -> None:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        services.edit_challenge(challenge, changes, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Floken er lagret."))
        return redirect(challenge)
    return page_of_form(request, form, _("Endre floken"), challenge, status)


# Needs ------------------------------------------------------------------------------------------


def editable(request: Request, pk: int) -> Challenge:
    challenge = find_challenge(request, pk)
    authorize(request.user, "ideas.edit_challenge", challenge)
    return challenge


@require_http_methods(["GET", "HEAD", "POST"])
def need_add(request: Request, pk: int) -> HttpResponse:
    challenge = editable(request, pk)
    form = NeedForm(request.POST or None, units=units_of(challenge.district_id))
    done, status = saved(
        form, lambda: services.add_need(challenge, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Behovet er lagt til."))
        return redirect(challenge)
    return page_of_form(request, form, _("Nytt behov"), challenge, status)


def find_need(request: Request, pk: int, need_pk: int) -> ChallengeNeed:
    challenge = editable(request, pk)
    need = get_object_or_404(challenge.needs.select_related("unit"), pk=need_pk)
    need.challenge = challenge
    return need


@require_http_methods(["GET", "HEAD", "POST"])
def need_edit(request: Request, pk: int, need_pk: int) -> HttpResponse:
    need = find_need(request, pk, need_pk)
    form = EditNeedForm(
        request.POST or None,
        units=units_of(need.challenge.district_id),
        initial={**vars(need), "unit": need.unit_id},
    )
    done, status = saved(
        form, lambda: services.edit_need(need, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Behovet er lagret."))
        return redirect(need.challenge)
    return page_of_form(request, form, _("Endre behovet"), need.challenge, status)


@require_http_methods(["GET", "HEAD", "POST"])
def need_remove(request: Request, pk: int, need_pk: int) -> HttpResponse:
    need = find_need(request, pk, need_pk)
    if request.method == "POST":
        services.remove_need(need, by=request.user)
        messages.success(request, _("Behovet er tatt bort."))
        return redirect(need.challenge)
    confirmation = Confirmation(
        heading=_("Ta bort behovet"),
        question=_("Behovet står ikke lenger i rommet."),
        action=_("Ta bort"),
        back_url=need.challenge.get_absolute_url(),
        facts=[(_("Behov"), need.text), (_("Enhet"), str(need.unit))],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


# The map of causes ------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def cause_add(request: Request, pk: int) -> HttpResponse:
    challenge = editable(request, pk)
    form = CauseForm(
        request.POST or None,
        places=flat(tree_of(challenge.causes.all())),
        initial={"under": request.GET.get("under", "")},
    )
    done, status = saved(
        form, lambda: services.add_cause(challenge, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Årsaken er lagt til."))
        return redirect(challenge)
    return page_of_form(request, form, _("Ny årsak"), challenge, status)


def find_cause(request: Request, pk: int, cause_pk: int) -> ChallengeCause:
    challenge = editable(request, pk)
    cause = get_object_or_404(challenge.causes, pk=cause_pk)
    cause.challenge = challenge
    return cause


@require_http_methods(["GET", "HEAD", "POST"])
def cause_edit(request: Request, pk: int, cause_pk: int) -> HttpResponse:
    cause = find_cause(request, pk, cause_pk)
    causes = cause.challenge.causes.all()
    not_under = {cause.pk, *below(cause, causes)}
    places = [each for each in flat(tree_of(causes)) if each[1].pk not in not_under]
    form = EditCauseForm(
        request.POST or None, places=places, initial={**vars(cause), "under": cause.under_id}
    )
    done, status = saved(
        form, lambda: services.edit_cause(cause, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Årsaken er lagret."))
        return redirect(cause.challenge)
    return page_of_form(request, form, _("Endre årsaken"), cause.challenge, status)


@require_http_methods(["GET", "HEAD", "POST"])
def cause_remove(request: Request, pk: int, cause_pk: int) -> HttpResponse:
    cause = find_cause(request, pk, cause_pk)
    if request.method == "POST":
        services.remove_cause(cause, by=request.user)
        messages.success(request, _("Årsaken er tatt bort."))
        return redirect(cause.challenge)
    confirmation = Confirmation(
        heading=_("Ta bort årsaken"),
        question=_("Årsakene under den flyttes opp dit den står."),
        action=_("Ta bort"),
        back_url=cause.challenge.get_absolute_url(),
        facts=[(_("Årsak"), cause.text)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
