"""Who reads and who keeps the texts an answer can begin from."""

from typing import Any

import rules

from ideas.rules.core import is_adviser
from organisation.people.models import Person, Role, Unit
from organisation.people.rules import administers, has_role_somewhere

ANSWER_OR_ADMINISTER = (Role.ADVISER, Role.MANAGER, Role.ADMINISTRATOR)


@rules.predicate
def answers_in_district(person: Person, thing: Any) -> bool:
    """Has a role that answers ideas, or keeps what answers begin from, somewhere in the district.

    Asks the database once a request: a role on a unit does not say which district that lies in.
    """
    units = frozenset[int]().union(*(person.units_as(role) for role in ANSWER_OR_ADMINISTER))
    return thing is not None and thing.district_id in person.once(
        "ideas.answers_in",
        lambda: set(Unit.objects.filter(pk__in=units).values_list("district", flat=True)),
    )


PERMISSIONS = {
    "ideas.list_replytemplates": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.ADMINISTRATOR),
    "ideas.view_replytemplate": answers_in_district,
    "ideas.start_replytemplate": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.ADMINISTRATOR),
    "ideas.edit_replytemplate": is_adviser | administers,
}
