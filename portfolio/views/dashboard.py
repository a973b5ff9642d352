"""The dashboard of the portfolio: figures, charts, and the lists behind them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.errors import DomainError
from organisation.people.models import Person
from organisation.permissions import allows, authorize
from organisation.search.saved import saved_views
from organisation.web.lists import Listing, build_list
from organisation.web.pages import Request, render_page
from portfolio.dashboard import ages, figures, gates, headline, incomplete
from portfolio.dashboard.behind import LISTS, Behind
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import BY_NAME, all_of
from portfolio.dashboard.selection import Selection
from portfolio.models import Project
from portfolio.services import incomplete as services

SHOWN, FEWER = 6, 4  # rows of a list on the dashboard itself
# What lies below the first screen comes part by part when the page is there; or all of it at once.
CHARTS, ALL, PART = "diagrammer", "alle", "del"
PARTS = ("lacking", "roadmap", "money", "value", "pace", "use")


def sees_only_what_is_released(person: Person) -> bool:
    """Who sits in the board and is not employed reads the portfolio as it was when they met."""
    return not person.has_perm("portfolio.list_projects") and person.has_perm(
        "portfolio.view_released"
    )


def board_of(request: Request) -> Board:
    authorize(request.user, "portfolio.list_projects")
    return Board(Selection(request, on=days.today()))


@require_GET
@shows_any_day
def dashboard(request: Request) -> HttpResponse:
    if sees_only_what_is_released(request.user):
        return redirect("portfolio:released")
    board = board_of(request)
    views = saved_views(request, "portfolio:dashboard")
    if views.start_url:
        return redirect(views.start_url)
    board.selection.bare_url = views.all_url
    charts = request.GET.get(CHARTS)
    board.is_brief, board.is_lit = charts not in (ALL, PART), charts != PART
    context: dict[str, Any] = {
        "board": board,
        "selection": board.selection,
        "today": board.on,
        "views": views,
        "weigh_url": weigh_url(board),
        "order_url": order_url(board),
        "rest_url": board.selection.here(**{CHARTS: [ALL]}) if board.is_brief else "",
        "part_url": board.selection.here(**{CHARTS: [PART]}),
        "wide_shell": True,
    }
    if board.facts:
        context |= parts_of(board)
    else:
        context["looser"] = board.selection.looser()
    return render_page(
        request,
        "portfolio/dashboard.html",
        context,
        fragments=["dashboard", "folded", *(f"dashboard-{part}" for part in PARTS)],
    )


def weigh_url(board: Board) -> str:
    """Where the chosen projects are weighed for a frame; for those who only read, the list."""
    if days.is_past():
        return ""
    if board.person.has_perm("portfolio.start_prioritisation"):
        return board.selection.url("portfolio:prioritisation_start")
    if board.person.has_perm("portfolio.list_prioritisations"):
        return reverse("portfolio:prioritisations")
    return ""


def order_url(board: Board) -> str:
    """Where a report of the chosen projects is ordered, as they stood on the day that is shown."""
    # Asked of the rule itself: on an earlier day nothing may be done, but this is done today.
    if not allows(board.person, "portfolio.order_paper"):
        return ""
    more: dict[str, str] = {"dag": board.on.isoformat()} if days.is_past() else {}
    return board.selection.url("portfolio:paper_order", **more)


def parts_of(board: Board) -> dict[str, Any]:
    """What stands on a dashboard with projects on it; each is read when it is drawn."""

    def waiting() -> figures.Waiting:
        return figures.waiting_of(board)

    def first_gates() -> list[Any]:
        return list(gates.waiting(board)[:SHOWN]) if waiting().count else []

    def lacking() -> dict[str, Any]:
        rows, count = incomplete.first(board, FEWER)
        return {"rows": with_reminders(board, rows), "count": count}

    return {
        "waiting": SimpleLazyObject(waiting),
        "figures": SimpleLazyObject(lambda: figures.read(board, waiting())),
        "lead": SimpleLazyObject(lambda: headline.of(board, waiting())),
        "undated": ages.undated(board),
        "hidden": SimpleLazyObject(lambda: headline.hidden(board)),
        "gates": SimpleLazyObject(first_gates),
        "charts": all_of(board),
        "lacking": SimpleLazyObject(lacking),
    }


def with_reminders(board: Board, rows: Any, most: int = 4) -> list[dict[str, Any]]:
    """Projects with `most` of what they lack, when the leader was reminded, and who may now."""
    projects = list(rows)
    reminded = services.on_which_days([project.pk for project in projects], board.on)
    return [
        {
            "project": project,
            "words": incomplete.in_short(incomplete.words_of(project.lacks), most),
            "reminded": reminded.get(project.pk),
            "may_remind": not days.is_past()
            and project.pk not in reminded
            and project.leader is not None
            and board.person.has_perm("portfolio.nudge_leader", project),
        }
        for project in projects
    ]


@require_GET
@shows_any_day
def incomplete_list(request: Request) -> HttpResponse:
    """Every project under way that lacks something."""
    board = board_of(request)
    listing = build_list(request, incomplete.of_board(board), sorts=[incomplete.MOST_FIRST])
    return render_page(
        request,
        "portfolio/dashboard_incomplete.html",
        {
            "board": board,
            "selection": board.selection,
            "listing": listing,
            "rows": with_reminders(board, listing.page.object_list, most=20),
            "today": board.on,
        },
        fragments=["lacking"],
    )


@require_POST
def nudge(request: Request, slug: str) -> HttpResponse:
    """Remind the leader of what the project lacks today."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    authorize(request.user, "portfolio.nudge_leader", project)
    found = incomplete.with_lacks(Project.objects.filter(pk=project.pk), days.today()).get()
    try:
        services.nudge_leader(project, incomplete.words_of(found.lacks), by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("Prosjektlederen er minnet om det som mangler."))
    page = "portfolio:incomplete" if request.POST.get("fra") == "mangler" else "portfolio:dashboard"
    query = QueryDict(request.POST.get("sporring", "")[:2000]).urlencode()
    return redirect(f"{reverse(page)}?{query}" if query else reverse(page))


@require_GET
@shows_any_day
def chart_file(request: Request, name: str) -> HttpResponse:
    """One chart as a file, of the projects that the address chooses."""
    board = board_of(request)
    entry = BY_NAME.get(name)
    drawing = entry.make(board) if entry else None
    if drawing is None:
        raise Http404
    response = HttpResponse(drawing.file(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{name}-{board.on:%Y-%m-%d}.svg"'
    return response


@require_GET
@shows_any_day
def behind(request: Request, name: str) -> HttpResponse:
    """The rows behind one figure or bar."""
    board = board_of(request)
    if (wanted := LISTS.get(name)) is None:
        raise Http404
    rows, shown, ignored = narrowed(request, board, wanted)
    listing: Listing[Any] = build_list(request, rows, sorts=wanted.sorts)
    return render_page(
        request,
        "portfolio/dashboard_behind.html",
        {
            "board": board,
            "selection": board.selection,
            "wanted": wanted,
            "shown": shown,
            "ignored": ignored,
            "sums": [] if shown else wanted.sums(board),
            "listing": listing,
            "cells": [
                [(column, column.cell(row, board.on)) for column in wanted.columns]
                for row in listing
            ],
            "today": board.on,
        },
        fragments=["rows"],
    )


def narrowed(request: Request, board: Board, wanted: Behind) -> tuple[Any, list[str], list[str]]:
    """The rows, what of them is shown in words, and what in the address could not be read."""
    rows, shown, ignored = wanted.rows(board), [], []
    for name, param in wanted.params.items():
        if not (value := request.GET.get(name, "")):
            continue
        kept = param.narrow(board, rows, value)
        if kept is None:
            ignored.append(value[:80])
        else:
            rows = kept
            shown.append(str(param.words(value)))
    return rows, shown, ignored
