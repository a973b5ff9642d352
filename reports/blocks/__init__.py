"""Blocks of live data in a case, one module each.

A block follows the data until the case is approved; then what it shows is frozen with the day.
"""

from typing import Any

from django.utils import translation

from organisation import days
from organisation.web.wording import day
from reports.blocks import (
    benefits,
    changes,
    chart,
    criteria,
    figures,
    money,
    phase_plan,
    programme_projects,
    project_facts,
    ranking,
    risks,
)
from reports.blocks.base import Block, Drawn, Scope, settled
from reports.words import words_for

BLOCKS: dict[str, Block] = {
    module.BLOCK.name: module.BLOCK
    for module in (
        project_facts,
        phase_plan,
        money,
        risks,
        benefits,
        criteria,
        ranking,
        programme_projects,
        changes,
        figures,
        chart,
    )
}


def blocks_for(case: Any) -> list[Block]:
    """The blocks that have something to tell in `case`, in the order they are offered."""
    return [block for block in BLOCKS.values() if block.fits(case)]


def draw(section: Any, case: Any) -> dict[str, Any]:
    """What a section of live data shows now, as plain data: `html`, `figure`,
    `caption` and `note`.

    `note` ends with the day of the figures. A block that nobody knows any more is empty.
    """
    block = BLOCKS.get(section.block)
    scope = Scope(case, name=str(section.pk))
    with translation.override(case.template.language):
        shown = block.draw(scope, section.params) if block and block.fits(case) else Drawn()
    words = words_for(case.template.language, case.template.labels)
    said = words["figures_from"].format(day=day(days.today()))
    return {
        "block": section.block,
        "html": settled(shown.html, f"data-{section.pk}"),
        "figure": shown.figure,
        "caption": shown.caption,
        "note": " ".join(filter(None, [shown.note, said])),
        "is_empty": shown.is_empty,
        "is_hidden": scope.is_hidden,
    }
