"""Decisions: those that wait, and those that come."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from portfolio.lifecycle import GateState, ProjectState
from portfolio.models import Gate, Phase
from portfolio.queries.once import summed

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
    undecided = ~Q(state=GateState.DECIDED) & ~Q(project__state=ProjectState.STOPPED)
    return undecided & Q(when__range=ahead(board))


def ahead(board: "Board") -> tuple[date, date]:
    return board.on, board.on + timedelta(days=AHEAD)


def with_mine(board: "Board", gates: Any) -> Any:
    """`gates` with `mine`: whether one waits for the reader's own word."""
    own = Q(pk__in=board.own_gates)
    return gates.annotate(mine=ExpressionWrapper(own, output_field=BooleanField()))


# The day a gate is due is looked up for some, so it is found once and then compared.
COUNTED = ("code", "state", "due", "when", "project", "mine")
COUNTS = """
    SELECT code,
           count(*) FILTER (WHERE state = ANY(%s)),
           count(*) FILTER (WHERE state = ANY(%s) AND due < %s),
           count(*) FILTER (WHERE "when" BETWEEN %s AND %s AND NOT project = ANY(%s::bigint[])),
           count(*) FILTER (WHERE mine)
      FROM rows GROUP BY code
"""


def read(board: "Board") -> dict[str, dict[str, int]]:
    """Code → how many wait, are late, come, and wait for the reader; one query."""
    rows = with_mine(board, of_board(board).exclude(state=GateState.DECIDED))
    waiting = [*WAITING]
    params = [waiting, waiting, board.on, *ahead(board), board.facts.in_state(ProjectState.STOPPED)]
    return {
        code: dict(zip(("waiting", "late", "coming", "mine"), counts, strict=True))
        for code, *counts in summed(rows, COUNTED, COUNTS, params)
    }


def waiting(board: "Board") -> Any:
    """Those that wait, the first due first, with `mine` where it is the reader who decides."""
    return (
        with_mine(board, of_board(board).filter(is_waiting()))
        .select_related("project__unit", "decider_unit", "opens_phase", "ends_phase")
        .order_by(*URGENT)
    )
