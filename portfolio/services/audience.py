"""Verbs on units that take part and on target groups."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models.audience import Priority, ProjectUnit, TargetGroup
from portfolio.models.project import Project


@transaction.atomic
def add_unit(project: Project, unit: Unit, *, by: Person, role: str = "") -> ProjectUnit:
    """Let a unit take part, and those who work there read; said again it gets the new role."""
    project = lock(project)
    if unit.pk == project.unit_id:
        raise DomainError(_("Enheten eier prosjektet, og er alt med."))
    with acting(by, "portfolio.add_unit"):
        added, _new = ProjectUnit.objects.update_or_create(
            project=project, unit=unit, defaults={"role": role.strip()}
        )
    return added


@transaction.atomic
def remove_unit(taking_part: ProjectUnit, *, by: Person) -> None:
    with acting(by, "portfolio.remove_unit"):
        lock(taking_part).delete()


@transaction.atomic
def add_target_group(
    project: Project,
    *,
    name: str,
    by: Person,
    size: int | None = None,
    priority: int = Priority.FIRST,
) -> TargetGroup:
    """Say whom the project is for; the same name again gets the new size and priority."""
    project = lock(project)
    with acting(by, "portfolio.add_target_group"):
        group, _new = TargetGroup.objects.update_or_create(
            project=project,
            name=name.strip(),
            defaults={"size": size, "priority": priority},
        )
    return group


@transaction.atomic
def remove_target_group(group: TargetGroup, *, by: Person) -> None:
    with acting(by, "portfolio.remove_target_group"):
        lock(group).delete()
