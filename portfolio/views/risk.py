"""Risks and opportunities: those of one project, and all that one may see."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.errors import DomainError, Stale
from organisation.people.filters import UnitWithBelowFilter, units_seen
from organisation.people.models import Person
from organisation.permissions import authorize
from organisation.web.lists import PAGE, SORT, Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.risk import (
    EscalateForm,
    GiveBackForm,
    MoveForm,
    RiskEditForm,
    RiskForm,
    Shown,
)
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.risk import (
    IMPACT_ANCHORS,
    LIKELIHOOD_ANCHORS,
    STEPS,
    Impact,
    Likelihood,
    RiskKind,
    RiskState,
)
from portfolio.models import Project, Risk
from portfolio.queries import risk as queries
from portfolio.services import risk as services
from portfolio.views.pages import find_project, sections_of

SQUARE = ("sannsynlighet", "virkning", "slag")  # what the matrix shows all of
WORST_FIRST = ("-score", "nearness")
SORTS = (
    Sort("poeng", gettext_lazy("Poeng"), WORST_FIRST),
    Sort("frist", gettext_lazy("Frist"), (F("due").asc(nulls_last=True),)),
    Sort("naer", gettext_lazy("Når det kan skje"), ("nearness", "-score")),
)


class RiskFilter(django_filters.FilterSet):
    """Narrows the risks of one project."""

    slag = django_filters.ChoiceFilter(
        label=gettext_lazy("Slag"),
        choices=RiskKind,
        field_name="kind",
        empty_label=gettext_lazy("Alle"),
    )
    tilstand = django_filters.ChoiceFilter(
        label=gettext_lazy("Tilstand"),
        choices=RiskState,
        field_name="state",
        empty_label=gettext_lazy("Åpne og inntrufne"),
    )
    vis = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"),
        choices=Shown,
        empty_label=gettext_lazy("Alle"),
        method="only",
    )
    sannsynlighet = django_filters.NumberFilter(
        field_name="likelihood", widget=forms.HiddenInput, min_value=1, max_value=5
    )
    virkning = django_filters.NumberFilter(
        field_name="impact", widget=forms.HiddenInput, min_value=1, max_value=5
    )

    class Meta:
        model = Risk
        fields = ("slag", "tilstand", "vis", "sannsynlighet", "virkning")

    request: Request

    def only(self, rows: QuerySet[Risk], name: str, value: str) -> QuerySet[Risk]:
        condition = {
            Shown.ESCALATED: Q(is_escalated=True),
            Shown.OVERDUE: Q(due__lt=days.today()) & ~Q(state=RiskState.CLOSED),
            Shown.HIGH: Q(score__gte=15),
            Shown.MINE: Q(owner=self.request.user),
        }[Shown(value)]
        return rows.filter(condition)


def owners_seen(request: Any) -> QuerySet[Person]:
    """Those who answer for an open risk one may see."""
    risks = Risk.objects.visible_to(request.user).open()
    return Person.objects.filter(pk__in=risks.values("owner")).order_by("name_key", "pk")


def projects_seen(request: Any) -> QuerySet[Project]:
    """Projects one may see with an open risk."""
    risks = Risk.objects.visible_to(request.user).open()
    return Project.objects.filter(pk__in=risks.values("project")).order_by("title_key", "pk")


class OfProjectsUnit(UnitWithBelowFilter):
    """Rows whose project belongs to the chosen unit or one below it."""

    def filter(self, rows: QuerySet[Any], unit: Any) -> QuerySet[Any]:
        return rows.filter(project__unit__path__below=unit.path) if unit else rows


class PortfolioRiskFilter(RiskFilter):
    """Narrows the risks of all projects."""

    tilstand = None
    enhet = OfProjectsUnit(
        label=gettext_lazy("Enhet og de under"),
        queryset=units_seen,
        empty_label=gettext_lazy("Alle"),
    )
    prosjekt = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Prosjekt"),
        queryset=projects_seen,
        field_name="project",
        empty_label=gettext_lazy("Alle"),
    )
    ansvarlig = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Ansvarlig"),
        queryset=owners_seen,
        field_name="owner",
        empty_label=gettext_lazy("Alle"),
    )

    class Meta:
        model = Risk
        fields = ("slag", "enhet", "prosjekt", "ansvarlig", "vis", "sannsynlighet", "virkning")


def without_square(params: Any) -> str:
    """The filters of the address save the square, for links from the matrix."""
    kept = params.copy()
    for name in (*SQUARE, PAGE, SORT):
        kept.pop(name, None)
    return str(kept.urlencode())


def matrices(listing_url: str, rows: QuerySet[Risk], kept: str) -> list[Any]:
    """A matrix of the risks and one of the opportunities, of each there is any."""
    joined = f"&{kept}" if kept else ""
    drawn = [
        queries.counted_matrix(
            rows, kind, name=f"matrise-{kind}", url=f"{listing_url}?slag={kind}{joined}"
        )
        for kind in RiskKind
    ]
    return [matrix for matrix in drawn if matrix.cells]


@require_GET
@shows_any_day
def risk_list(request: Request, slug: str) -> HttpResponse:
    """The risks of a project: those open as a picture, all of them as a list."""
    project = find_project(request, slug)
    rows = project.risks.select_related("owner").with_escalation()
    shown = rows if request.GET.get("tilstand") else rows.open()
    listing = build_list(request, shown, filterset=RiskFilter, sorts=SORTS)
    for risk in listing:
        risk.project = project
    open_risks = list(project.risks.open())
    for risk in open_risks:
        risk.project = project
    url = reverse("portfolio:risks", args=[slug])
    pictures = [
        queries.matrix_of(open_risks, kind, name=f"matrise-{kind}", url=f"{url}?slag={kind}")
        for kind in RiskKind
    ]
    return render_page(
        request,
        "portfolio/risk_list.html",
        {
            "project": project,
            "sections": sections_of(project, "risks"),
            "listing": listing,
            "matrices": [matrix for matrix in pictures if matrix.cells],
            "scales": scales(),
            "today": days.today(),
            "may_add": project.is_under_way
            and request.user.has_perm("portfolio.add_risk", project),
        },
        fragments=["risk-list"],
    )


@require_GET
@shows_any_day
def portfolio_risks(request: Request) -> HttpResponse:
    """Every open risk of the projects one sees."""
    authorize(request.user, "portfolio.list_projects")
    running = (ProjectState.RUNNING, ProjectState.PAUSED)
    rows = (
        Risk.objects.visible_to(request.user)
        .open()
        .filter(project__state__in=running)
        .with_escalation()
    )
    listing = build_list(request, rows.with_people(), filterset=PortfolioRiskFilter, sorts=SORTS)
    url = reverse("portfolio:portfolio_risks")
    narrowed = PortfolioRiskFilter(
        {name: value for name, value in listing.chosen.items() if name not in SQUARE},
        queryset=rows,
        request=request,
    ).qs
    return render_page(
        request,
        "portfolio/portfolio_risks.html",
        {
            "listing": listing,
            "matrices": matrices(url, narrowed, without_square(request.GET)),
            "scales": scales(),
            "today": days.today(),
        },
        fragments=["risk-list"],
    )


def scales() -> list[tuple[int, Any, Any, Any, Any]]:
    """Each step with its words and what it stands for, on both scales."""
    return [
        (
            step,
            Likelihood(step).label,
            LIKELIHOOD_ANCHORS[step],
            Impact(step).label,
            IMPACT_ANCHORS[step],
        )
        for step in range(5, 0, -1)
    ]


def find_risk(request: Request, slug: str, number: int) -> Risk:
    """The risk with its project and people, or 404."""
    project = find_project(request, slug)
    risk = get_object_or_404(project.risks.select_related("owner").with_escalation(), number=number)
    risk.project = project
    return risk


@require_GET
@shows_any_day
def risk_page(request: Request, slug: str, number: int) -> HttpResponse:
    risk = find_risk(request, slug, number)
    person = request.user
    going = risk.project.is_under_way
    may_edit = going and person.has_perm("portfolio.edit_risk", risk)
    may_escalate = going and risk.is_open and person.has_perm("portfolio.escalate_risk", risk)
    actions = list(risk.actions.select_related("owner").order_by("state", "due", "pk"))
    for action in actions:
        action.project = risk.project
    scores = queries.history_of(risk)
    escalations = list(risk.escalations.select_related("receiver", "raised_by"))
    return render_page(
        request,
        "portfolio/risk.html",
        {
            "project": risk.project,
            "sections": sections_of(risk.project, "risks"),
            "risk": risk,
            "actions": actions,
            "escalations": escalations,
            "is_mine": any(
                each.ended_on is None and each.receiver_id == person.pk for each in escalations
            ),
            "scores": scores[::-1],
            "score_line": queries.score_line(risk, scores) if len(scores) > 1 else None,
            "today": days.today(),
            "may_edit": may_edit,
            "may_add_action": going and person.has_perm("portfolio.add_action", risk.project),
            "may_escalate": may_escalate,
            "may_give_back": risk.is_escalated  # type: ignore[attr-defined]
            and person.has_perm("portfolio.give_back_risk", risk),
            "steps": [
                (name, step.label) for name, step in STEPS.items() if risk.state in step.sources
            ]
            if may_edit
            else [],
        },
    )


@require_http_methods(["GET", "POST"])
def risk_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.add_risk", project)
    form = RiskForm(request.POST or None, project=project, initial={"owner": request.user.pk})
    if form.is_valid():
        try:
            risk = services.add_risk(project, form.facts(), by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("%(label)s er meldt.") % {"label": risk.label})
            return redirect(risk)
    return render_page(
        request, "portfolio/risk_form.html", {"project": project, "form": form, "risk": None}
    )


@require_http_methods(["GET", "POST"])
def risk_edit(request: Request, slug: str, number: int) -> HttpResponse:
    risk = find_risk(request, slug, number)
    authorize(request.user, "portfolio.edit_risk", risk)
    form = RiskEditForm(
        request.POST or None,
        project=risk.project,
        initial={**vars(risk), "owner": risk.owner_id},
    )

    def save() -> None:
        services.edit_risk(
            risk, form.facts(), version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("%(label)s er lagret.") % {"label": risk.label})
        return redirect(risk)
    return render_page(
        request,
        "portfolio/risk_form.html",
        {"project": risk.project, "form": form, "risk": risk},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def risk_move(request: Request, slug: str, number: int, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    risk = find_risk(request, slug, number)
    authorize(request.user, STEPS[step].permission, risk)
    form = MoveForm(request.POST or None, step=step, initial={"version": risk.version})

    def save() -> None:
        services.move_risk(
            risk,
            step,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            by=request.user,
        )

    return take(request, risk, form, save, STEPS[step].label, _("Lagret."))


@require_http_methods(["GET", "POST"])
def risk_escalate(request: Request, slug: str, number: int) -> HttpResponse:
    risk = find_risk(request, slug, number)
    authorize(request.user, "portfolio.escalate_risk", risk)
    receiver = services.next_receiver(risk)
    form = EscalateForm(request.POST or None)

    def save() -> None:
        services.escalate_risk(risk, reason=form.cleaned_data["reason"], by=request.user)

    lead = _("Det er ingen leder over å løfte den til.")
    if receiver is not None:
        lead = _("Den løftes til %(name)s, %(title)s.") % {
            "name": receiver.name,
            "title": receiver.job_title or receiver.email,
        }
    return take(request, risk, form, save, _("Løft"), _("Løftet."), lead)


@require_http_methods(["GET", "POST"])
def risk_give_back(request: Request, slug: str, number: int) -> HttpResponse:
    risk = find_risk(request, slug, number)
    authorize(request.user, "portfolio.give_back_risk", risk)
    form = GiveBackForm(request.POST or None)

    def save() -> None:
        services.give_back_risk(risk, answer=form.cleaned_data["answer"], by=request.user)

    done = _("Svaret er sendt, og den ligger hos prosjektet igjen.")
    return take(request, risk, form, save, _("Svar og gi tilbake"), done)


def take(
    request: Request, risk: Risk, form: Any, save: Any, action: Any, done: str, lead: str = ""
) -> HttpResponse:
    """Take one step with a risk, or show its form with what was wrong."""
    status = None
    if form.is_valid():
        try:
            save()
        except DomainError as refused:
            form.add_error(None, refused.message)
            if isinstance(refused, Stale):
                form.carry_version(refused.current)
                status = 409
        else:
            messages.success(request, done)
            return redirect(risk)
    return render_page(
        request,
        "portfolio/risk_step.html",
        {
            "project": risk.project,
            "risk": risk,
            "form": form,
            "action": action,
            "lead": lead,
        },
        status=status,
    )
