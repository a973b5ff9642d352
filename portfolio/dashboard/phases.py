"""The phases of the chosen projects: who stands where, and how long a phase takes."""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from portfolio.dashboard.spans import Median
from portfolio.filters import UNDER_WAY
from portfolio.lifecycle import PhaseState, ProjectState
from portfolio.models import Phase

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board

REACHED = (PhaseState.RUNNING, PhaseState.DONE)
IS_DONE = Q(state=PhaseState.DONE)


def read(board: "Board") -> list[dict[str, Any]]:
    """One row for each kind of phase that somebody has reached, in their order; one query.

    The stopped stand in the last phase they reached.
    """
    later = Phase.objects.filter(
        project=OuterRef("project"), position__gt=OuterRef("position"), state__in=REACHED
    )
    rows = (
        board.among(Phase.objects.filter(state__in=REACHED))
        .order_by()
        .values("kind")
        .annotate(
            name=Max("name"),
            place=Min("position"),
            reached=Count("pk"),
            now=Count("pk", filter=Q(state=PhaseState.RUNNING, project__state__in=UNDER_WAY)),
            # In this order, so that only phases of the stopped are looked at twice.
            stopped=Count("pk", filter=Q(project__state=ProjectState.STOPPED) & Q(~Exists(later))),
            done=Count("pk", filter=IS_DONE),
            newest=Max("actual_end", filter=IS_DONE),
            took=Median(F("actual_end") - F("actual_start"), filter=IS_DONE),
        )
    )
    return list(rows.order_by("place", "-reached", "kind"))


def finished(board: "Board") -> Any:
    """The phases that have both begun and ended."""
    return board.among(Phase.objects.filter(IS_DONE))
