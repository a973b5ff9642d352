"""Verbs on critical factors."""

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
from portfolio.lifecycle.substance import FactorState
from portfolio.models import CriticalFactor, Project
from portfolio.services.gate import lock_gates, say_basis_changed

WRITTEN = ("text", "owner", "state", "state_text", "state_on")


@transaction.atomic
def add_factor(
    project: Project,
    *,
    text: str,
    by: Person,
    owner: Person | None = None,
    state: str = FactorState.NOT_SECURED,
    state_text: str = "",
    state_on: date | None = None,
) -> CriticalFactor:
    """Name something that decides whether the project succeeds; raises DomainError."""
    gate = lock_gates(project.pk)
    factor = CriticalFactor(
        project=project,
        text=text,
        owner=owner,
        state=state,
        state_text=state_text,
        state_on=state_on or timezone.localdate(),
    )
    refuse_empty_words(factor)
    with acting(by, "portfolio.add_factor"):
        factor.save()
        say_basis_changed(gate)
    return factor


@transaction.atomic
def edit_factor(
    factor: CriticalFactor, changes: Mapping[str, Any], *, version: int, by: Person
) -> CriticalFactor:
    """Say anew how it stands; raises Stale or DomainError."""
    gate = lock_gates(factor.project_id)
    factor = lock(factor, version=version)
    fields = [name for name in WRITTEN if name in changes]
    for name in fields:
        setattr(factor, name, changes[name])
    refuse_empty_words(factor)
    with acting(by, "portfolio.edit_factor", reason=factor.state_text):
        factor.version += 1
        factor.save(update_fields=[*fields, "version"])
        say_basis_changed(gate)
    return factor


@transaction.atomic
def remove_factor(factor: CriticalFactor, *, by: Person) -> None:
    """Take out a factor that was none after all; history keeps it."""
    gate = lock_gates(factor.project_id)
    factor = lock(factor)
    with acting(by, "portfolio.remove_factor", reason=factor.text):
        factor.delete()
        say_basis_changed(gate)


def refuse_empty_words(factor: CriticalFactor) -> None:
    if factor.state_on > timezone.localdate():
        raise DomainError(_("Vurderingen kan ikke ha en dato fram i tid."))
    if factor.state == FactorState.SECURED and not factor.state_text.strip():
        raise DomainError(_("Skriv hvordan faktoren er sikret."))
