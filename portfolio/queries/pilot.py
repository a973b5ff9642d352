"""Reads about pilots that join several models."""

from typing import Any

from django.db.models import Q

from organisation.people.models import Person, Role
from portfolio.models import Pilot, Project

APPROVING_ROLES = (Role.MANAGER, Role.DIRECTOR, Role.ADVISER)


def approvers_of(project: Project) -> list[Person]:
    """Who may say that law, privacy and ethics are in order, by name; never the leader.

    Agrees with the rule `portfolio.approve_pilot`. One query, when the unit is read.
    """
    above = Q(
        role_grants__role__in=APPROVING_ROLES, role_grants__unit__in=project.unit.path.split(".")
    )
    people = Person.objects.active().filter(above | Q(pk=project.owner_id))
    return list(people.exclude(pk=project.leader_id).distinct().order_by("name_key", "pk"))


def pilot_of(project: Project) -> Pilot | None:
    """The pilot with its approvers, its project as already read; None when there is none."""
    pilot = (
        Pilot.objects.filter(project=project)
        .select_related("approver", "approved_by")
        .prefetch_related("places__unit")
        .first()
    )
    if pilot is not None:
        pilot.project = project
    return pilot


def for_record(project: Project) -> dict[str, Any] | None:
    """What a signed decision freezes of the pilot behind the project."""
    pilot = pilot_of(project)
    if pilot is None:
        return None
    return {
        "what": pilot.what,
        "until": pilot.until,
        "judgements": [
            {"about": str(about), "answer": answer, "text": text}
            for about, answer, _words, text in pilot.judgements
        ],
        "approved_by": str(pilot.approved_by or ""),
        "approved_at": pilot.approved_at,
        "happened": pilot.happened,
        "worked": pilot.worked,
        "next": pilot.next_step,
    }
