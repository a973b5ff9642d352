"""Reads about participation."""

from typing import Any

from portfolio.models import Participation, Project
from portfolio.models.participation import ParticipationQuerySet


def co_determination_of(project: Project) -> ParticipationQuerySet:
    """Where MBU or AMU has had the project, newest first; a gate asks for it."""
    rows: ParticipationQuerySet = Participation.objects.filter(project=project).co_determination()
    return rows


def for_record(project: Project) -> list[dict[str, Any]]:
    """What a signed decision freezes: who, when, how, and what changed."""
    return [
        {
            "group": entry.group,
            "role": entry.role,
            "number": entry.number,
            "held_on": entry.held_on,
            "how": entry.how,
            "body": entry.body,
            "case_reference": entry.case_reference,
            "said": entry.said,
            "changed": entry.changed,
        }
        for entry in project.participations.all()
    ]
