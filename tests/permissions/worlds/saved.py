"""A view that the adviser shows the leaders of one unit."""

from typing import Any

from organisation.people.models import Role
from organisation.search.services import save_view


def add(world: Any) -> None:
    world.saved_view = save_view(
        "ideas:list",
        "tilstand=submitted",
        title="Nye idéer",
        role=Role.MANAGER,
        unit=world.care,
        by=world.people["adviser"],
    )
