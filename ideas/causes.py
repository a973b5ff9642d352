"""Why something is as it is: causes that stand under one another, here and on the floors above."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet


@dataclass
class Branch:
    """A cause with those under it."""

    cause: Any
    deeper: "list[Branch]" = field(default_factory=list)


def tree_of(causes: Iterable[Any]) -> list[Branch]:
    """The causes as a tree, in the order they were written."""
    branches = {cause.pk: Branch(cause) for cause in sorted(causes, key=lambda cause: cause.pk)}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.cause.under_id)
        (above.deeper if above else tops).append(branch)
    return tops


def flat(branches: list[Branch], depth: int = 0) -> list[tuple[int, Any]]:
    """Each cause after the one it stands under, with how deep it stands."""
    rows = []
    for branch in branches:
        rows.append((depth, branch.cause))
        rows += flat(branch.deeper, depth + 1)
    return rows


def below(cause: Any, causes: QuerySet[Any]) -> set[int]:
    """Ids of all of `causes` that stand under `cause`, at any depth; one query."""
    under: dict[int | None, list[int]] = {}
    for pk, above in causes.values_list("pk", "under"):
        under.setdefault(above, []).append(pk)
    found: set[int] = set()
    queue = [cause.pk]
    while queue:
        deeper = under.get(queue.pop(), [])
        queue += [pk for pk in deeper if pk not in found]
        found.update(deeper)
    return found
