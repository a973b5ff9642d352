"""Verbs on the diagnosis: describe the problem, find its causes, then think of a solution."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.causes import below
from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.models import Cause, Diagnosis, Project
from portfolio.models.diagnosis import DESCRIBED, SOLUTION

WRITTEN = (*DESCRIBED, "sources", *SOLUTION)


@transaction.atomic
def write_diagnosis(
    project: Project, changes: Mapping[str, Any], *, version: int, by: Person
) -> Diagnosis:
    """Save what is described; `version` 0 is the first time. Raises Stale or DomainError.

    `changes` holds any of WRITTEN. A solution is refused until problem, actors and insight are
    there, and the three cannot be emptied while a solution stands.
    """
    lock(project)  # two people may write the first one at once
    diagnosis = Diagnosis.objects.select_for_update().filter(project=project).first()
    diagnosis = diagnosis or Diagnosis(project=project, version=0)
    if diagnosis.version != version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=diagnosis
        )
    for name in WRITTEN:
        if name in changes:
            setattr(diagnosis, name, changes[name].strip())
    if diagnosis.missing and any(getattr(diagnosis, name) for name in SOLUTION):
        raise DomainError(_("Beskriv problemet, aktørene og innsikten før løsningen."))
    with acting(by, "portfolio.write_diagnosis"):
        diagnosis.version += 1
        diagnosis.save()
    return diagnosis


@transaction.atomic
def add_cause(
    project: Project, *, text: str, level: str, by: Person, under: Cause | None = None
) -> Cause:
    lock(project)
    refuse_empty(text)
    refuse_other_project(project, under)
    with acting(by, "portfolio.add_cause"):
        return Cause.objects.create(project=project, text=text.strip(), level=level, under=under)


@transaction.atomic
def edit_cause(
    cause: Cause, *, text: str, level: str, under: Cause | None, version: int, by: Person
) -> Cause:
    """Reword, mark anew or move under another; never under itself or what stands under it."""
    project = lock(cause.project)  # two moves at once could tie a ring
    cause = lock(cause, version=version)
    refuse_empty(text)
    refuse_other_project(project, under)
    if under is not None and under.pk in {cause.pk, *below(cause, project.causes.all())}:
        raise DomainError(_("En årsak kan ikke stå under seg selv."))
    with acting(by, "portfolio.edit_cause"):
        cause.text, cause.level, cause.under = text.strip(), level, under
        cause.version += 1
        cause.save(update_fields=["text", "level", "under", "version"])
    return cause


@transaction.atomic
def remove_cause(cause: Cause, *, by: Person) -> None:
    """Take a cause away; those under it move up to where it stood."""
    lock(cause.project)
    cause = lock(cause)
    with acting(by, "portfolio.remove_cause"):
        cause.deeper.update(under=cause.under_id)
        cause.delete()


def refuse_empty(text: str) -> None:
    if not text.strip():
        raise DomainError(_("Skriv årsaken. Én setning holder."))


def refuse_other_project(project: Project, under: Cause | None) -> None:
    if under is not None and under.project_id != project.pk:
        raise DomainError(_("Årsaken hører til et annet prosjekt."))
