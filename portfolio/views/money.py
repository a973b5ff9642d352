"""The money of one project: what it has and uses, its entries, its plan and its accounts."""

from typing import Any

from defusedcsv import csv
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web import charts
from organisation.web.components import Confirmation, Figure
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.wording import day, nok, number
from portfolio.forms.money import BookForm, CodesForm, EntryFilter, PlanForm, ReasonForm
from portfolio.lifecycle.money import EntryKind, GrantState
from portfolio.models import Project
from portfolio.models.money import Entry, Fund
from portfolio.queries import money as queries
from portfolio.services import money as services
from portfolio.views.pages import find_project, sections_of

LATEST = 5
SORTS = (
    Sort("dato", gettext_lazy("Nyeste"), ("-booked_on",)),
    Sort("belop", gettext_lazy("Størst beløp"), ("-amount_nok",)),
)
COLUMNS = (
    gettext_lazy("Bokført"),
    gettext_lazy("Slag"),
    gettext_lazy("Fond"),
    gettext_lazy("Budsjettår"),
    gettext_lazy("Beløp"),
    gettext_lazy("Timer"),
    gettext_lazy("Merverdiavgift"),
    gettext_lazy("Tekst"),
    gettext_lazy("Kilde"),
    gettext_lazy("Bilag"),
)


@require_GET
@shows_any_day
def money_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    budget = queries.budget_of(project)
    grants = queries.grants_of(project)
    today = days.today()
    entries = Entry.objects.visible_to(request.user).known().filter(project=project)
    # Bills come after the project is closed as well; nobody plans or applies then.
    may = {
        verb: request.user.has_perm(f"portfolio.{verb}", project)
        and (project.is_under_way or verb in ("book_entry", "edit_codes"))
        for verb in ("plan_money", "book_entry", "edit_codes", "apply_grant")
    }
    return render_page(
        request,
        "portfolio/money.html",
        {
            "project": project,
            "sections": sections_of(project, "money"),
            "budget": budget,
            "figures": figures_of(budget),
            "bars": bars_of(budget),
            "entries": list(entries.with_places().order_by("-booked_on", "-pk")[:LATEST]),
            "grants": [(grant, grant.is_late(today)) for grant in grants],
            "asked_nok": sum(
                grant.applied_nok for grant in grants if grant.state == GrantState.SENT
            ),
            "fits": queries.pots_that_fit(project, request.user, today),
            "codes": list(project.accounting_codes.select_related("fund")),
            "may": may,
        },
    )


def figures_of(budget: queries.Budget) -> list[Figure]:
    total = budget.total
    over = bool(budget.over)
    figures = [
        Figure(nok(total.plan_nok), _("planlagt")),
        Figure(nok(total.released_nok), _("frigitt")),
        Figure(nok(total.spent_nok), _("brukt"), late=over),
        Figure(nok(budget.free_nok), _("fritt"), note=_("frigitt, ikke brukt eller bundet")),
    ]
    if budget.leverage is not None and budget.external_nok:
        figures.append(
            Figure(
                _("%(sum)s kr") % {"sum": number(budget.leverage)},
                _("utenfra per egen krone"),
                note=_("%(external)s mot %(own)s")
                % {"external": nok(budget.external_nok), "own": nok(budget.own_nok)},
            )
        )
    return figures


def bars_of(budget: queries.Budget) -> charts.Bars | None:
    """Thousands of kroner by year: what is spent, and what is left of the plan."""
    if not budget.years:
        return None
    spent, left = [], []
    for _year, sums, _lines in budget.by_year:
        used = max(sums.spent_nok, services.NOTHING)
        spent.append(round(used / 1000))
        left.append(round(max(sums.plan_nok - used, services.NOTHING) / 1000))
    return charts.Bars(
        name="penger",
        title=_("Plan og forbruk per år, i tusen kroner"),
        summary=_("Brukt %(spent)s av %(plan)s planlagt i alt.")
        % {"spent": nok(budget.total.spent_nok), "plan": nok(budget.total.plan_nok)},
        heading=_("År"),
        categories=[str(year) for year in budget.years],
        series=[
            charts.Series(_("Brukt"), spent),
            charts.Series(_("Igjen av planen"), left, fill="outline"),
        ],
    )


@require_GET
@shows_any_day
def entry_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    rows = Entry.objects.visible_to(request.user).known().filter(project=project).with_places()
    listing = build_list(request, rows, filterset=EntryFilter, sorts=SORTS)
    keeps = request.user.has_perm("portfolio.keep_funds", project)
    leads = request.user.has_perm("portfolio.book_entry", project)
    for entry in listing:
        entry.project = project
        entry.may_reverse = not (
            entry.is_reversed or entry.reverses_id or entry.grant_id or entry.carry_over_id
        ) and (keeps or (leads and entry.kind != EntryKind.RELEASED))
    return render_page(
        request,
        "portfolio/money_entries.html",
        {"project": project, "sections": sections_of(project, "money"), "listing": listing},
        fragments=["entry-list"],
    )


@require_GET
def entry_file(request: Request, slug: str) -> HttpResponse:
    """All entries as CSV for a spreadsheet, where no cell can run as a formula."""
    project = find_project(request, slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="foringer-{project.slug}.csv"'
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # so that Excel reads it as UTF-8
    writer = csv.writer(response, delimiter=";")
    writer.writerow([*map(str, COLUMNS), *settings_of(project).code_names])
    rows = Entry.objects.visible_to(request.user).known().filter(project=project).with_places()
    for entry in rows.iterator(chunk_size=500):
        writer.writerow(
            [
                day(entry.booked_on),
                entry.get_kind_display(),
                entry.fund_year.fund.name,
                entry.fund_year.year,
                plain(entry.amount_nok),
                plain(entry.hours),
                plain(entry.vat_nok),
                entry.text,
                entry.get_source_display(),
                entry.voucher,
                *entry.codes,
            ]
        )
    return response


def plain(amount: Any) -> str:
    """A figure a Norwegian spreadsheet reads: decimal comma, no groups."""
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def settings_of(project: Project) -> Any:
    return services.settings_of(project.district_id)


def funds_of(project: Project) -> list[Fund]:
    return list(
        Fund.objects.filter(district=project.district_id).active().order_by("kind", "name_key")
    )


@require_http_methods(["GET", "POST"])
def entry_book(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.book_entry", project)
    form = BookForm(
        request.POST or None,
        funds=funds_of(project),
        settings=settings_of(project),
        may_release=request.user.has_perm("portfolio.keep_funds", project),
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            fund_year = services.fund_year_of(data["fund"], data["year"])
            entry = services.book_entry(project, fund_year, by=request.user, **form.facts())
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request,
                _("%(kind)s %(sum)s er ført på %(fund)s.")
                % {
                    "kind": entry.get_kind_display(),
                    "sum": nok(entry.amount_nok),
                    "fund": fund_year,
                },
            )
            return redirect("portfolio:money", slug)
    return render_page(request, "portfolio/money_book.html", {"project": project, "form": form})


@require_http_methods(["GET", "POST"])
def entry_reverse(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    entry = get_object_or_404(
        Entry.objects.select_related("fund_year__fund"), pk=pk, project=project
    )
    entry.project = project
    authorize(request.user, "portfolio.reverse_entry", entry)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.reverse_entry(entry, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Føringen er reversert. Begge står i listen."))
            return redirect("portfolio:money_entries", slug)
    confirmation = Confirmation(
        heading=_("Reverser føringen"),
        question=_("Det føres et like stort beløp motsatt vei. Føringen selv blir stående."),
        action=_("Reverser"),
        back_url=reverse("portfolio:money_entries", args=[slug]),
        facts=[
            (_("Prosjekt"), project.title),
            (_("Slag"), entry.get_kind_display()),
            (_("Beløp"), nok(entry.amount_nok)),
            (_("Fond"), str(entry.fund_year)),
            (_("Bokført"), day(entry.booked_on)),
            (_("Tekst"), entry.text or "–"),
        ],
    )
    return render_page(
        request, "components/confirm.html", {"confirmation": confirmation, "form": form}
    )


@require_http_methods(["GET", "POST"])
def plan_edit(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.plan_money", project)
    form = plan_form(request, project)
    status = None
    if form.is_valid():
        plan = {
            services.fund_year_of(fund, year): amount
            for (fund, year), amount in form.amounts().items()
        }
        try:
            services.plan_budget(
                project,
                plan,
                by=request.user,
                reason=form.cleaned_data["reason"],
                seen=form.seen_ids(),
            )
        except Stale:
            form.somebody_was_faster()
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Planen er lagret. Den gamle står blant føringene."))
            return redirect("portfolio:money", slug)
    return render_page(
        request, "portfolio/money_plan.html", {"project": project, "form": form}, status=status
    )


def plan_form(request: Request, project: Project) -> PlanForm:
    standing = list(
        Entry.objects.standing()
        .filter(project=project, kind=EntryKind.PLAN, hours=None, grant=None)
        .select_related("fund_year__fund")
    )
    this_year = days.today().year
    years = {this_year, this_year + 1, this_year + 2}
    years |= {entry.fund_year.year for entry in standing}
    return PlanForm(
        request.POST or None,
        funds=funds_of(project),
        years=sorted(years),
        standing=standing,
    )


@require_http_methods(["GET", "POST"])
def codes_edit(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_codes", project)
    names = settings_of(project).code_names
    form = CodesForm(
        request.POST or None,
        accounts=list(project.accounting_codes.all()),
        names=names,
        funds=funds_of(project),
    )
    if form.is_valid():
        try:
            services.set_codes(project, form.accounts(), by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Kontostrengene er lagret."))
            return redirect("portfolio:money", slug)
    return render_page(request, "portfolio/money_codes.html", {"project": project, "form": form})
