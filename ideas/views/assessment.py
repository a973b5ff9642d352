"""Assessing one idea, and the scales it is done on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.forms.assessment import AssessForm, ScaleForm
from ideas.models import Idea
from ideas.models.assessment import AssessmentScale, Axis
from ideas.queries.assessment import Assessing, assessing_of, with_assessing
from ideas.services import assessment as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page

# One idea ---------------------------------------------------------------------------------------


def after(request: Request, idea: Idea) -> HttpResponseRedirect:
    """Back to where it was sent from: the work view as it was narrowed, or the idea."""
    place = request.POST.get("siling", "")
    if not place:
        return redirect(idea)
    query = place if place.startswith("?") else f"?ide={idea.pk}"
    return redirect(f"{reverse('ideas:triage')}{query}")


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: Request, pk: int) -> HttpResponse:
    """One's own assessment, on every scale in use; others' are seen after it is given."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.assess_idea", idea)
    known = assessing_of(idea, request.user)
    form = AssessForm(request.POST or None, scales=known.scales, mine=known.mine)
    status = None
    if form.is_valid():
        try:
            services.assess(
                idea,
                form.scores,
                note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except Stale as stale:
            form.carry_version(stale.current)
            form.add_error(None, stale.message)
            status = 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Vurderingen din er lagret."))
            return after(request, idea)
    context = {
        "idea": idea,
        "form": form,
        "known": known,
        "siling": request.POST.get("siling", ""),
        "may_keep_scales": request.user.has_perm("ideas.keep_scales", idea),
    }
    return render_page(request, "ideas/assess.html", context, status=status)


def assessment_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    """The part of the idea's page; only for those who assess it."""
    if not request.user.has_perm("ideas.assess_idea", idea):
        return {}
    known = assessing_of(idea, request.user)
    return {"assessing": known, "may_assess": idea.is_unanswered and bool(known.scales)}


def panel_form(known: Assessing) -> AssessForm | None:
    """The form beside the list; None when the district has no scales."""
    return AssessForm(scales=known.scales, mine=known.mine) if known.scales else None


on_idea.parts["assessment"] = assessment_on_idea
on_idea.reads["assessment"] = with_assessing

# Scales -----------------------------------------------------------------------------------------


@require_safe
def scale_list(request: Request) -> HttpResponse:
    """The scales of one's district with all their words, those in use first."""
    district = request.user.district
    scales = list(
        AssessmentScale.objects.visible_to(request.user)
        .filter(district=district)
        .prefetch_related("steps")
        .order_by("-is_active", "position", "pk")
    )
    used = [scale for scale in scales if scale.is_active]
    context = {
        "groups": [(axis.label, [scale for scale in used if scale.axis == axis]) for axis in Axis],
        "has_scales": bool(scales),
        "retired": [scale for scale in scales if not scale.is_active],
        "may_keep": request.user.has_perm("ideas.keep_scales", district),
    }
    return render_page(request, "ideas/scale_list.html", context)


@require_POST
def scales_standard(request: Request) -> HttpResponse:
    district = request.user.district
    authorize(request.user, "ideas.keep_scales", district)
    services.make_standard_scales(district, by=request.user)
    messages.success(request, _("Bydelen har fått et sett med skalaer. Endre dem som du vil."))
    return redirect("ideas:scale_list")


@require_http_methods(["GET", "HEAD", "POST"])
def scale_add(request: Request) -> HttpResponse:
    district = request.user.district
    authorize(request.user, "ideas.keep_scales", district)
    form = ScaleForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_scale(district, form.facts, form.steps, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Skalaen er lagt til."))
            return redirect("ideas:scale_list")
    return render_page(request, "ideas/scale_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def scale_edit(request: Request, pk: int) -> HttpResponse:
    scale = scale_to_keep(request, pk)
    form = ScaleForm(request.POST or None, scale=scale)
    status = None
    if form.is_valid():
        try:
            services.edit_scale(
                scale,
                form.facts,
                form.steps,
                version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except Stale as stale:
            form.was_overtaken(stale.current)
            status = 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Skalaen er endret."))
            return redirect("ideas:scale_list")
    context = {"form": form, "scale": scale, "uses": scale.scores.count()}
    return render_page(request, "ideas/scale_form.html", context, status=status)


def scale_to_keep(request: Request, pk: int) -> AssessmentScale:
    scales = AssessmentScale.objects.visible_to(request.user).prefetch_related("steps")
    scale: AssessmentScale = get_object_or_404(scales, pk=pk)
    authorize(request.user, "ideas.keep_scales", scale)
    return scale


@require_http_methods(["GET", "HEAD", "POST"])
def scale_remove(request: Request, pk: int) -> HttpResponse:
    """A scale somebody has used is taken out of use; one nobody has used is deleted."""
    scale = scale_to_keep(request, pk)
    uses = scale.scores.count()
    if request.method == "POST":
        retired = services.remove_scale(scale, by=request.user)
        messages.success(
            request, _("Skalaen er tatt ut av bruk.") if retired else _("Skalaen er slettet.")
        )
        return redirect("ideas:scale_list")
    confirmation = Confirmation(
        heading=_("Ta ut skalaen"),
        question=_(
            "Vurderinger som er gitt, beholder verdiene sine. Nye vurderinger bruker den ikke."
        )
        if uses
        else _("Ingen har brukt skalaen, så den blir slettet."),
        facts=[(_("Skala"), scale.name), (_("Brukt i"), str(uses))],
        action=_("Ta ut av bruk") if uses else _("Slett"),
        back_url=reverse("ideas:scale_list"),
        is_dangerous=not uses,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_POST
def scale_bring_back(request: Request, pk: int) -> HttpResponse:
    scale = scale_to_keep(request, pk)
    services.bring_back_scale(scale, by=request.user)
    messages.success(request, _("Skalaen er i bruk igjen."))
    return redirect("ideas:scale_list")
