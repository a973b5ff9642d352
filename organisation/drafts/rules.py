"""A draft is its writer's alone."""

from typing import Any

import rules

from organisation.people.models import Person


@rules.predicate
def is_writer(person: Person, draft: Any) -> bool:
    return person.is_active and draft is not None and draft.person_id == person.pk


PERMISSIONS = {"drafts.view_draft": is_writer, "drafts.discard_draft": is_writer}
