"""The portfolio as it was laid before the board, on the day it last met or another meeting."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from organisation import days
from organisation.audit.tracking import as_of
from organisation.permissions import authorize
from organisation.web.context import Shell
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from portfolio.dashboard import ages, headline
from portfolio.dashboard.released import Released, ReleasedBoard, meetings_of
from portfolio.overview.lines import annotated

MEETING = "mote"
SORTS = (
    Sort("tittel", gettext_lazy("Prosjekt"), ("title_key",)),
    Sort("enhet", gettext_lazy("Enhet"), ("unit__path",)),
)


@require_GET
def released(request: Request) -> HttpResponse:
    """The open projects as they stood at the end of the day of the meeting."""
    authorize(request.user, "portfolio.view_released")
    meetings = meetings_of(request.user, timezone.localdate())
    if not meetings:
        return render_page(request, "portfolio/released.html", {"met": None, "wide_shell": True})
    met, notice = meeting_asked_for(request.GET.get(MEETING, ""), meetings)
    # The shell is today's, and who may read is decided by today's roles.
    request.shell = Shell(request).read()  # type: ignore[attr-defined]
    with as_of(met):
        return page_of(request, met, meetings, notice)


def meeting_asked_for(asked: str, meetings: list[tuple[date, str]]) -> tuple[date, str]:
    """The day of the address when the board met then, else of the last meeting and a notice."""
    found = next((on for on, _words in meetings if on.isoformat() == asked), None)
    if found is None and asked:
        return meetings[0][0], _("Vi kjenner ikke noe møte den dagen. Siste møte vises.")
    return found or meetings[0][0], ""


def page_of(
    request: Request, met: date, meetings: list[tuple[date, str]], notice: str
) -> HttpResponse:
    selection = Released(request, on=days.today())
    board = ReleasedBoard(selection)
    rows = annotated(selection.projects, "status").select_related("unit").with_phases()
    return render_page(
        request,
        "portfolio/released.html",
        {
            "met": met,
            "meetings": [
                (words, selection.here(**{MEETING: [on.isoformat()]}), on == met)
                for on, words in meetings
            ],
            "notice": notice,
            "board": board,
            "selection": selection,
            "undated": ages.undated(board),
            "lead": headline.of_lights(board.marks) if board.facts else "",
            "hidden": headline.hidden(board),
            "looser": [] if board.facts else selection.looser(),
            "listing": build_list(request, rows, sorts=SORTS),
            "today": board.on,
            "wide_shell": True,
        },
        fragments=["released", "folded"],
    )
