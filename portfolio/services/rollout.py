"""Verbs on the roll-out: which units shall use it, which have tried it, and which do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models import Project, RolloutUnit
from portfolio.notify import rollout as notify

PLANNED = ("shall_use", "planned_on", "tried_from", "tried_to", "note")


@transaction.atomic
def add_unit(project: Project, place: Unit, *, by: Person, **facts: Any) -> RolloutUnit:
    """A unit that shall use the solution, or only tries it (`shall_use=False`).

    `facts` holds any of PLANNED. Raises DomainError.
    """
    project = lock(project)
    if place.district_id != project.district_id:
        raise DomainError(_("Enheten hører til en annen bydel."))
    if project.rollout_units.filter(place=place).exists():
        raise DomainError(_("%(unit)s står alt i listen.") % {"unit": place})
    row = RolloutUnit(project=project, place=place, **facts)
    refuse_crossing(row)
    with acting(by, "portfolio.add_rollout_unit"):
        row.save(force_insert=True)
    return row


@transaction.atomic
def edit_unit(
    row: RolloutUnit, changes: Mapping[str, Any], *, version: int, by: Person
) -> RolloutUnit:
    """Change plan or trial; raises Stale or DomainError."""
    row = lock(row, version=version)
    fields = [name for name in PLANNED if name in changes]
    for name in fields:
        setattr(row, name, changes[name])
    refuse_crossing(row)
    if row.is_adopted and not row.shall_use:
        raise DomainError(_("%(unit)s har den i bruk, og teller derfor med.") % {"unit": row})
    with acting(by, "portfolio.edit_rollout_unit"):
        row.version += 1
        row.save(update_fields=[*fields, "version"])
    return row


@transaction.atomic
def mark_in_use(row: RolloutUnit, *, since: date, by: Person) -> RolloutUnit:
    """The unit has the solution in daily use since a day; it counts in the share from now on."""
    row = lock(row)
    if since > timezone.localdate():
        raise DomainError(_("I bruk fra en dato fram i tid er en plan. Skriv den i planen."))
    with acting(by, "portfolio.mark_in_use"):
        row.adopted_on, row.marked_by, row.shall_use = since, by, True
        row.version += 1
        row.save(update_fields=["adopted_on", "marked_by", "shall_use", "version"])
    notify.marked_in_use(row, by=by)
    return row


@transaction.atomic
def mark_not_in_use(row: RolloutUnit, *, reason: str, by: Person) -> RolloutUnit:
    """The unit no longer uses it; the reason stands in the history."""
    row = lock(row)
    if not row.is_adopted:
        raise DomainError(_("%(unit)s har den ikke i bruk.") % {"unit": row})
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor den ikke er i bruk lenger."))
    with acting(by, "portfolio.mark_not_in_use", reason=reason):
        row.adopted_on = row.marked_by = None
        row.note = reason.strip()[:300]
        row.version += 1
        row.save(update_fields=["adopted_on", "marked_by", "note", "version"])
    return row


@transaction.atomic
def remove_unit(row: RolloutUnit, *, by: Person) -> None:
    row = lock(row)
    if row.is_adopted:
        raise DomainError(_("%(unit)s har den i bruk og kan ikke tas ut.") % {"unit": row})
    with acting(by, "portfolio.remove_rollout_unit"):
        row.delete()


def refuse_crossing(row: RolloutUnit) -> None:
    if row.tried_to and not row.tried_from:
        raise DomainError(_("Skriv når prøven begynte."))
    if row.tried_to and row.tried_from and row.tried_to < row.tried_from:
        raise DomainError(_("Prøven kan ikke slutte før den begynte."))
