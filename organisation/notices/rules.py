"""A notice is between the product and the person it was sent to."""

from typing import Any

import rules

from organisation.people.models import Person


@rules.predicate
def is_receiver(person: Person, notice: Any) -> bool:
    return person.is_active and notice is not None and notice.person_id == person.pk


PERMISSIONS = {"notices.view_notice": is_receiver}
