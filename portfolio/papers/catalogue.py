"""Which parts each kind of paper may have, in their usual order."""

from collections.abc import Iterable

from portfolio.models.paper import PaperKind
from portfolio.papers.account import benefits as year_of_benefits
from portfolio.papers.account import ideas as year_of_ideas
from portfolio.papers.account import people as year_of_people
from portfolio.papers.account import projects as year_of_projects
from portfolio.papers.account import stopped, strategy
from portfolio.papers.part import Part
from portfolio.papers.pieces import benefits, frame, need, units
from portfolio.papers.report import (
    changes,
    charted,
    figures,
    lacks,
    lights,
    money,
    projects,
    risks,
)

PARTS: dict[PaperKind, tuple[Part, ...]] = {
    PaperKind.REPORT: (
        figures.PART,
        lights.PART,
        changes.PART,
        charted.GATES,
        charted.ROADMAP,
        charted.PHASES,
        charted.VALUE,
        money.PART,
        charted.BENEFITS,
        risks.PART,
        charted.IDEAS,
        charted.USE,
        lacks.PART,
        projects.PART,
    ),
    PaperKind.WORKBOOK: (),
    PaperKind.ACCOUNT: (
        year_of_ideas.PART,
        year_of_projects.PART,
        stopped.PART,
        year_of_benefits.PART,
        year_of_people.PART,
        strategy.PART,
    ),
    PaperKind.PIECES: (units.PART, frame.PART, need.PART, benefits.PART),
}


def parts_named(kind: PaperKind, names: Iterable[str]) -> list[Part]:
    """The parts called `names`, in that order; names nobody knows are passed over."""
    known = {part.name: part for part in PARTS[kind]}
    return [known[name] for name in dict.fromkeys(names) if name in known]
