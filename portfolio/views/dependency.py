"""Systems, data sources, programmes and standards: the district's register, and a project's use."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.people.models import Role, Unit
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.dependency import (
    EditDependencyForm,
    EditUseForm,
    NewDependencyForm,
    UseForm,
)
from portfolio.lifecycle.dependency import DependencyKind, DependencyStatus
from portfolio.models import Dependency, DependencyUse, Project
from portfolio.services import dependency as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part

SORTS = (
    Sort("navn", gettext_lazy("Navn"), ("name_key",)),
    Sort("prosjekter", gettext_lazy("Flest prosjekter"), ("-touched_by", "name_key")),
    Sort("sjekket", gettext_lazy("Lengst siden sjekket"), ("checked_on", "name_key")),
)
KEEPING_ROLES = (Role.ADVISER, Role.ADMINISTRATOR)


class DependencyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Navn eller eier"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Slag"), choices=DependencyKind, empty_label=gettext_lazy("Alle")
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=DependencyStatus, empty_label=gettext_lazy("Alle")
    )
    show = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"),
        choices=[
            ("shared", gettext_lazy("Flere prosjekter på samme")),
            ("stale", gettext_lazy("Ikke sjekket på et år")),
        ],
        empty_label=gettext_lazy("Alle"),
        method="narrow",
    )

    class Meta:
        model = Dependency
        fields = ("q", "kind", "status", "show")

    def search(self, rows: QuerySet[Dependency], name: str, value: str) -> QuerySet[Dependency]:
        return rows.filter(Q(name__icontains=value) | Q(owner__icontains=value))

    def narrow(self, rows: Any, name: str, value: str) -> Any:
        if value == "shared":
            return rows.filter(touched_by__gt=1)
        return rows.stale(timezone.localdate())


# --- The register of the district -----------------------------------------------------------------


@require_GET
def dependency_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_projects")
    rows = Dependency.objects.visible_to(request.user).with_projects(request.user)
    today = timezone.localdate()
    listing = build_list(request, rows, sorts=SORTS, filterset=DependencyFilter)
    return render_page(
        request,
        "portfolio/dependency_list.html",
        {
            "listing": listing,
            "rows": [(row, row.is_stale(today)) for row in listing],
            "may_add": request.user.has_perm("portfolio.add_dependency"),
        },
        fragments=["dependency-list"],
    )


def district_of(request: Request) -> Unit:
    """The district whose register this person keeps: the own one, else the first."""
    kept = frozenset().union(*(request.user.units_as(role) for role in KEEPING_ROLES))
    districts = Unit.objects.filter(parent=None, pk__in=kept)
    if request.user.district_id in kept:
        districts = districts.filter(pk=request.user.district_id)
    found = districts.order_by("pk").first()
    authorize(request.user, "portfolio.change_dependency", found and Dependency(district=found))
    assert found is not None
    return found


@require_http_methods(["GET", "POST"])
def dependency_add(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.add_dependency")
    district = district_of(request)
    form = NewDependencyForm(request.POST or None)
    made: list[Dependency] = []
    done, status = saved(
        form,
        lambda: made.append(
            services.add_dependency(district, by=request.user, **form.cleaned_data)
        ),
    )
    if done:
        messages.success(request, _("Lagt inn i registeret."))
        return redirect(made[0])
    back = reverse("portfolio:dependency_list")
    page = Part(
        _("Ny i registeret"), _("Legg inn"), back, back_words=_("Avhengigheter"), lead=district.name
    )
    return render_part(request, page, form, status=status)


def find_row(request: Request, pk: int) -> Dependency:
    rows = Dependency.objects.visible_to(request.user).select_related("checked_by", "district")
    return get_object_or_404(rows, pk=pk)


@require_GET
def dependency_page(request: Request, pk: int) -> HttpResponse:
    row = find_row(request, pk)
    uses = (
        DependencyUse.objects.visible_to(request.user)
        .filter(dependency=row)
        .select_related("project__unit", "project__leader")
        .order_by("project__state", "project__title_key", "pk")
    )
    listing = build_list(request, uses, sorts=[Sort("p", _("Prosjekt"), ("project__title_key",))])
    for used in listing:
        used.dependency = row
    return render_page(
        request,
        "portfolio/dependency.html",
        {
            "row": row,
            "listing": listing,
            "is_stale": row.is_stale(timezone.localdate()),
            "may_change": request.user.has_perm("portfolio.change_dependency", row),
        },
    )


@require_http_methods(["GET", "POST"])
def dependency_edit(request: Request, pk: int) -> HttpResponse:
    row = find_row(request, pk)
    authorize(request.user, "portfolio.change_dependency", row)
    form = EditDependencyForm(request.POST or None, initial=vars(row))
    done, status = saved(
        form,
        lambda: services.edit_dependency(
            row, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Raden er lagret, og sjekket i dag."))
        return redirect(row)
    page = Part(
        _("Endre %(name)s") % {"name": row.name},
        _("Lagre"),
        row.get_absolute_url(),
        back_words=row.name,
        help=_("Ny status varsles til lederen av hvert prosjekt som bygger på den."),
    )
    return render_part(request, page, form, status=status)


@require_POST
def dependency_check(request: Request, pk: int) -> HttpResponse:
    row = find_row(request, pk)
    authorize(request.user, "portfolio.change_dependency", row)
    services.mark_checked(row, by=request.user)
    messages.success(request, _("Merket som sjekket i dag."))
    return redirect(row)


# --- What one project rests on --------------------------------------------------------------------


@require_GET
def use_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    today = timezone.localdate()
    uses = list(project.dependency_uses.select_related("dependency"))
    return render_page(
        request,
        "portfolio/dependency_uses.html",
        {
            "project": project,
            "sections": sections_of(project, "dependencies"),
            "uses": [(used, used.dependency.is_stale(today)) for used in uses],
            "may_edit": request.user.has_perm("portfolio.edit_dependencyuse", project),
        },
    )


def part(project: Project, heading: str, action: str, **more: Any) -> Part:
    back = reverse("portfolio:dependencies", args=[project.slug])
    return Part(heading, action, back, back_words=_("Avhengigheter"), **more)


@require_http_methods(["GET", "POST"])
def use_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_dependencyuse", project)
    used = project.dependency_uses.values("dependency")
    rows = Dependency.objects.filter(district=project.district).exclude(pk__in=used)
    form = UseForm(request.POST or None, rows=rows.order_by("name_key", "pk"))
    done, status = saved(
        form,
        lambda: services.use_dependency(
            project, form.cleaned_data["dependency"], by=request.user, **form.facts()
        ),
    )
    if done:
        messages.success(request, _("Lagt til."))
        return redirect("portfolio:dependencies", slug=project.slug)
    help_text = _("Mangler den i registeret? Be en innovasjonsrådgiver legge den inn.")
    page = part(project, _("Hva bygger prosjektet på?"), _("Legg til"), help=help_text)
    return render_part(request, page, form, project=project, status=status)


def find_use(request: Request, slug: str, pk: int) -> DependencyUse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_dependencyuse", project)
    used = get_object_or_404(project.dependency_uses.select_related("dependency"), pk=pk)
    used.project = project
    return used


@require_http_methods(["GET", "POST"])
def use_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    used = find_use(request, slug, pk)
    answer = {True: "yes", False: "no"}.get(used.has_personal_data, "")  # type: ignore[arg-type]
    form = EditUseForm(
        request.POST or None,
        rows=None,
        row=used.dependency,
        initial={**vars(used), "has_personal_data": answer},
    )
    done, status = saved(
        form,
        lambda: services.edit_use(
            used, by=request.user, version=form.cleaned_data["version"], **form.facts()
        ),
    )
    if done:
        messages.success(request, _("Lagret."))
        return redirect(used)
    page = part(
        used.project,
        used.dependency.name,
        _("Lagre"),
        remove_url=reverse("portfolio:dependency_use_remove", args=[slug, pk]),
        remove_words=_("Prosjektet bygger ikke på den lenger"),
    )
    return render_part(request, page, form, project=used.project, status=status)


@require_http_methods(["GET", "POST"])
def use_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    used = find_use(request, slug, pk)
    if request.method == "POST":
        services.remove_use(used, by=request.user)
        messages.success(request, _("Tatt ut av listen."))
        return redirect("portfolio:dependencies", slug=slug)
    confirmation = Confirmation(
        heading=_("Ta ut %(name)s") % {"name": used.dependency},
        question=_("Prosjektet får ikke lenger varsel når den endres."),
        action=_("Ta ut"),
        back_url=used.get_absolute_url(),
        facts=[(_("Slik brukes den"), used.use)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
