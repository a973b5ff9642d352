"""Conditions of decisions that are past their day."""

from datetime import date
from typing import TYPE_CHECKING, Any

from portfolio.models import Condition

if TYPE_CHECKING:
    from portfolio.dashboard.board import Board


PROJECT = "decision__gate__project"  # of a condition


def overdue(on: date) -> Any:
    """Open conditions whose day has passed."""
    return Condition.objects.open().filter(due__lt=on)


def late(board: "Board") -> Any:
    """Those of the chosen projects under way."""
    return board.among_under_way(overdue(board.on), PROJECT)
