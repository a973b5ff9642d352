"""Verbs on links between projects."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models.kinship import ProjectLink
from portfolio.models.project import Project


@transaction.atomic
def link_projects(
    project: Project, other: Project, *, kind: str, by: Person, why: str = ""
) -> ProjectLink:
    """Say that `other` is what `kind` tells of `project`; said again it gets the new words.

    Raises DomainError for a project linked to itself, and for a predecessor that itself comes from
    the project.
    """
    if project.pk == other.pk:
        raise DomainError(_("Et prosjekt kan ikke være i slekt med seg selv."))
    lock(project)
    there = ProjectLink.objects.filter(kind=kind)
    same = there.filter(project=project, other=other)
    if kind == LinkKind.RELATED:  # it holds both ways, whoever said it
        same = there.filter(Q(project=project, other=other) | Q(project=other, other=project))
    try:
        with transaction.atomic(), acting(by, "portfolio.link_projects"):
            link = same.first() or ProjectLink(project=project, other=other, kind=kind)
            link.why = why.strip()
            link.save()
    except IntegrityError as refused:
        raise DomainError(
            _("«%(other)s» kommer selv fra dette prosjektet, og kan ikke være forløper.")
            % {"other": other}
        ) from refused
    return link


@transaction.atomic
def unlink_projects(link: ProjectLink, *, by: Person) -> None:
    """Take the link away, at both ends."""
    with acting(by, "portfolio.unlink_projects"):
        lock(link).delete()
