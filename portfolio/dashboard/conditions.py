"""Conditions of decisions that are past their day."""

from typing import TYPE_CHECKING, Any

from portfolio.models import Condition

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board


def late(board: "Board") -> Any:
    """Open conditions of the chosen projects under way whose day has passed."""
    overdue = Condition.objects.open().filter(due__lt=board.on)
    return board.among_under_way(overdue, "decision__gate__project")
