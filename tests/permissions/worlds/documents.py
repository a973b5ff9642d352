"""A paper of a project that waits to be made, ordered by its leader with a batch round it."""

from typing import Any

from organisation.files.batches import order_batch
from organisation.files.services import order_document
from tests.documents import sample


def add(world: Any) -> None:
    leader = world.people["leader"]
    world.ordered = order_document(
        kind="board_case",
        template="documents/board_case.html",
        context=sample.tidy(),
        key="papir",
        title="Notat",
        holder=world.running_project,
        by=leader,
    )
    world.ordered_batch = order_batch("Notater", [world.ordered], key="notater", by=leader)
