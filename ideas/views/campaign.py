"""Campaigns: the list, one of them, what became of it, its poster, a new one and its facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
import segno
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.filters import SORTS as IDEA_SORTS
from ideas.forms.campaign import CampaignForm, EditCampaignForm, facts_of
from ideas.models import Idea
from ideas.models.campaign import Campaign
from ideas.queries.campaign import answers_of, became, results_of, with_progress
from ideas.services import campaign as services
from ideas.services.campaign_poster import order_poster, posters_of
from ideas.views import on_idea
from organisation.people.forms import people_to_choose
from organisation.people.models import Person, Role, Unit
from organisation.permissions import authorize
from organisation.web.components import Figure
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved

PLACES = {"apne": 0, "kommer": 1, "stengt": 2}
SORTS = (
    Sort("apne", gettext_lazy("Åpne først"), ("place", "closes_at")),
    Sort("nyest", gettext_lazy("Nyest"), ("-opens_at",)),
    Sort("tittel", gettext_lazy("Tittel"), ("title_key",)),
)


class CampaignFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"),
        method="placed",
        empty_label=gettext_lazy("Alle idésøk"),
        choices=[
            ("apne", gettext_lazy("Åpne nå")),
            ("kommer", gettext_lazy("Åpner senere")),
            ("stengt", gettext_lazy("Stengt")),
        ],
    )
    til = django_filters.ChoiceFilter(
        label=gettext_lazy("Går til"),
        method="put_to",
        empty_label=gettext_lazy("Alle"),
        choices=[("min", gettext_lazy("Min enhet"))],
    )

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()

    def placed(self, rows: QuerySet[Campaign], name: str, value: str) -> QuerySet[Campaign]:
        return rows.filter(place=PLACES[value])  # type: ignore[misc] # with_when

    def put_to(self, rows: QuerySet[Campaign], name: str, value: str) -> QuerySet[Campaign]:
        """Those that ask the person's unit, or everybody."""
        person: Person = self.request.user
        asked = Campaign.objects.filter(audience__unit__in=person.unit.lineage)
        return rows.filter(Q(audience=None) | Q(pk__in=asked.values("pk"))).distinct()


@require_safe
def campaign_list(request: Request) -> HttpResponse:
    asked = Campaign.objects.visible_to(request.user).select_related("unit")
    rows = with_progress(asked.with_when(timezone.now()))
    context = {
        "listing": build_list(request, rows, filterset=CampaignFilter, sorts=SORTS),
        "may_start": request.user.has_perm("ideas.start_campaign"),
    }
    return render_page(request, "ideas/campaign_list.html", context, fragments=["campaign-list"])


def find_campaign(request: Request, pk: int) -> Any:
    rows = Campaign.objects.visible_to(request.user).select_related("unit", "owner", "picture")
    return get_object_or_404(with_progress(rows), pk=pk)


@require_safe
def campaign_page(request: Request, pk: int) -> HttpResponse:
    campaign = find_campaign(request, pk)
    audience = [row.unit for row in campaign.audience.select_related("unit")]
    asked = {unit.pk for unit in audience}
    context = {
        "campaign": campaign,
        "audience": audience,
        "is_asked": not asked or not asked.isdisjoint(request.user.unit.lineage),
        "span": span_of(campaign, request.received_at),
        "questions": campaign.questions.all(),
        "criteria": campaign.criteria.all(),
        "may_edit": request.user.has_perm("ideas.edit_campaign", campaign),
        "may_submit": request.user.has_perm("ideas.submit_idea"),
        "submit_url": submit_url(campaign),
        "open_url": open_url(request, campaign),
    }
    return render_page(request, "ideas/campaign.html", context)


@dataclass(frozen=True)
class Span:
    """How far an open campaign has come, in days of the calendar; the last day counts."""

    gone: int
    days: int

    @property
    def left(self) -> int:
        return self.days - self.gone


def span_of(campaign: Campaign, at: datetime) -> Span | None:
    """None when it is not open."""
    if not campaign.is_open(at):
        return None
    first, last = timezone.localdate(campaign.opens_at), timezone.localdate(campaign.closes_at)
    return Span((timezone.localdate(at) - first).days, (last - first).days)


def submit_url(campaign: Campaign) -> str:
    return f"{reverse('ideas:submit')}?idesok={campaign.pk}"


def open_url(request: Request, campaign: Campaign) -> str:
    """The whole address of the form that needs no account; empty when there is none."""
    if not campaign.open_form:
        return ""
    return request.build_absolute_uri(reverse("ideas:open_form", args=[campaign.open_slug]))


@require_safe
def campaign_results(request: Request, pk: int) -> HttpResponse:
    """What became of every idea the person may read."""
    campaign = find_campaign(request, pk)
    listing = build_list(request, results_of(campaign, request.user), sorts=IDEA_SORTS)
    context = {
        "campaign": campaign,
        "listing": listing,
        "figures": [Figure(each.count, each.words) for each in became(campaign)],
        "today": timezone.localdate(),
    }
    return render_page(request, "ideas/campaign_results.html", context, fragments=["result-list"])


@require_safe
def campaign_poster(request: Request, pk: int) -> HttpResponse:
    """A sheet to print and hang up, with a square code that leads to the form."""
    campaign = find_campaign(request, pk)
    address = poster_address(request, campaign)
    context = {
        "campaign": campaign,
        "address": address,
        "code": square_code(address),
        "posters": posters_of(campaign)[:5],
    }
    return render_page(request, "ideas/campaign_poster.html", context)


def poster_address(request: Request, campaign: Campaign) -> str:
    return open_url(request, campaign) or request.build_absolute_uri(submit_url(campaign))


@require_POST
def campaign_poster_order(request: Request, pk: int) -> HttpResponse:
    """The same sheet as a PDF in A4; whoever sees the campaign may hang it up."""
    campaign = find_campaign(request, pk)
    authorize(request.user, "ideas.view_campaign", campaign)
    address = poster_address(request, campaign)
    return redirect(order_poster(campaign, address=address, by=request.user))


def square_code(address: str) -> str:
    """The address as an inline SVG; black on white whatever colours the page has."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(
        code.svg_inline(
            omitsize=True, dark="#000", light="#fff", title=_("Kode som åpner skjemaet")
        )
    )


def choices_for(request: Request, district_id: int) -> dict[str, Any]:
    units = Unit.objects.active().filter(district=district_id).in_tree_order()
    return {
        "units": units.filter(pk__in=request.user.units_as(Role.ADVISER)),
        "audience": units,
        "people": people_to_choose(district_id),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_start(request: Request) -> HttpResponse:
    authorize(request.user, "ideas.start_campaign")
    form = CampaignForm(
        request.POST or None,
        request.FILES or None,
        initial={"owner": request.user.pk},
        **choices_for(request, request.user.district_id),
    )
    made: list[Campaign] = []

    def save() -> None:
        facts = dict(form.cleaned_data)
        made.append(services.start_campaign(facts.pop("unit"), facts, by=request.user))

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Idésøket er laget. Det åpner og stenger av seg selv."))
        return redirect(made[0])
    context = {
        "form": form,
        "part": {
            "list_words": _("Idésøk"),
            "list_url": "ideas:campaign_list",
            "heading": _("Nytt idésøk"),
            "back_url": reverse("ideas:campaign_list"),
        },
    }
    return render_page(request, "ideas/part_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: Request, pk: int) -> HttpResponse:
    campaign = find_campaign(request, pk)
    authorize(request.user, "ideas.edit_campaign", campaign)
    form = EditCampaignForm(
        request.POST or None,
        request.FILES or None,
        initial=facts_of(campaign),
        has_picture=campaign.picture_id is not None,
        **choices_for(request, campaign.district_id),
    )

    def save() -> None:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        services.edit_campaign(campaign, changes, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Idésøket er lagret."))
        return redirect(campaign)
    context = {
        "form": form,
        "part": {
            "list_words": _("Idésøk"),
            "list_url": "ideas:campaign_list",
            "title": campaign.title,
            "heading": _("Endre idésøket"),
            "back_url": campaign.get_absolute_url(),
        },
    }
    return render_page(request, "ideas/part_form.html", context, status=status)


def campaign_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    return {"campaign_answers": answers_of(idea)}


on_idea.parts["campaign"] = campaign_on_idea
