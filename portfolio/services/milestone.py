"""Verbs on milestones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.models.milestone import Milestone
from portfolio.models.phase import Phase
from portfolio.models.project import Project
from portfolio.notify import follow as tell_followers
from portfolio.notify import idea as notify

EDITED = ("what", "due", "phase", "done_on")


@transaction.atomic
def add_milestone(
    project: Project,
    *,
    what: str,
    due: date | None,
    by: Person,
    phase: Phase | None = None,
    done_on: date | None = None,
) -> Milestone:
    milestone = Milestone(project=project, what=what, due=due, phase=phase, done_on=done_on)
    refuse_odd(milestone)
    with acting(by, "portfolio.add_milestone"):
        milestone.save(force_insert=True)
    return milestone


@transaction.atomic
def edit_milestone(
    milestone: Milestone, changes: Mapping[str, Any], *, version: int, by: Person
) -> Milestone:
    """Move, reword or take off as reached; `changes` holds any of EDITED. Raises Stale."""
    milestone = lock(milestone, version=version)
    with acting(by, "portfolio.edit_milestone"):
        for name in EDITED:
            if name in changes:
                setattr(milestone, name, changes[name])
        refuse_odd(milestone)
        milestone.version += 1
        milestone.save()
    if milestone.done_on is not None:
        notify.milestone_reached(milestone, by=by)
        tell_followers.milestone_reached(milestone, by=by)
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, by: Person, on: date | None = None) -> Milestone:
    """The milestone is reached, today when no day is said; the first word stands."""
    milestone = lock(milestone)
    if milestone.done_on is None:
        with acting(by, "portfolio.reach_milestone"):
            milestone.done_on = on or timezone.localdate()
            refuse_odd(milestone)
            milestone.version += 1
            milestone.save(update_fields=["done_on", "version"])
        notify.milestone_reached(milestone, by=by)
        tell_followers.milestone_reached(milestone, by=by)
    return milestone


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: Person) -> None:
    with acting(by, "portfolio.remove_milestone"):
        lock(milestone).delete()


def refuse_odd(milestone: Milestone) -> None:
    if milestone.phase is not None and milestone.phase.project_id != milestone.project_id:
        raise DomainError(_("Fasen hører til et annet prosjekt."))
    if milestone.done_on and milestone.done_on > timezone.localdate():
        raise DomainError(_("Det som er nådd, kan ikke ha en dato fram i tid."))
