"""The sheets of the workbook, in their usual order."""

from collections.abc import Iterable, Iterator

from organisation.web.sheets import Sheet
from portfolio.papers.part import Reading
from portfolio.papers.sheets import (
    benefits,
    gates,
    ideas,
    lacks,
    lights,
    money,
    phases,
    projects,
    risks,
)
from portfolio.papers.sheets.common import SheetKind, Source

ALL: tuple[SheetKind, ...] = (
    projects.SHEET,
    phases.SHEET,
    gates.SHEET,
    lights.SHEET,
    money.SHEET,
    benefits.SHEET,
    risks.SHEET,
    ideas.SHEET,
    lacks.SHEET,
)
SHEETS = {kind.name: kind for kind in ALL}


def sheets_named(names: Iterable[str], reading: Reading) -> Iterator[Sheet]:
    """The sheets called `names`, each read when it is written."""
    source = Source(reading)
    for name in names:
        if name in SHEETS:
            kind = SHEETS[name]
            yield Sheet(kind.title, kind.columns, kind.rows(source))
