"""The posts that approve cases, who holds them, and when they are away."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from reports.models import Office

EDITED = ("title", "holder", "stand_in", "away_from", "away_until", "is_active")


@transaction.atomic
def start_office(district: Unit, facts: Mapping[str, Any], *, by: Person) -> Office:
    """A new post; raises DomainError with what does not hold together."""
    office = Office(unit=district, district=district)
    return _saved(office, facts, by=by)


@transaction.atomic
def edit_office(office: Office, facts: Mapping[str, Any], *, version: int, by: Person) -> Office:
    """Change who holds it, or when the holder is away. Raises Stale or DomainError."""
    office = lock(office, version=version)
    office.version += 1
    return _saved(office, facts, by=by)


def _saved(office: Office, facts: Mapping[str, Any], *, by: Person) -> Office:
    for name in EDITED:
        setattr(office, name, facts.get(name, getattr(office, name)))
    for person in (office.holder, office.stand_in):
        if person is not None and person.district_id != office.district_id:
            raise DomainError(_("%(who)s hører til en annen bydel.") % {"who": person.name})
    try:
        office.validate_constraints()
    except ValidationError as wrong:
        raise DomainError(" ".join(wrong.messages)) from wrong
    with acting(by, "reports.keep_office"):
        office.save()
    return office
