"""Verbs on deliverables."""

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
from portfolio.models import Deliverable, Project

WRITTEN = ("title", "phase", "due", "delivered_on", "link", "document")


@transaction.atomic
def add_deliverable(project: Project, facts: Mapping[str, Any], *, by: Person) -> Deliverable:
    """`facts`: title, phase, due, delivered_on, link, document; all but the title may be left."""
    refuse_future(facts.get("delivered_on"))
    with acting(by, "portfolio.add_deliverable"):
        return Deliverable.objects.create(
            project=project, **{name: facts[name] for name in WRITTEN if name in facts}
        )


@transaction.atomic
def edit_deliverable(
    deliverable: Deliverable, facts: Mapping[str, Any], *, version: int, by: Person
) -> Deliverable:
    """Raises Stale or DomainError."""
    deliverable = lock(deliverable, version=version)
    refuse_future(facts.get("delivered_on"))
    fields = [name for name in WRITTEN if name in facts]
    with acting(by, "portfolio.edit_deliverable"):
        for name in fields:
            setattr(deliverable, name, facts[name])
        deliverable.version += 1
        deliverable.save(update_fields=[*fields, "version"])
    return deliverable


@transaction.atomic
def remove_deliverable(deliverable: Deliverable, *, by: Person) -> None:
    deliverable = lock(deliverable)
    with acting(by, "portfolio.remove_deliverable", reason=deliverable.title):
        deliverable.delete()


def refuse_future(day: date | None) -> None:
    if day and day > timezone.localdate():
        raise DomainError(_("Det som er levert, kan ikke ha en dato fram i tid."))
