"""What all blocks of live data share: what one is, whom it is drawn for, and how it is kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organisation import days
from organisation.people.models import Person, Unit
from organisation.web.charts import Drawing
from organisation.web.forms import Form
from organisation.web.richtext import clean
from organisation.web.richtext.cleaning import WITH_ID
from organisation.web.richtext.tree import Node, parse, write
from portfolio.dashboard.board import Board
from portfolio.dashboard.selection import Selection
from portfolio.models import Gate, Project
from portfolio.models.project import Access, ProjectQuerySet
from portfolio.queries.report_parts import table as plain_table

Text = str | Promise
WIDTH = 690  # of a picture that takes the page from margin to margin, in its own units
COLUMN_CLASS = re.compile(r' class="[^"]*"')
NOBODY = -1  # the id of somebody who is no row, so nothing is theirs
GATE, PROJECT, PROGRAMME = "gate", "project", "programme"
REPORT, PRIORITISATION, DISTRICT = "phase_report", "prioritisation", "district"
MATTERS = {
    GATE: "gate_id",
    PROJECT: "project_id",
    PROGRAMME: "programme_id",
    REPORT: "phase_report_id",
    PRIORITISATION: "prioritisation_id",
}


class ParamsForm(Form):
    """What a block can be asked for. Its cleaned values are plain data: they are stored as JSON."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


@dataclass(frozen=True)
class Drawn:
    """What a block shows: rich text, perhaps a picture, and a line on what is counted.

    `is_empty`: there is nothing to tell yet; the paper leaves the block out then.
    """

    html: str = ""
    figure: str = ""  # a picture for print, of our own making, with its words inside
    caption: str = ""  # the line under the picture
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.html and not self.figure


@dataclass(frozen=True)
class Block:
    """One kind of block: what it is called, which matters it can tell of, and how it is drawn.

    `needs` names what the case has to be about, one of them; the district always is. In cases of
    `kinds` it may stand without, since what it shows can be typed.
    """

    name: str
    title: Text
    lead: Text
    needs: tuple[str, ...]
    draw: Callable[["Scope", dict[str, Any]], Drawn]
    form: type[ParamsForm] | None = None
    kinds: tuple[str, ...] = ()

    def fits(self, case: Any) -> bool:
        return (DISTRICT in self.needs or case.kind in self.kinds) or any(
            getattr(case, MATTERS[need]) is not None for need in self.needs
        )


class Scope:
    """What a block may tell of, for a case.

    It is drawn as any employee of the district would see it, whoever writes or approves: a case
    becomes public. Only a case that is exempt tells of the restricted project it is about.
    """

    def __init__(self, case: Any, *, name: str = "") -> None:
        self.case, self.name = case, name
        self.on: date = days.today()

    @cached_property
    def reader(self) -> Person:
        return plain_employee(self.case.district)

    @cached_property
    def project(self) -> Project | None:
        """The project the case is about, when it may be told of."""
        project: Project | None = self.case.project
        if project is None or (project.access == Access.RESTRICTED and not self.case.is_exempt):
            return None
        return project

    @property
    def is_hidden(self) -> bool:
        """The case is about a project that it may not tell of."""
        return self.case.project_id is not None and self.project is None

    @cached_property
    def gate(self) -> Gate | None:
        if self.case.gate_id is None or self.project is None:
            return None
        return Gate.objects.with_project().filter(pk=self.case.gate_id).first()

    @cached_property
    def projects(self) -> ProjectQuerySet:
        """The project the case is about, or those of its programme, else all in the district."""
        if self.case.project_id is not None:
            return Project.objects.filter(pk=self.project.pk if self.project else NOBODY)
        rows: ProjectQuerySet = Project.objects.visible_to(self.reader)
        if self.case.programme_id is not None:
            return rows.filter(programme=self.case.programme_id)
        return rows.filter(district=self.case.district_id)

    def board(self, query: str = "") -> Board:
        """The dashboard of what the reader sees; `query` is its filters, as in its address."""
        request: Any = HttpRequest()
        request.GET, request.user = QueryDict(query), self.reader
        return Board(Selection(request, on=self.on))


def plain_employee(district: Unit) -> Person:
    """Somebody who works in the district and has no part in anything; no row of the database."""
    return Person(pk=NOBODY, name=_("Ansatt"), unit=district, district=district, is_employee=True)


def table(caption: Text, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose first column names the row; nothing without rows."""
    return plain_table(str(caption), [str(head) for head in heads], rows)


def drawing(made: Drawing, name: str) -> str:
    """A chart as a picture for print. `name` keeps its ids apart from those of other pictures."""
    return str(replace(made, name=f"{made.name}-{name}").printed(WIDTH))


def table_of(made: Drawing) -> str:
    """The chart's own table, as rich text."""
    html = str(made.for_print().table())
    title = f"<caption>{made.title}</caption>"
    return COLUMN_CLASS.sub("", re.sub(r"<caption[^>]*>.*?</caption>", title, html, count=1))


def settled(html: str, seed: str) -> str:
    """Clean rich text whose ids follow from `seed`, so that the same data are the same text."""
    nodes = [each for each in parse(clean(html)) if isinstance(each, Node)]
    count = 0
    for top in nodes:
        for node in top.walk():
            if node.tag in WITH_ID:
                count += 1
                node.attrs["data-id"] = sha256(f"{seed}-{count}".encode()).hexdigest()[:8]
    return write(nodes)
