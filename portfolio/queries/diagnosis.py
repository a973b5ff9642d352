"""Reads about the diagnosis of a project."""

from dataclasses import dataclass, field
from typing import Any

from portfolio.models import Cause, Diagnosis, Project


@dataclass
class Branch:
    """A cause with those under it."""

    cause: Cause
    deeper: "list[Branch]" = field(default_factory=list)


def tree_of(project: Project) -> list[Branch]:
    """The causes as a tree, in the order they were written; one query."""
    causes = list(project.causes.order_by("pk"))
    branches = {cause.pk: Branch(cause) for cause in causes}
    tops: list[Branch] = []
    for cause in causes:
        cause.project = project
        above = branches.get(cause.under_id) if cause.under_id else None
        (above.deeper if above else tops).append(branches[cause.pk])
    return tops


def flat(branches: list[Branch], depth: int = 0) -> list[tuple[int, Cause]]:
    """Each cause after the one it stands under, with how deep it stands."""
    rows = []
    for branch in branches:
        rows.append((depth, branch.cause))
        rows += flat(branch.deeper, depth + 1)
    return rows


def diagnosis_of(project: Project) -> Diagnosis:
    """The diagnosis, or an empty one that is not saved (version 0)."""
    diagnosis = Diagnosis.objects.filter(project=project).first()
    diagnosis = diagnosis or Diagnosis(version=0)
    diagnosis.project = project
    return diagnosis


def for_record(project: Project) -> dict[str, Any] | None:
    """What a signed decision freezes of the diagnosis; None when nothing is written."""
    diagnosis = diagnosis_of(project)
    causes = list(project.causes.order_by("pk").values("text", "level", "under_id", "id"))
    if not diagnosis.pk and not causes:
        return None
    names = ("problem", "actors", "insight", "sources", "solution_idea", "why_this")
    return {**{name: getattr(diagnosis, name) for name in names}, "causes": causes}
