"""Figures of units: typed in a grid for one tertial, or read from a file that is shown first."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from organisation.errors import DomainError
from organisation.files import services as files
from organisation.files.models import StoredFile
from organisation.people.models import Unit
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from portfolio.figure_rows import FileRow, read_figures
from portfolio.forms.unit_figure import FigureFileForm, FigureGrid
from portfolio.ledger import read_table
from portfolio.models import UnitFigure
from portfolio.models.unit_figure import FigureKind
from portfolio.rules.unit_figure import KEEPERS
from portfolio.services import unit_figure as services
from portfolio.services.unit_figure import Period

PERIOD = "periode"
SHOWN_PERIODS = 6
PER_PAGE = 40
IN_TREE = Sort("tre", gettext_lazy("Enhet"), ("path",))


def units_kept_by(request: Request) -> Any:
    """The units whose figures this person keeps, in the order of the tree."""
    grants = request.user.grants
    kept = frozenset[int]().union(*(grants.units_as(role) for role in KEEPERS))
    return Unit.objects.filter(pk__in=kept).active().in_tree_order()


def periods() -> list[Period]:
    """The tertials one may fill in, the running one first."""
    today = timezone.localdate()
    year, tertial = today.year, (today.month - 1) // 4 + 1
    found = []
    for _each in range(SHOWN_PERIODS):
        found.append(Period(year, tertial))
        year, tertial = (year, tertial - 1) if tertial > 1 else (year - 1, 3)
    return found


def period_asked_for(request: Request) -> Period:
    """The one in the address; else the last that is over."""
    match = re.fullmatch(r"(\d{4})-([123])", request.GET.get(PERIOD, ""), re.ASCII)
    if match and 2000 <= int(match[1]) <= 2100:
        return Period(int(match[1]), int(match[2]))
    return periods()[1]


def address(name: str, period: Period, *args: Any) -> str:
    return f"{reverse(name, args=args)}?{PERIOD}={period.year}-{period.tertial}"


def with_addresses(name: str, chosen: Period) -> list[tuple[Period, str, bool]]:
    return [(each, address(name, each), each == chosen) for each in periods()]


@require_http_methods(["GET", "POST"])
def unit_figures(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.open_unitfigures")
    period = period_asked_for(request)
    listing = build_list(request, units_kept_by(request), sorts=[IN_TREE], per_page=PER_PAGE)
    units = list(listing)
    known = {
        (figure.unit_id, figure.kind): figure
        for figure in UnitFigure.objects.visible_to(request.user).filter(
            unit__in=units, year=period.year, tertial=period.tertial
        )
    }
    form = FigureGrid(request.POST or None, units=units, known=known)
    status = None
    if form.is_valid():
        for unit in units:
            authorize(request.user, "portfolio.keep_unitfigure", unit)
        try:
            changed = services.save_figures(form.cells(), period, by=request.user)
        except services.Faster as faster:
            form.somebody_was_faster(faster.current)
            form.add_error(None, faster.message)
            status = 409
        else:
            messages.success(request, saved_words(changed))
            return redirect(request.get_full_path())
    return render_page(
        request,
        "portfolio/unit_figures.html",
        {
            "form": form,
            "listing": listing,
            "period": period,
            "periods": with_addresses("portfolio:unit_figures", period),
            "kinds": list(FigureKind),
            "file_url": address("portfolio:figures_file", period),
        },
        status=status,
    )


def saved_words(changed: int) -> str:
    if not changed:
        return _("Ingen tall var endret.")
    return ngettext("%(n)s tall er lagret.", "%(n)s tall er lagret.", changed) % {"n": changed}


@require_http_methods(["GET", "POST"])
def figures_file(request: Request) -> HttpResponse:
    """Bring in a file; nothing is kept before it has been looked at."""
    authorize(request.user, "portfolio.open_unitfigures")
    period = period_asked_for(request)
    form = FigureFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            read_table(upload.name, files.inspect_upload(upload).data)
            stored = files.store(upload, by=request.user)
        except DomainError as refused:
            form.add_error("file", refused.message)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            return redirect(address("portfolio:figures_preview", period, stored.key))
    return render_page(
        request,
        "portfolio/unit_figures_file.html",
        {
            "form": form,
            "period": period,
            "periods": with_addresses("portfolio:figures_file", period),
            "back_url": address("portfolio:unit_figures", period),
        },
    )


@require_http_methods(["GET", "POST"])
def figures_preview(request: Request, key: str) -> HttpResponse:
    """What the file would change, row by row; a POST keeps all of it or nothing."""
    stored = get_object_or_404(StoredFile, key=key, created_by=request.user)
    authorize(request.user, "portfolio.open_unitfigures")
    period = period_asked_for(request)
    units = list(units_kept_by(request))
    rows: list[FileRow] = []
    refused = ""
    try:
        with files.open_file(stored) as content:
            rows = read_figures(read_table(stored.name, content.read()), units)
        if request.method == "POST":
            changed = services.import_figures(rows, period, by=request.user)
            messages.success(request, saved_words(changed))
            return redirect(address("portfolio:unit_figures", period))
    except DomainError as error:
        refused = error.message
    return render_page(
        request,
        "portfolio/unit_figures_preview.html",
        {
            "file": stored,
            "period": period,
            "rows": rows,
            "bad": [row for row in rows if row.errors],
            "refused": refused,
            "kinds": list(FigureKind),
            "back_url": address("portfolio:figures_file", period),
        },
        status=422 if request.method == "POST" else None,
    )
