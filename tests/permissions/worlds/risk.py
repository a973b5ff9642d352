"""A risk the project answers for, lifted to its owner."""

from typing import Any

from portfolio.services import risk as services
from tests.factories.risk import make_risk


def add(world: Any) -> None:
    world.risk = make_risk(world.running_project)
    services.escalate_risk(world.risk, reason="Vi trenger folk.", by=world.people["leader"])
