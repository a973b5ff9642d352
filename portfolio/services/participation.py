"""Verbs on the log of participation."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.participation import How
from portfolio.models import Participation, Project

WRITTEN = (
    "group",
    "role",
    "number",
    "held_on",
    "how",
    "body",
    "case_reference",
    "said",
    "changed",
)


@transaction.atomic
def log_participation(project: Project, facts: Mapping[str, Any], *, by: Person) -> Participation:
    """Write down who took part; `facts` holds WRITTEN. Raises DomainError."""
    project = lock(project)
    entry = Participation(project=project, written_by=by)
    write(entry, facts)
    with acting(by, "portfolio.log_participation"):
        entry.save(force_insert=True)
    return entry


@transaction.atomic
def edit_participation(
    entry: Participation, changes: Mapping[str, Any], *, version: int, by: Person
) -> Participation:
    """Change an entry, most often to say what it led to; raises Stale or DomainError."""
    entry = lock(entry, version=version)
    write(entry, changes)
    with acting(by, "portfolio.edit_participation"):
        entry.version += 1
        entry.save(update_fields=[*WRITTEN, "version"])
    return entry


@transaction.atomic
def remove_participation(entry: Participation, *, by: Person) -> None:
    entry = lock(entry)
    with acting(by, "portfolio.remove_participation"):
        entry.delete()


def write(entry: Participation, facts: Mapping[str, Any]) -> None:
    for name in WRITTEN:
        if name in facts:
            setattr(entry, name, facts[name])
    if entry.held_on > timezone.localdate():
        raise DomainError(_("Medvirkning føres når den har skjedd."))
    if not entry.said.strip():
        raise DomainError(_("Skriv hva de sa."))
    if entry.how == How.CO_DETERMINATION and not entry.body:
        raise DomainError(_("Velg MBU eller AMU når det er medbestemmelse."))
    if entry.how != How.CO_DETERMINATION:
        entry.body = ""
