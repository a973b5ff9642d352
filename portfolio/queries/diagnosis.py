"""Reads about the diagnosis of a project."""

from typing import Any

from portfolio.models import Diagnosis, Project


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
