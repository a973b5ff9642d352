"""Phase models: which phases and gates new projects get."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.forms.phase_model import GateRows, ModelForm, PhaseRows, initial_of, plan_in
from portfolio.lifecycle import Profile
from portfolio.models.phase_model import PhaseModel
from portfolio.services.phase_model import (
    faults_in,
    install_phase_models,
    publish_phase_model,
)
from portfolio.views.deciders import district_of


@require_GET
def model_list(request: Request) -> HttpResponse:
    """The newest of each profile, and the versions before it."""
    authorize(request.user, "portfolio.administer_gates")
    district = district_of(request)
    install_phase_models(district)
    models = list(
        PhaseModel.objects.filter(district=district)
        .select_related("published_by")
        .prefetch_related("phases", "gates")
        .order_by("-number")
    )
    profiles = [
        (profile, [each for each in models if each.profile == profile]) for profile in Profile
    ]
    return render_page(request, "portfolio/phase_model_list.html", {"profiles": profiles})


@require_GET
def model_page(request: Request, pk: int) -> HttpResponse:
    """One version as projects of it go through it."""
    model = get_object_or_404(PhaseModel.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "portfolio.view_phasemodel", model)
    return render_page(
        request,
        "portfolio/phase_model.html",
        {
            "model": model,
            "phases": model.phases.all(),
            "gates": model.gates.select_related("ends", "opens"),
            "may_edit": request.user.has_perm("portfolio.administer_gates"),
        },
    )


@require_http_methods(["GET", "POST"])
def model_edit(request: Request, profile: str) -> HttpResponse:
    """A new version, made from the newest; it is shown as a line of steps before it is used."""
    authorize(request.user, "portfolio.administer_gates")
    if profile not in Profile.values:
        raise Http404
    district = district_of(request)
    install_phase_models(district)
    newest = PhaseModel.objects.newest(district.pk, profile)
    assert newest is not None
    known, data = initial_of(newest), request.POST or None
    phases = PhaseRows(data, initial=known["phases"])
    gates = GateRows(data, initial=known["gates"])
    context: dict[str, Any] = {"newest": newest, "profile": Profile(profile)}
    if phases.is_changing_rows or gates.is_changing_rows:
        return show_form(request, context, *as_typed(request, phases, gates))
    form = ModelForm(data, initial=known["model"])
    if data is None:
        return show_form(request, context, form, phases, gates)
    if not (form.is_valid() and phases.is_valid() and gates.is_valid()):
        return show_form(request, context, form, phases, gates, status=422)
    plan = plan_in(form.cleaned_data["name"], phases.filled(), gates.filled())
    context |= {"plan": plan, "faults": faults_in(plan)}
    is_final = "publish" in data and not context["faults"]
    if is_final and (done := publish(request, district, profile, plan, form)):
        return done
    status = 422 if context["faults"] else None
    return show_form(request, context, form, phases, gates, status=status)


def show_form(
    request: Request,
    context: dict[str, Any],
    form: Any,
    phases: Any,
    gates: Any,
    *,
    status: int | None = None,
) -> HttpResponse:
    return render_page(
        request,
        "portfolio/phase_model_form.html",
        {**context, "form": form, "phases": phases, "gates": gates},
        status=status,
    )


def as_typed(request: Request, phases: Any, gates: Any) -> tuple[Any, Any, Any]:
    """Rows were added, moved or taken away: everything comes back as it was typed."""
    data = request.POST
    if not phases.is_changing_rows:
        phases = PhaseRows(initial=PhaseRows.rows_in(data, PhaseRows.get_default_prefix()))
    if not gates.is_changing_rows:
        gates = GateRows(initial=GateRows.rows_in(data, GateRows.get_default_prefix()))
    return ModelForm(initial=data.dict()), phases, gates


def publish(
    request: Request, district: Any, profile: str, plan: Any, form: ModelForm
) -> HttpResponse | None:
    try:
        made = publish_phase_model(
            district, profile, plan, number=form.cleaned_data["number"], by=request.user
        )
    except DomainError as refused:
        form.add_error(None, refused.message)
        return None
    messages.success(
        request,
        _("%(model)s er tatt i bruk. Den gjelder for prosjekter som starter fra nå.")
        % {"model": made},
    )
    return redirect("portfolio:phase_models")
