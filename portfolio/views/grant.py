"""Pots outside the district, and one project's applications to them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.lifecycle import open_steps
from organisation.people.models import Role
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.grant import (
    EditApplicationForm,
    EditPotForm,
    GrantedForm,
    NewApplicationForm,
    PotFilter,
    PotForm,
    RefusedForm,
    SentForm,
    WithdrawForm,
)
from portfolio.lifecycle.money import GRANT_STEPS, GrantState
from portfolio.models import GrantApplication, GrantPot, Project
from portfolio.services import grant as services
from portfolio.views.fund import KEEPERS, district_kept_by
from portfolio.views.money import funds_of
from portfolio.views.pages import find_project, sections_of

SORTS = (
    Sort("frist", gettext_lazy("Frist"), ("deadline",)),
    Sort("navn", gettext_lazy("Navn"), ("name_key",)),
)
POT_KEEPERS = (Role.ADVISER, *KEEPERS)
# The word in the address of each step of an application.
STEP_OF = {"sendt": "send", "innvilget": "grant", "avslatt": "refuse", "trekk": "withdraw"}
WORD_OF = {step: word for word, step in STEP_OF.items()}


# --- The register ---------------------------------------------------------------------------------


@require_GET
def pot_list(request: Request) -> HttpResponse:
    return render_page(
        request,
        "portfolio/pot_list.html",
        {
            "listing": build_list(
                request, GrantPot.objects.visible_to(request.user), filterset=PotFilter, sorts=SORTS
            ),
            "today": timezone.localdate(),
            "may_keep": any(
                set(request.user.grants.districts) & request.user.units_as(role)
                for role in POT_KEEPERS
            ),
        },
        fragments=["pot-list"],
    )


@require_http_methods(["GET", "POST"])
def pot_add(request: Request) -> HttpResponse:
    district = district_kept_by(request.user, POT_KEEPERS)
    authorize(request.user, "portfolio.keep_pots", district)
    form = PotForm(request.POST or None)
    if form.is_valid():
        try:
            pot = services.add_pot(district, form.facts(), by=request.user)
        except DomainError as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _("Potten er lagt inn."))
            return redirect(pot)
    return render_page(request, "portfolio/pot_form.html", {"form": form})


def find_pot(request: Request, pk: int) -> GrantPot:
    return get_object_or_404(GrantPot.objects.visible_to(request.user), pk=pk)


@require_GET
def pot_page(request: Request, pk: int) -> HttpResponse:
    pot = find_pot(request, pk)
    applications = GrantApplication.objects.visible_to(request.user).filter(pot=pot).with_places()
    return render_page(
        request,
        "portfolio/pot.html",
        {
            "pot": pot,
            "applications": list(applications),
            "is_open": pot.is_open(timezone.localdate()),
            "may_keep": request.user.has_perm("portfolio.keep_pots", pot),
        },
    )


@require_http_methods(["GET", "POST"])
def pot_edit(request: Request, pk: int) -> HttpResponse:
    pot = find_pot(request, pk)
    authorize(request.user, "portfolio.keep_pots", pot)
    form = EditPotForm(request.POST or None, initial=vars(pot))

    def save() -> None:
        services.edit_pot(pot, form.facts(), version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Potten er lagret."))
        return redirect(pot)
    return render_page(
        request, "portfolio/pot_form.html", {"form": form, "pot": pot}, status=status
    )


# --- A project's applications ---------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def grant_add(request: Request, slug: str) -> HttpResponse:
    """`?pott=` chooses the pot beforehand."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.apply_grant", project)
    pots = GrantPot.objects.filter(district=project.district_id).open_on(timezone.localdate())
    form = NewApplicationForm(
        request.POST or None,
        pots=pots.order_by("name_key"),
        initial={"pot": request.GET.get("pott")},
    )
    if form.is_valid():
        facts = form.facts()
        try:
            application = services.plan_application(
                project, facts.pop("pot"), by=request.user, **facts
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Søknaden er lagt inn. Meld fra her når den er sendt."))
            return redirect(application)
    return render_page(request, "portfolio/grant_form.html", {"project": project, "form": form})


def find_application(request: Request, slug: str, pk: int) -> GrantApplication:
    project = find_project(request, slug)
    application = get_object_or_404(GrantApplication.objects.with_places(), pk=pk, project=project)
    application.project = project
    return application


@require_GET
def grant_page(request: Request, slug: str, pk: int) -> HttpResponse:
    application = find_application(request, slug, pk)
    may = request.user.has_perm("portfolio.apply_grant", application.project)
    steps = [
        (step.label, WORD_OF[name], name == "withdraw")
        for name, step in open_steps(GRANT_STEPS, application.state)
        if may
    ]
    return render_page(
        request,
        "portfolio/grant.html",
        {
            "project": application.project,
            "sections": sections_of(application.project, "money"),
            "grant": application,
            "is_late": application.is_late(timezone.localdate()),
            "steps": steps,
            "may_edit": may and application.state in (GrantState.PLANNED, GrantState.SENT),
        },
    )


@require_http_methods(["GET", "POST"])
def grant_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    application = find_application(request, slug, pk)
    authorize(request.user, "portfolio.apply_grant", application.project)
    form = EditApplicationForm(request.POST or None, initial=vars(application))
    return answer(
        request,
        application,
        form,
        lambda facts: services.edit_application(
            application, facts, version=facts.pop("version"), by=request.user
        ),
        heading=_("Endre søknaden"),
        action=_("Lagre"),
        done=_("Søknaden er lagret."),
    )


@require_http_methods(["GET", "POST"])
def grant_step(request: Request, slug: str, pk: int, word: str) -> HttpResponse:
    application = find_application(request, slug, pk)
    authorize(request.user, "portfolio.apply_grant", application.project)
    if word not in STEP_OF:
        raise Http404
    step = GRANT_STEPS[STEP_OF[word]]
    if application.state not in step.sources:
        return render_page(
            request,
            "409.html",
            {
                "message": _("Steget passer ikke i denne tilstanden."),
                "back_url": application.get_absolute_url(),
            },
            status=409,
        )
    form = step_form(request, word, application)
    return answer(
        request,
        application,
        form,
        lambda facts: verbs(request, application)[word](**facts),
        heading=str(step.label),
        action=str(step.label),
        done=_("Søknaden er oppdatert."),
    )


def step_form(request: Request, word: str, application: GrantApplication) -> Any:
    today = timezone.localdate()
    data = request.POST or None
    initial = {"version": application.version, "sent_on": today, "answered_on": today}
    if word == "innvilget":
        project: Project = application.project
        more = {"granted_nok": application.applied_nok, "year": today.year}
        return GrantedForm(data, funds=funds_of(project), initial={**initial, **more})
    kinds = {"sendt": SentForm, "avslatt": RefusedForm, "trekk": WithdrawForm}
    return kinds[word](data, initial=initial)


def verbs(request: Request, application: GrantApplication) -> dict[str, Callable[..., Any]]:
    by = request.user
    return {
        "sendt": lambda **facts: services.send_application(application, by=by, **facts),
        "innvilget": lambda **facts: services.grant_application(application, by=by, **facts),
        "avslatt": lambda **facts: services.refuse_application(application, by=by, **facts),
        "trekk": lambda **facts: services.withdraw_application(application, by=by, **facts),
    }


def answer(
    request: Request,
    application: GrantApplication,
    form: Any,
    save: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    action: str,
    done: str,
) -> HttpResponse:
    """Carry out what the form asks for, or show it with what was wrong."""

    def take_step() -> None:
        facts = form.facts() if hasattr(form, "facts") else dict(form.cleaned_data)
        facts["version"] = form.cleaned_data["version"]
        save(facts)

    is_saved, status = saved(form, take_step)
    if is_saved:
        messages.success(request, done)
        return redirect(application)
    return render_page(
        request,
        "portfolio/grant_step.html",
        {
            "project": application.project,
            "grant": application,
            "form": form,
            "step_heading": heading,
            "step_action": action,
        },
        status=status,
    )
