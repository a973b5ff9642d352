"""One part of a paper, and what it reads from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from organisation.people.models import Person, Unit
from portfolio.dashboard.board import Board
from portfolio.papers.blocks import Block


@dataclass(frozen=True)
class Reading:
    """The portfolio on one day, for the one who ordered the paper.

    `since` is the day it is compared with; None in the reading of that earlier day.
    """

    board: Board
    district: Unit
    since: date | None = None

    @property
    def on(self) -> date:
        return self.board.on

    @property
    def person(self) -> Person:
        return self.board.person

    @property
    def year(self) -> int:
        return self.on.year

    @property
    def tertial(self) -> int:
        return (self.on.month - 1) // 4 + 1

    @property
    def tertial_began(self) -> date:
        return date(self.year, self.tertial * 4 - 3, 1)


@dataclass(frozen=True)
class Part:
    """`read` asks the database on each of the two days; `write` makes blocks and asks nothing.

    `write(now, then, since)`: `then` is what `read` gave on the earlier day `since`, else None.
    """

    name: str
    title: str | Promise
    about: str | Promise
    read: Callable[[Reading], Any]
    write: Callable[[Any, Any, date | None], list[Block]]
    is_wide: bool = False  # stands on a page that lies down
    compares: bool = False  # says nothing without an earlier day
