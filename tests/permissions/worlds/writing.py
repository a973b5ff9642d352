"""A comment in a case that is being written."""

from typing import Any

from reports.services.comment import add_comment


def add(world: Any) -> None:
    world.case_comment = add_comment(
        world.draft_case, section=None, text="Er dette nok?", by=world.people["director"]
    )
