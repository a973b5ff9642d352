"""What is asked of several querysets at once, whatever their models: one query for them all."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.db.models import Count, QuerySet, Value

Name = TypeVar("Name", bound=Hashable)


def nonempty(asked: Mapping[Name, QuerySet[Any]]) -> set[Name]:
    """The names of those that have a row."""
    parts = []
    for nth, rows in enumerate(asked.values()):
        part = rows.values_list(Value(nth))[:1]
        part.query.clear_ordering(force=True)  # also of a sliced one
        parts.append(part)
    names = list(asked)
    return {names[nth] for (nth,) in _united(parts)}


def counts(asked: Mapping[Name, QuerySet[Any]]) -> dict[Name, int]:
    """How many rows each of them has; none of them may be sliced."""
    parts = [
        rows.order_by().values(nth=Value(nth)).annotate(n=Count("pk", distinct=True))
        for nth, rows in enumerate(asked.values())
    ]
    found = {row["nth"]: row["n"] for row in _united(parts)}
    return {name: found.get(nth, 0) for nth, name in enumerate(asked)}


def _united(parts: list[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True) if parts else ()
