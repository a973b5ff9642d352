"""The decider table, for administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.people.models import Role, Unit
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio import services
from portfolio.forms.deciders import (
    DeciderRuleForm,
    EndRuleForm,
    ReplaceRuleForm,
    TwoStepForm,
)
from portfolio.models import DeciderRule
from portfolio.models.deciders import PortfolioBoardMember, TwoStepDemand


def district_of(request: Request) -> Unit:
    """The district whose table this person keeps: the own one, else the first."""
    kept = request.user.units_as(Role.ADMINISTRATOR)
    districts = Unit.objects.filter(parent=None, pk__in=kept)
    if request.user.district_id in kept:
        districts = districts.filter(pk=request.user.district_id)
    district: Unit = get_object_or_404(districts.order_by("pk")[:1])
    return district


def units_of(district: Unit) -> list[Unit]:
    """The units a power may be limited to, in the order of the tree."""
    below = Unit.objects.filter(district=district).exclude(pk=district.pk)
    return list(below.active().in_tree_order())


def find_rule(request: Request, pk: int) -> DeciderRule:
    rule = get_object_or_404(DeciderRule.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "portfolio.change_deciderrule", rule)
    return rule


@require_GET
def decider_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_deciders")
    today = timezone.localdate()
    district = district_of(request)
    rules = list(
        DeciderRule.objects.filter(district=district)
        .select_related("unit")
        .order_by("-starts_on", "-number")
    )
    demanded = list(TwoStepDemand.objects.filter(district=district).values_list("level", flat=True))
    return render_page(
        request,
        "portfolio/decider_list.html",
        {
            "rules": [rule for rule in rules if rule.ends_on is None or rule.ends_on > today],
            "ended": [rule for rule in rules if rule.ends_on and rule.ends_on <= today],
            "members": PortfolioBoardMember.objects.filter(district=district).select_related(
                "person"
            ),
            "two_step_form": TwoStepForm(initial={"levels": demanded}),
        },
    )


@require_http_methods(["GET", "POST"])
def decider_add(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_deciders")
    district = district_of(request)
    form = DeciderRuleForm(
        request.POST or None,
        units=units_of(district),
        initial={"starts_on": timezone.localdate()},
    )
    if form.is_valid():
        services.add_decider_rule(
            district, form.line(), starts_on=form.cleaned_data["starts_on"], by=request.user
        )
        messages.success(request, _("Fullmakten er lagt inn."))
        return redirect("portfolio:deciders")
    return render_page(request, "portfolio/decider_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def decider_replace(request: Request, pk: int) -> HttpResponse:
    rule = find_rule(request, pk)
    form = ReplaceRuleForm(
        request.POST or None,
        units=units_of(rule.district),
        initial={**vars(rule), "unit": rule.unit_id, "starts_on": timezone.localdate()},
    )
    return change(
        request,
        rule,
        form,
        "portfolio/decider_form.html",
        lambda: services.replace_decider_rule(
            rule,
            form.line(),
            starts_on=form.cleaned_data["starts_on"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )


@require_http_methods(["GET", "POST"])
def decider_end(request: Request, pk: int) -> HttpResponse:
    rule = find_rule(request, pk)
    form = EndRuleForm(request.POST or None, initial={"version": rule.version})
    return change(
        request,
        rule,
        form,
        "portfolio/decider_end.html",
        lambda: services.end_decider_rule(rule, by=request.user, **form.cleaned_data),
    )


def change(
    request: Request, rule: DeciderRule, form: Any, template: str, save: Any
) -> HttpResponse:
    """Save a change of a line, or show its form with what was wrong."""
    if form.is_valid():
        try:
            save()
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Fullmakten er endret. Gamle beslutninger står."))
            return redirect("portfolio:deciders")
    return render_page(request, template, {"form": form, "rule": rule})
