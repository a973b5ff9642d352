"""Verbs on the shared rows that projects rest on, and on how a project uses one."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models import Dependency, DependencyUse, Project
from portfolio.notify import dependency as notify

FACTS = ("name", "owner", "contact_role", "link")
STANDING = ("status", "status_text")


@transaction.atomic
def add_dependency(
    district: Unit,
    *,
    kind: str,
    name: str,
    by: Person,
    owner: str = "",
    status: str = Dependency.Status.IN_USE,
    status_text: str = "",
    contact_role: str = "",
    link: str = "",
) -> Dependency:
    """A new row of the district's register, checked today by the one who adds it."""
    row = Dependency(
        unit=district,
        district=district,
        kind=kind,
        name=name.strip(),
        owner=owner.strip(),
        status=status,
        status_text=status_text.strip(),
        contact_role=contact_role.strip(),
        link=link,
        checked_by=by,
        checked_on=timezone.localdate(),
    )
    with acting(by, "portfolio.add_dependency"):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise DomainError(_("«%(name)s» finnes alt i registeret.") % {"name": name}) from error
    return row


@transaction.atomic
def edit_dependency(
    row: Dependency, changes: Mapping[str, Any], *, version: int, by: Person
) -> Dependency:
    """Change what is said of a row; raises Stale. Who edits it has looked at it today.

    `changes` holds any of FACTS and STANDING. A new status is told, once, to the leader of every
    running project that rests on the row.
    """
    row = lock(row, version=version)
    before = row.status
    fields = [name for name in (*FACTS, *STANDING) if name in changes]
    for name in fields:
        setattr(row, name, changes[name].strip())
    row.checked_by, row.checked_on = by, timezone.localdate()
    row.version += 1
    with acting(by, "portfolio.edit_dependency"):
        try:
            with transaction.atomic():
                row.save(update_fields=[*fields, "checked_by", "checked_on", "version"])
        except IntegrityError as error:
            taken = _("«%(name)s» finnes alt i registeret.") % {"name": row.name}
            raise DomainError(taken) from error
    if row.status != before:
        notify.status_changed(row, by=by)
    return row


@transaction.atomic
def mark_checked(row: Dependency, *, by: Person) -> Dependency:
    """Say that what stands there is still so."""
    row = lock(row)
    with acting(by, "portfolio.check_dependency"):
        row.checked_by, row.checked_on = by, timezone.localdate()
        row.version += 1
        row.save(update_fields=["checked_by", "checked_on", "version"])
    return row


@transaction.atomic
def use_dependency(
    project: Project,
    row: Dependency,
    *,
    use: str,
    by: Person,
    legal_basis: str = "",
    has_personal_data: bool | None = None,
) -> DependencyUse:
    """Point from a project to a row; a data source needs its lawful basis."""
    project = lock(project)
    if row.district_id != project.district_id:
        raise DomainError(_("Raden hører til en annen bydel."))
    basis = basis_of(row, legal_basis, has_personal_data)
    if project.dependency_uses.filter(dependency=row).exists():
        raise DomainError(_("«%(name)s» står alt i listen.") % {"name": row})
    with acting(by, "portfolio.use_dependency"):
        return DependencyUse.objects.create(
            project=project, dependency=row, use=use.strip(), **basis
        )


@transaction.atomic
def edit_use(
    used: DependencyUse,
    *,
    use: str,
    version: int,
    by: Person,
    legal_basis: str = "",
    has_personal_data: bool | None = None,
) -> DependencyUse:
    """Change how the project uses a row; raises Stale."""
    used = lock(used, version=version)
    basis = basis_of(used.dependency, legal_basis, has_personal_data)
    with acting(by, "portfolio.edit_dependency_use"):
        used.use, used.legal_basis = use.strip(), basis["legal_basis"]
        used.has_personal_data = basis["has_personal_data"]
        used.version += 1
        used.save(update_fields=["use", "legal_basis", "has_personal_data", "version"])
    return used


def basis_of(row: Dependency, legal_basis: str, has_personal_data: bool | None) -> dict[str, Any]:
    """Basis and personal data as they are kept: only for data sources, and there always."""
    if not row.is_data_source:
        return {"legal_basis": "", "has_personal_data": None}
    if not legal_basis.strip():
        raise DomainError(_("Skriv hjemmelen for å bruke datakilden."))
    if has_personal_data is None:
        raise DomainError(_("Si om datakilden har personopplysninger."))
    return {"legal_basis": legal_basis.strip(), "has_personal_data": has_personal_data}


@transaction.atomic
def remove_use(used: DependencyUse, *, by: Person) -> None:
    used = lock(used)
    with acting(by, "portfolio.remove_dependency_use"):
        used.delete()
