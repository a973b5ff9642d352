"""Service areas, strategies and partners: one way to list, read and keep each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation import registries
from organisation.errors import DomainError
from organisation.people import services
from organisation.people.forms import (
    GoalForm,
    PartnerForm,
    RegisterForm,
    ServiceAreaForm,
    StrategyForm,
)
from organisation.people.models import Partner, PartnerKind, ServiceArea, Strategy, StrategyGoal
from organisation.permissions import authorize
from organisation.registries import Row
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved


class NameFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Navn"), field_name="name", lookup_expr="icontains"
    )


class TitleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Tittel"), field_name="title", lookup_expr="icontains"
    )


class PartnerFilter(NameFilter):
    slag = django_filters.ChoiceFilter(
        label=gettext_lazy("Slag"),
        field_name="kind",
        choices=PartnerKind.choices,
        empty_label=gettext_lazy("Alle"),
    )


@dataclass(frozen=True)
class Register:
    """What differs between the registers; `name` stands in URL names and templates."""

    name: str
    model: type[Model]
    form: type[RegisterForm]
    filterset: type[django_filters.FilterSet]
    key: str
    title: str | Promise
    lead: str | Promise
    new: str | Promise
    empty: str | Promise
    # What a row takes part in, told by the floors above: (row, person) -> rows.
    work: Iterable[Callable[[Any, Any], Iterable[Row]]] = ()

    def visible_to(self, person: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.visible_to(person)  # type: ignore[attr-defined]
        return rows


SERVICE_AREAS = Register(
    name="service_area",
    model=ServiceArea,
    form=ServiceAreaForm,
    filterset=NameFilter,
    key="name_key",
    title=gettext_lazy("Tjenesteområder"),
    lead=gettext_lazy("Feltene idéer og prosjekter sorteres etter."),
    new=gettext_lazy("Nytt tjenesteområde"),
    empty=gettext_lazy("Ingen tjenesteområder ennå. De hjelper folk å finne idéer som ligner."),
)
STRATEGIES = Register(
    name="strategy",
    model=Strategy,
    form=StrategyForm,
    filterset=TitleFilter,
    key="title_key",
    title=gettext_lazy("Strategier"),
    lead=gettext_lazy("Vedtatte planer som prosjektene svarer på."),
    new=gettext_lazy("Ny strategi"),
    empty=gettext_lazy("Ingen strategier ennå. Legg inn planen prosjektene bygger på."),
)
PARTNERS = Register(
    name="partner",
    model=Partner,
    form=PartnerForm,
    filterset=PartnerFilter,
    key="name_key",
    title=gettext_lazy("Samarbeidsparter"),
    lead=gettext_lazy("Organisasjonene vi arbeider sammen med."),
    new=gettext_lazy("Ny samarbeidspart"),
    empty=gettext_lazy("Ingen samarbeidsparter ennå."),
    work=registries.partner_work,
)


@require_GET
def register_list(request: Request, register: Register) -> HttpResponse:
    sorts = [Sort("navn", gettext_lazy("Navn"), (register.key,))]
    listing = build_list(
        request, register.visible_to(request.user), sorts=sorts, filterset=register.filterset
    )
    return render_page(
        request,
        "people/register_list.html",
        {
            "register": register,
            "listing": listing,
            "may_change": request.user.has_perm("people.change_register", request.user.district),
        },
        fragments=["register-list"],
    )


@require_GET
def register_detail(request: Request, register: Register, pk: int) -> HttpResponse:
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    return render_page(
        request,
        f"people/{register.name}.html",
        {
            "register": register,
            "row": row,
            "work": [each for tell in register.work for each in tell(row, request.user)],
            "may_change": request.user.has_perm("people.change_register", row),
        },
    )


@require_http_methods(["GET", "POST"])
def register_add(request: Request, register: Register) -> HttpResponse:
    authorize(request.user, "people.change_register", request.user.district)
    form = register.form(request.POST or None, district=request.user.district)
    if form.is_valid():
        row = services.save_register(form.save(commit=False), by=request.user)
        messages.success(request, _("Lagret."))
        return redirect(row)
    return render_page(
        request, "people/register_form.html", {"form": form, "register": register, "row": None}
    )


@require_http_methods(["GET", "POST"])
def register_edit(request: Request, register: Register, pk: int) -> HttpResponse:
    row = get_object_or_404(register.visible_to(request.user).select_related("district"), pk=pk)
    authorize(request.user, "people.change_register", row)
    name = str(row)
    form = register.form(
        request.POST or None,
        instance=row,
        district=row.district,
        initial={"version": row.version},
    )

    def save() -> None:
        changed = form.save(commit=False)
        services.save_register(changed, version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Lagret."))
        return redirect(row)
    return render_page(
        request,
        "people/register_form.html",
        {"form": form, "register": register, "row": row, "name": name},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def register_close(request: Request, register: Register, pk: int) -> HttpResponse:
    """Take a row out of use, or into use again; what points to it stays."""
    row = get_object_or_404(register.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_register", row)
    if request.method == "POST":
        services.turn_register(row, by=request.user)
        messages.success(request, _("Lagret."))
        return redirect(row)
    confirmation = Confirmation(
        heading=_("Ta «%(name)s» ut av bruk?") % {"name": row}
        if row.is_active
        else _("Ta «%(name)s» i bruk igjen?") % {"name": row},
        question=_("Det kan ikke velges på nytt, men blir stående der det alt er brukt.")
        if row.is_active
        else _("Det kan velges igjen."),
        action=_("Ta ut av bruk") if row.is_active else _("Ta i bruk"),
        back_url=row.get_absolute_url(),
        is_dangerous=row.is_active,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def goal_edit(request: Request, pk: int, goal_pk: int | None = None) -> HttpResponse:
    """Add a goal to a strategy, or change one."""
    strategy = get_object_or_404(Strategy.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_register", strategy)
    goal = get_object_or_404(strategy.goals, pk=goal_pk) if goal_pk else None
    form = GoalForm(request.POST or None, instance=goal, strategy=strategy)
    if form.is_valid():
        services.save_goal(form.save(commit=False), by=request.user)
        messages.success(request, _("Målet er lagret."))
        return redirect(strategy)
    return render_page(
        request, "people/goal_form.html", {"form": form, "strategy": strategy, "goal": goal}
    )


@require_http_methods(["GET", "POST"])
def goal_remove(request: Request, pk: int, goal_pk: int) -> HttpResponse:
    goal = get_object_or_404(
        StrategyGoal.objects.visible_to(request.user).select_related("strategy"),
        pk=goal_pk,
        strategy=pk,
    )
    authorize(request.user, "people.change_register", goal.strategy)
    if request.method == "POST":
        try:
            services.remove_goal(goal, by=request.user)
        except ProtectedError:
            messages.error(request, _("Prosjekter peker på målet, så det kan ikke tas bort."))
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Målet er tatt bort."))
        return redirect(goal.strategy)
    confirmation = Confirmation(
        heading=_("Ta bort målet?"),
        question=str(goal),
        action=_("Ta bort målet"),
        back_url=goal.strategy.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
