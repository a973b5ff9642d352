"""Reads that join several models for one page."""

from organisation.people.models import Unit
from portfolio.models import Gate
from portfolio.models.gate import GateQuerySet


def gates_for_board(district: Unit) -> GateQuerySet:
    """Gates the board decides, and those decided by others that it has not taken note of.

    `gate.is_for_board and gate.state == GateState.WAITING_FOR_BOARD` tells the first from the
    second.
    """
    gates: GateQuerySet = (
        Gate.objects.for_board(district).with_project().order_by("state", "project", "code")
    )
    return gates
