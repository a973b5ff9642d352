"""Decisions: those that wait, and those that come."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from portfolio.lifecycle import GateState, ProjectState
from portfolio.models import Gate, Phase

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board

AHEAD = 90  # days
WAITING = (GateState.SUBMITTED, GateState.WAITING_FOR_BOARD)
URGENT = (F("due").asc(nulls_last=True), "submitted_at", "pk")


def of_board(board: "Board") -> Any:
    """The gates of the chosen projects with `when`: the day they are due, else planned for."""
    # Asked of those without a day of their own; joined, it would be found for every gate.
    opens = Phase.objects.filter(pk=OuterRef("opens_phase")).order_by().values("planned_start")
    return board.among(Gate.objects).annotate(when=Coalesce("due", Subquery(opens)))


def is_waiting() -> Q:
    return Q(state__in=WAITING)


def is_coming(board: "Board") -> Q:
    """Not decided, and to be decided within the days ahead; a stopped project decides nothing."""
    days = (board.on, board.on + timedelta(days=AHEAD))
    return (
        ~Q(state=GateState.DECIDED) & ~Q(project__state=ProjectState.STOPPED) & Q(when__range=days)
    )


def is_mine(board: "Board") -> Q:
    """Waits for the reader's own word."""
    return Q(pk__in=Gate.objects.waiting_for_decision_by(board.person).order_by().values("pk"))


def read(board: "Board") -> dict[str, dict[str, Any]]:
    """Code → how many wait, are late, wait for the reader, and come; one grouped query."""
    rows = (
        of_board(board)
        .filter(is_waiting() | is_coming(board))
        .order_by()
        .values("code")
        .annotate(
            waiting=Count("pk", filter=is_waiting()),
            late=Count("pk", filter=is_waiting() & Q(due__lt=board.on)),
            coming=Count("pk", filter=is_coming(board)),
            mine=Count("pk", filter=is_mine(board)),
        )
    )
    return {row["code"]: row for row in rows}


def waiting(board: "Board") -> Any:
    """Those that wait, the first due first, with `mine` where it is the reader who decides."""
    return (
        of_board(board)
        .filter(is_waiting())
        .annotate(mine=ExpressionWrapper(is_mine(board), output_field=BooleanField()))
        .select_related("project__unit", "decider_unit", "opens_phase", "ends_phase")
        .order_by(*URGENT)
    )
