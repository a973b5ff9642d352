"""What the sheets have in common: the names of the projects, and words for stored values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise

from organisation.web.sheets import Column
from portfolio.models import Entry, Project
from portfolio.papers.part import Reading

Row = Sequence[Any]
MONEY = ("plan", "released", "committed", "spent", "forecast")


class Source:
    """The portfolio that the sheets are read from, each project's name asked for once."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.board = reading, reading.board

    @cached_property
    def names(self) -> dict[int, tuple[str, str]]:
        """Project id → number and title, in the order of the titles."""
        rows = self.board.among(Project.objects, "pk").order_by("title_key", "pk")
        return {
            pk: (number, title) for pk, number, title in rows.values_list("pk", "number", "title")
        }

    @cached_property
    def money(self) -> list[tuple[Any, ...]]:
        """Project, fund-year and the sums of each kind of entry, and hours; read for two sheets."""
        by = ("project", "fund_year")
        sums = self.board.among(Entry.objects.known()).sums(*by).order_by(*by)
        return list(sums.values_list(*by, *(f"{kind}_nok" for kind in MONEY), "hours_sum"))

    def of_projects(self, rows: Iterable[Sequence[Any]]) -> Iterable[Row]:
        """Rows whose first value is a project's id, with its number and title instead."""
        names = self.names
        return ((*names[row[0]], *row[1:]) for row in rows if row[0] in names)


@dataclass(frozen=True)
class SheetKind:
    """A sheet: `columns` of it and of the portfolio, and what fills them on the day."""

    name: str
    title: str | Promise
    about: str | Promise
    columns: Sequence[Column]
    rows: Callable[[Source], Iterable[Row]]


def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """Stored value → its words, looked up once; empty stays empty."""
    return {"": "", **{str(value): str(label) for value, label in choices.choices}}
