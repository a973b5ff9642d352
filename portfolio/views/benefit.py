"""The benefits of a project: the plan, the measurements, and how far it has come."""

from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation, Figure
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.benefit import (
    BenefitForm,
    MeasureForm,
    NewBenefitForm,
    PointFields,
    PointForm,
    WithdrawForm,
)
from portfolio.forms.fields import colleagues_of
from portfolio.lifecycle.benefit import BenefitKind, BenefitLevel, BenefitState
from portfolio.models import Action, Benefit, BenefitPoint, Project
from portfolio.queries import benefit as queries
from portfolio.services import benefit as services
from portfolio.views.pages import find_project, sections_of

SORTS = (
    Sort("plan", gettext_lazy("Planen"), ("state", "is_disbenefit")),
    Sort("neste", gettext_lazy("Neste måling"), ("next_due",)),
    Sort("tittel", gettext_lazy("Tittel"), ("title",)),
)


class BenefitFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"), choices=BenefitKind, empty_label=gettext_lazy("Alle")
    )
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Nivå"), choices=BenefitLevel, empty_label=gettext_lazy("Alle")
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tilstand"), choices=BenefitState, empty_label=gettext_lazy("Alle")
    )

    class Meta:
        model = Benefit
        fields = ("kind", "level", "state")


@require_GET
@shows_any_day
def benefit_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    today = days.today()
    listing = build_list(
        request,
        Benefit.objects.filter(project=project)
        .with_latest(today)
        .with_next_due()
        .select_related("owner"),
        filterset=BenefitFilter,
        sorts=SORTS,
    )
    for benefit in listing:
        benefit.project = project
        benefit.share_words = queries.share_words(queries.annotated_share(benefit))
    rows = queries.sums([project], today)
    return render_page(
        request,
        "portfolio/benefit_list.html",
        {
            "project": project,
            "sections": sections_of(project, "benefits"),
            "listing": listing,
            "sums": [row for row in rows if row.kind.adds_up],
            "figures": figures_of(rows),
            "today": today,
            "may_edit": request.user.has_perm("portfolio.edit_benefit", project),
        },
        fragments=["benefit-list"],
    )


def figures_of(rows: list[queries.KindSum]) -> list[Figure]:
    return [
        Figure(sum(row.count for row in rows), _("gevinster")),
        Figure(sum(row.measured for row in rows), _("er målt")),
        Figure(sum(row.without_baseline for row in rows), _("mangler nullpunkt")),
    ]


def find_benefit(project: Project, pk: int) -> Benefit:
    benefit = get_object_or_404(queries.benefit_with_points(project, pk))
    benefit.project = project
    for point in benefit.points.all():
        point.benefit = benefit
    return benefit


@require_GET
@shows_any_day
def benefit_page(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    today = days.today()
    actions = Action.objects.filter(benefit=benefit).select_related("owner").order_by("due", "pk")
    person = request.user
    return render_page(
        request,
        "portfolio/benefit.html",
        {
            "project": project,
            "sections": sections_of(project, "benefits"),
            "benefit": benefit,
            "points": [
                (point, queries.deviation_words(point), measures(person, point))
                for point in benefit.points.all()
            ],
            "chart": queries.plan_chart(benefit, today),
            "share_words": queries.share_words(queries.realised_share(benefit, today)),
            "latest": benefit.last_measured(today),
            "actions": actions,
            "today": today,
            "may_edit": person.has_perm("portfolio.edit_benefit", benefit),
            "may_act": person.has_perm("portfolio.add_action", project),
        },
    )


def measures(person: Any, point: BenefitPoint) -> bool:
    return point.benefit.is_active and person.has_perm("portfolio.measure_benefit", point)


@require_GET
def benefit_history(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    return render_page(
        request,
        "portfolio/benefit_history.html",
        {"project": project, "benefit": benefit, "changes": queries.history_of(benefit)},
    )


@require_http_methods(["GET", "POST"])
def benefit_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_benefit", project)
    people = colleagues_of(project.district)
    form = NewBenefitForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            benefit = services.add_benefit(
                project, form.facts(), points=form.points(), by=request.user
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Gevinsten er lagt inn."))
            return redirect(benefit)
    return render_page(
        request,
        "portfolio/benefit_form.html",
        {"project": project, "form": form, "benefit": None},
    )


@require_http_methods(["GET", "POST"])
def benefit_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    authorize(request.user, "portfolio.edit_benefit", benefit)
    form = BenefitForm(
        request.POST or None,
        people=colleagues_of(project.district),
        initial={**vars(benefit), "owner": benefit.owner_id},
    )

    def save() -> None:
        services.edit_benefit(
            benefit, form.facts(), version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Gevinsten er lagret."))
        return redirect(benefit)
    return render_page(
        request,
        "portfolio/benefit_form.html",
        {"project": project, "form": form, "benefit": benefit},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def benefit_withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    authorize(request.user, "portfolio.edit_benefit", benefit)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw_benefit(benefit, why=form.cleaned_data["why"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Gevinsten er tatt ut av planen."))
            return redirect(benefit)
    question = _(
        "Gevinsten teller ikke med lenger, og ingen blir spurt om å måle den. Det som er målt, "
        "står der fortsatt, og den kan tas inn igjen."
    )
    confirmation = Confirmation(
        heading=_("Ta ut «%(title)s»?") % {"title": benefit.title},
        question=question,
        action=_("Ta ut gevinsten"),
        back_url=benefit.get_absolute_url(),
    )
    return render_page(
        request, "components/confirm.html", {"confirmation": confirmation, "form": form}
    )


@require_POST
def benefit_restore(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    authorize(request.user, "portfolio.edit_benefit", benefit)
    services.restore_benefit(benefit, by=request.user)
    messages.success(request, _("Gevinsten er med i planen igjen."))
    return redirect(benefit)


# --- Measuring points -----------------------------------------------------------------------------


def find_point(request: Request, slug: str, pk: int, number: int) -> BenefitPoint:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    point = get_object_or_404(benefit.points.select_related("measurer"), number=number)
    point.benefit = benefit
    return point


@require_http_methods(["GET", "POST"])
def point_add(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    benefit = find_benefit(project, pk)
    authorize(request.user, "portfolio.edit_benefit", benefit)
    form = PointFields(request.POST or None, people=colleagues_of(project.district))
    if form.is_valid():
        try:
            services.add_point(benefit, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error("due", refused.message)
        else:
            messages.success(request, _("Målepunktet er lagt til."))
            return redirect(benefit)
    return render_page(
        request,
        "portfolio/benefit_point_form.html",
        {"project": project, "benefit": benefit, "form": form},
    )


@require_http_methods(["GET", "POST"])
def point_edit(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    point = find_point(request, slug, pk, number)
    authorize(request.user, "portfolio.edit_benefit", point)
    benefit = point.benefit
    form = PointForm(
        request.POST or None,
        people=colleagues_of(benefit.project.district),
        initial={**vars(point), "measurer": point.measurer_id},
    )

    def save() -> None:
        services.edit_point(point, by=request.user, **form.cleaned_data)

    done, status = saved(form, save, refused_at="due")
    if done:
        messages.success(request, _("Målepunktet er lagret."))
        return redirect(benefit)
    return render_page(
        request,
        "portfolio/benefit_point_form.html",
        {"project": benefit.project, "benefit": benefit, "point": point, "form": form},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def point_remove(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    point = find_point(request, slug, pk, number)
    authorize(request.user, "portfolio.edit_benefit", point)
    if request.method == "POST":
        try:
            services.remove_point(point, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Målepunktet er fjernet."))
        return redirect(point.benefit)
    confirmation = Confirmation(
        heading=_("Fjerne målingen %(day)s?") % {"day": f"{point.due:%d.%m.%Y}"},
        question=_("Ingen blir spurt den dagen. Lenker som er sendt, åpner ikke noe lenger."),
        action=_("Fjern målepunktet"),
        back_url=point.benefit.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def point_measure(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    point = find_point(request, slug, pk, number)
    authorize(request.user, "portfolio.measure_benefit", point)
    benefit = point.benefit
    form = MeasureForm(
        request.POST or None,
        question=benefit.indicator,
        unit=benefit.unit_words,
        initial={**vars(point), "on": point.measured_on or days.today()},
    )

    def save() -> None:
        services.measure(point, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Målingen er lagret."))
        return redirect(benefit)
    return render_page(
        request,
        "portfolio/benefit_measure.html",
        {
            "project": benefit.project,
            "benefit": benefit,
            "point": point,
            "form": form,
            "back_url": reverse("portfolio:benefit", args=[slug, pk]),
        },
        status=status,
    )
