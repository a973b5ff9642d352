"""Following a project, and no longer."""

from django.db import transaction

from organisation.audit.tracking import acting
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.models.follow import ProjectFollow
from portfolio.models.project import Project
from portfolio.queries.follow import followers_of

__all__ = ["follow_project", "followers_of", "unfollow_project"]


@transaction.atomic
def follow_project(project: Project, *, by: Person) -> None:
    """Let `by` be told of milestones, decisions and benefits; safe to do twice."""
    lock(project)
    with acting(by, "portfolio.follow_project"):
        ProjectFollow.objects.get_or_create(project=project, person=by)


@transaction.atomic
def unfollow_project(project: Project, *, by: Person) -> None:
    lock(project)
    with acting(by, "portfolio.unfollow_project"):
        ProjectFollow.objects.filter(project=project, person=by).delete()
