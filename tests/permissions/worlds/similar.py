"""Somebody who supports the released idea, and may be taken in."""

from typing import Any

from ideas.services.support import support_idea


def add(world: Any) -> None:
    world.supporter = world.people["employee"]
    support_idea(world.released_idea, by=world.supporter)
