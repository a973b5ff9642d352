"""One calm line on the overview for each thing that matters in a project.

A module here is one noun. Its `ANNOTATIONS` are read with the project itself, as subqueries on
`OuterRef("pk")`, so that however many lines there are, they cost one query; lists of projects use
the same ones. Its `line(project, on)` puts them into words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import (
    Expression,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

Text = str | Promise
Annotations = dict[str, Callable[[], Any]]


@dataclass(frozen=True)
class OverviewLine:
    """What stands in the line; `mark` colours it: late is red, soon amber, done green."""

    icon: str
    title: Text
    text: Text
    url: str
    mark: Literal["", "late", "soon", "done"] = ""
    missing: bool = False  # demanded of this project and not there
    light: Literal["", "plan", "watch", "act", "stale"] = ""  # in place of the icon
    note: Text = ""  # said below the light, coloured by `mark` like the text
    lights: tuple[tuple[Text, str], ...] = ()  # beside the light: what each is about, and how
    share: int | None = None  # per cent of a whole, drawn as a bar under the words


@dataclass(frozen=True)
class Noun:
    """One module of this folder."""

    name: str
    annotations: Annotations
    line: Callable[[Any, date], OverviewLine | None]


def count(model: type[Model], condition: Q | None = None) -> Expression:
    """How many rows of `model` with a field `project` the outer project has."""
    rows = model._default_manager.filter(project=OuterRef("pk"))
    return count_of(rows if condition is None else rows.filter(condition))


def count_of(rows: QuerySet[Any]) -> Expression:
    """How many `rows` there are, which refer to the outer project; 0 when none."""
    # A plain function, since Django would group an aggregate by row and count each by itself.
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
