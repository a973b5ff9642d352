"""A benefit that the line answers for, with one day to be measured."""

from datetime import date
from typing import Any

from portfolio.links import link_for
from tests.factories.benefit import make_benefit, point_of


def add(world: Any) -> None:
    world.benefit = make_benefit(
        world.running_project, owner=world.people["member"], points=(date(2026, 6, 1),)
    )
    world.benefit_point = point_of(world.benefit)
    world.benefit_link = link_for(world.benefit_point, world.people["member"])
