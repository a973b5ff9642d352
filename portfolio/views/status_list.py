"""Status of a whole district: who has reported, who is late; and the rhythm they report by."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.errors import DomainError, Stale
from organisation.people.filters import UnitWithBelowFilter, units_seen
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from portfolio.forms.status import SettingsForm
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.status import Light, ReportClass, RhythmKind
from portfolio.models import Project, StatusSettings
from portfolio.overview.status import ANNOTATIONS
from portfolio.services import status as services
from portfolio.views.deciders import district_of


class StatusFilter(django_filters.FilterSet):
    """Narrows the list of projects that report."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Søk i prosjektene"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    vis = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"),
        choices=[
            ("over", gettext_lazy("Over fristen")),
            ("stale", gettext_lazy("Utdatert")),
            ("none", gettext_lazy("Uten rapport")),
            ("mine", gettext_lazy("Mine")),
        ],
        empty_label=gettext_lazy("Alle"),
        method="only",
    )
    lys = django_filters.ChoiceFilter(
        label=gettext_lazy("Samlet lys"),
        choices=Light,
        field_name="status_overall",
        empty_label=gettext_lazy("Alle"),
    )
    enhet = UnitWithBelowFilter(
        label=gettext_lazy("Enhet og de under"),
        queryset=units_seen,
        empty_label=gettext_lazy("Alle"),
    )

    class Meta:
        model = Project
        fields = ("q", "vis", "lys", "enhet")

    request: Request

    def search(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(
            Q(title__icontains=value) | Q(number=value.strip()) | Q(leader__name__icontains=value)
        )

    def only(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        today = days.today()
        if value == "mine":
            mine = Project.objects.of_person(self.request.user).values("pk")
            return rows.filter(pk__in=mine)
        condition = {
            "over": Q(status_due__lt=today),
            "stale": Q(status_stale_from__lte=today) & ~Q(status_overall=None),
            "none": Q(status_overall=None),
        }[value]
        return rows.filter(condition)


@require_GET
@shows_any_day
def status_list(request: Request) -> HttpResponse:
    """Every running project one sees with its last report, the most overdue first."""
    authorize(request.user, "portfolio.list_projects")
    rows = (
        Project.objects.visible_to(request.user)
        .filter(state=ProjectState.RUNNING)
        .select_related("unit", "leader")
        .annotate(**{name: read() for name, read in ANNOTATIONS.items()})
    )
    listing = build_list(
        request,
        rows,
        filterset=StatusFilter,
        sorts=[
            Sort("frist", gettext_lazy("Frist"), (F("status_due").asc(nulls_last=True),)),
            Sort("tittel", gettext_lazy("Prosjekt"), ("title_key",)),
            Sort("levert", gettext_lazy("Levert"), ("status_delivered_on",)),
        ],
    )
    return render_page(
        request,
        "portfolio/status_list.html",
        {
            "listing": listing,
            "today": days.today(),
            "may_administer": request.user.has_perm("portfolio.administer_status"),
        },
        fragments=["status-list"],
    )


# --- The rhythm -----------------------------------------------------------------------------------


@require_GET
def rhythm_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_status")
    district = district_of(request)
    chosen = {each.report_class: each for each in StatusSettings.objects.filter(district=district)}
    today = days.today()
    rows = []
    for report_class in ReportClass:
        settings = chosen.get(report_class) or StatusSettings.usual(district.pk, report_class)
        rows.append({"settings": settings, "coming": settings.next_dates(today, 3)})
    return render_page(request, "portfolio/rhythm_list.html", {"rows": rows, "district": district})


@require_http_methods(["GET", "POST"])
def rhythm_edit(request: Request, report_class: ReportClass) -> HttpResponse:
    authorize(request.user, "portfolio.administer_status")
    district = district_of(request)
    settings = services.settings_for(district.pk, report_class)
    authorize(request.user, "portfolio.change_statussettings", settings)
    form = SettingsForm(request.POST or None, initial=facts_of(settings))
    status = None
    if form.is_valid():
        try:
            services.save_settings(
                district,
                report_class,
                form.choices(),
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
            if isinstance(refused, Stale):
                status = 409
                form.carry_version(refused.current)
        else:
            messages.success(request, _("Rytmen er lagret. Fristene er regnet ut på nytt."))
            return redirect("portfolio:rhythms")
    return render_page(
        request,
        "portfolio/rhythm_form.html",
        {"form": form, "settings": settings},
        status=status,
    )


def facts_of(settings: StatusSettings) -> dict[str, Any]:
    """The rhythm as the form shows it: the day has another name in a week than in a month."""
    weekly = settings.kind == RhythmKind.WEEKS
    return {
        **vars(settings),
        "month_day": None if weekly else settings.day,
        "weekday": settings.day if weekly else None,
    }
