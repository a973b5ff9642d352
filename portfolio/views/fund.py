"""The district's funds: frames by year, what they give, and what is carried to the next year."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError, Stale
from organisation.people.models import Person, Role, Unit
from organisation.permissions import authorize
from organisation.web import charts
from organisation.web.components import Confirmation, Figure
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import nok
from portfolio.forms.fund import (
    CarryOverAnswerForm,
    CarryOverForm,
    EditFrameForm,
    EditFundForm,
    FrameForm,
    FundFilter,
    FundForm,
    MoneySettingsForm,
    UndoForm,
)
from portfolio.lifecycle.money import CarryOverState
from portfolio.models import CarryOver, Fund, FundYear, Project
from portfolio.models.money import NOTHING
from portfolio.queries import money as queries
from portfolio.services import carry_over as carry_overs
from portfolio.services import money as services

SORTS = (
    Sort("ar", gettext_lazy("Nyeste år"), ("-year", "fund__name_key")),
    Sort("navn", gettext_lazy("Navn"), ("fund__name_key", "-year")),
    Sort("fritt", gettext_lazy("Mest fritt"), ("-free_nok",)),
)
KEEPERS = (Role.ADMINISTRATOR, Role.DIRECTOR)


def district_kept_by(person: Person, roles: tuple[Role, ...] = KEEPERS) -> Unit:
    """The district whose money this person keeps: the own one, else the first."""
    kept = frozenset[int]().union(*(person.units_as(role) for role in roles))
    districts = Unit.objects.filter(parent=None, pk__in=kept)
    if person.district_id in kept:
        districts = districts.filter(pk=person.district_id)
    district = districts.order_by("pk").first()
    if district is None:
        raise PermissionDenied
    return district


def district_read_by(request: Request) -> Unit:
    """The district whose sums are shown: the own one, else the first the person belongs to."""
    belongs = request.user.grants.districts
    districts = Unit.objects.filter(parent=None, pk__in=belongs)
    if request.user.district_id in belongs:
        districts = districts.filter(pk=request.user.district_id)
    found: Unit = get_object_or_404(districts.order_by("pk")[:1])
    return found


@require_GET
def fund_list(request: Request) -> HttpResponse:
    rows = FundYear.objects.visible_to(request.user).with_sums().select_related("fund__district")
    return render_page(
        request,
        "portfolio/fund_list.html",
        {
            "listing": build_list(request, rows, filterset=FundFilter, sorts=SORTS),
            "without_year": queries.funds_without_year(request.user),
            "may_keep": request.user.has_perm("portfolio.open_funds"),
        },
        fragments=["fund-list"],
    )


@require_http_methods(["GET", "POST"])
def fund_add(request: Request) -> HttpResponse:
    district = district_kept_by(request.user)
    authorize(request.user, "portfolio.keep_funds", district)
    form = FundForm(request.POST or None)
    if form.is_valid():
        try:
            fund = services.add_fund(district, form.facts(), by=request.user)
        except DomainError as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _("Fondet er lagt inn. Sett rammen for et år."))
            return redirect(fund)
    return render_page(request, "portfolio/fund_form.html", {"form": form})


def find_fund(request: Request, pk: int) -> Fund:
    return get_object_or_404(
        Fund.objects.visible_to(request.user).select_related("district"), pk=pk
    )


@require_GET
def fund_page(request: Request, pk: int) -> HttpResponse:
    fund = find_fund(request, pk)
    years = list(fund.years.with_sums().order_by("-year"))
    for fund_year in years:
        fund_year.fund = fund
    return render_page(
        request,
        "portfolio/fund.html",
        {
            "fund": fund,
            "years": years,
            "bars": bars_of(fund, years),
            "may_keep": request.user.has_perm("portfolio.keep_funds", fund),
        },
    )


def bars_of(fund: Fund, years: list[Any]) -> charts.Bars | None:
    """Thousands of kroner by year: released, and what is still free."""
    if not years:
        return None
    ordered = years[::-1]
    return charts.Bars(
        name="fond",
        title=_("Frigitt og fritt per år, i tusen kroner"),
        summary=_("%(fund)s i %(n)s år.") % {"fund": fund, "n": len(years)},
        heading=_("År"),
        categories=[str(each.year) for each in ordered],
        series=[
            charts.Series(_("Frigitt"), [round(each.released_nok / 1000) for each in ordered]),
            charts.Series(
                _("Fritt"), [round(each.free_nok / 1000) for each in ordered], fill="outline"
            ),
        ],
    )


@require_http_methods(["GET", "POST"])
def fund_edit(request: Request, pk: int) -> HttpResponse:
    fund = find_fund(request, pk)
    authorize(request.user, "portfolio.keep_funds", fund)
    form = EditFundForm(request.POST or None, initial={**vars(fund), "purposes": fund.purpose_list})

    def save() -> None:
        services.edit_fund(
            fund, form.facts(), version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Fondet er lagret."))
        return redirect(fund)
    return render_page(
        request, "portfolio/fund_form.html", {"form": form, "fund": fund}, status=status
    )


@require_http_methods(["GET", "POST"])
def frame_add(request: Request, pk: int) -> HttpResponse:
    """A frame for a year that has none."""
    fund = find_fund(request, pk)
    authorize(request.user, "portfolio.keep_funds", fund)
    form = FrameForm(request.POST or None, initial={"year": timezone.localdate().year})
    if form.is_valid():
        data = form.cleaned_data
        if fund.years.filter(year=data["year"], frame_nok__gt=0).exists():
            form.add_error("year", _("Fondet har alt en ramme for dette året. Endre den der."))
        else:
            try:
                fund_year = services.set_frame(
                    fund, data["year"], data["frame_nok"], note=data["note"], by=request.user
                )
            except DomainError as refused:
                form.add_error(None, refused.message)
            else:
                messages.success(request, _("Rammen er satt."))
                return redirect(fund_year)
    return render_page(request, "portfolio/frame_form.html", {"form": form, "fund": fund})


def find_year(request: Request, pk: int, year: int) -> Any:
    return get_object_or_404(
        FundYear.objects.visible_to(request.user).with_sums().select_related("fund__district"),
        fund=pk,
        year=year,
    )


@require_GET
def fund_year_page(request: Request, pk: int, year: int) -> HttpResponse:
    fund_year = find_year(request, pk, year)
    may_keep = request.user.has_perm("portfolio.keep_funds", fund_year)
    carried = list(fund_year.carried_on.with_places())
    seen = set(
        Project.objects.visible_to(request.user)
        .filter(pk__in=[each.project_id for each in carried if each.project_id])
        .values_list("pk", flat=True)
    )
    return render_page(
        request,
        "portfolio/fund_year.html",
        {
            "fund_year": fund_year,
            "fund": fund_year.fund,
            "figures": figures_of(fund_year),
            "rows": queries.projects_in(fund_year, request.user),
            "carried": [
                (each, each.project_id is None or each.project_id in seen) for each in carried
            ],
            "carried_in": list(fund_year.carried_in.with_places()),
            "may_keep": may_keep,
        },
    )


def figures_of(fund_year: Any) -> list[Figure]:
    figures = [Figure(nok(fund_year.frame_nok), _("ramme"))]
    if fund_year.opening_nok:
        figures.append(Figure(nok(fund_year.opening_nok), _("overført inn")))
    if fund_year.carried_nok:
        figures.append(Figure(nok(fund_year.carried_nok), _("overført videre")))
    return [
        *figures,
        Figure(nok(fund_year.released_nok), _("frigitt")),
        Figure(nok(fund_year.committed_nok), _("bundet")),
        Figure(
            nok(fund_year.spent_nok),
            _("brukt"),
            late=fund_year.fund.is_released and fund_year.spent_nok > fund_year.released_nok,
        ),
        Figure(nok(fund_year.free_nok), _("fritt"), note=_("kan fortsatt frigis")),
    ]


@require_http_methods(["GET", "POST"])
def frame_edit(request: Request, pk: int, year: int) -> HttpResponse:
    fund_year = find_year(request, pk, year)
    authorize(request.user, "portfolio.keep_funds", fund_year)
    form = EditFrameForm(request.POST or None, initial=vars(fund_year))

    def save() -> None:
        data = form.cleaned_data
        services.set_frame(
            fund_year.fund,
            year,
            data["frame_nok"],
            note=data["note"],
            version=data["version"],
            by=request.user,
        )

    done, status = saved(form, save, refused_at="frame_nok")
    if done:
        messages.success(request, _("Rammen er endret."))
        return redirect(fund_year)
    return render_page(
        request,
        "portfolio/frame_form.html",
        {"form": form, "fund": fund_year.fund, "fund_year": fund_year},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def settings_edit(request: Request) -> HttpResponse:
    district = district_kept_by(request.user)
    authorize(request.user, "portfolio.keep_funds", district)
    settings = services.settings_of(district.pk)
    form = MoneySettingsForm(request.POST or None, initial=vars(settings))
    status = None
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            services.save_settings(district, facts, version=facts.pop("version"), by=request.user)
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        else:
            messages.success(request, _("Innstillingene er lagret."))
            return redirect("portfolio:funds")
    return render_page(request, "portfolio/money_settings.html", {"form": form}, status=status)


# --- What is left at the end of the year ----------------------------------------------------------


@require_http_methods(["GET", "POST"])
def carry_over_apply(request: Request, pk: int, year: int) -> HttpResponse:
    """`?prosjekt=` is the slug of the project whose rest it is; without, what nobody was given."""
    fund_year = find_year(request, pk, year)
    project = None
    if slug := request.GET.get("prosjekt"):
        project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
        authorize(request.user, "portfolio.apply_carry_over", project)
    else:
        authorize(request.user, "portfolio.keep_funds", fund_year)
    grants = list(fund_year.grants.filter(project=project).select_related("pot")) if project else []
    left = carry_overs.unspent(fund_year, project)
    form = CarryOverForm(request.POST or None, grants=grants, initial={"applied_nok": left})
    if form.is_valid():
        try:
            carry_overs.apply_carry_over(
                fund_year, project=project, by=request.user, **form.facts()
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Søknaden om overføring er registrert."))
            return redirect(fund_year)
    return render_page(
        request,
        "portfolio/carry_over_form.html",
        {"form": form, "fund_year": fund_year, "project": project, "left": left},
    )


@require_http_methods(["GET", "POST"])
def carry_over_decide(request: Request, pk: int) -> HttpResponse:
    carry_over = get_object_or_404(CarryOver.objects.visible_to(request.user).with_places(), pk=pk)
    authorize(request.user, "portfolio.keep_funds", carry_over)
    form = CarryOverAnswerForm(
        request.POST or None,
        initial={
            "version": carry_over.version,
            "granted_nok": carry_over.applied_nok,
            "decided_on": timezone.localdate(),
        },
    )
    status = None
    if carry_over.state != CarryOverState.APPLIED:
        return render_page(
            request,
            "409.html",
            {
                "message": _("Søknaden er alt besvart."),
                "back_url": carry_over.get_absolute_url(),
            },
            status=409,
        )
    if form.is_valid():
        try:
            done = carry_overs.decide_carry_over(carry_over, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, answered(done))
            return redirect(done.to_year or carry_over.fund_year)
    sees_project = carry_over.project is None or request.user.has_perm(
        "portfolio.view_project", carry_over.project
    )
    return render_page(
        request,
        "portfolio/carry_over_decide.html",
        {"form": form, "carry_over": carry_over, "sees_project": sees_project},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def carry_over_undo(request: Request, pk: int) -> HttpResponse:
    """Asks first, and for a reason: the money goes back to the year it came from."""
    carry_over = get_object_or_404(CarryOver.objects.visible_to(request.user).with_places(), pk=pk)
    authorize(request.user, "portfolio.keep_funds", carry_over)
    back = carry_over.get_absolute_url()
    if carry_over.state != CarryOverState.GRANTED:
        message = _("Det er ikke noe innvilget å angre her.")
        return render_page(request, "409.html", {"message": message, "back_url": back}, status=409)
    form = UndoForm(request.POST or None, initial={"version": carry_over.version})

    def save() -> None:
        carry_overs.undo_carry_over(carry_over, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Overføringen er angret. Søknaden venter på svar igjen."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Angre overføringen?"),
        question=_("%(sum)s går tilbake fra %(new)s til %(old)s. Føringene reverseres.")
        % {
            "sum": nok(carry_over.granted_nok),
            "new": carry_over.to_year,
            "old": carry_over.fund_year,
        },
        action=_("Angre overføringen"),
        back_url=back,
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context, status=status)


def answered(carry_over: CarryOver) -> str:
    if carry_over.to_year is None:
        return _("Avslaget er ført inn.")
    return _("%(sum)s er overført til %(fund)s.") % {
        "sum": nok(carry_over.granted_nok),
        "fund": carry_over.to_year,
    }


# --- What the budget must carry -------------------------------------------------------------------


@require_GET
def money_need(request: Request) -> HttpResponse:
    """What projects under way plan to use, by year and service area."""
    district = district_read_by(request)
    this_year = timezone.localdate().year
    years = list(range(this_year, this_year + 4))
    needs = queries.need(district, years)
    by_year = [
        (
            year,
            rows,
            {
                name: sum((getattr(row, name) for row in rows), NOTHING)
                for name in ("plan_nok", "own_nok", "external_nok", "hours", "man_years")
            },
        )
        for year in years
        if (rows := [row for row in needs if row.year == year])
    ]
    return render_page(
        request, "portfolio/money_need.html", {"district": district, "by_year": by_year}
    )
