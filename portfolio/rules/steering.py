"""Who calls the steering group together, and who says that its minutes are right."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.lifecycle.steering import SteeringRole
from portfolio.models import SteeringMember
from portfolio.rules.core import is_owner, project_of, runs, sees


def seats_of(person: Person) -> dict[int, str]:
    """The person's role by project; read once a request."""
    return person.once(
        "portfolio.steering_seats",
        lambda: dict(
            SteeringMember.objects.filter(person=person.pk).values_list("project", "role")
        ),
    )


def has_seat(role: SteeringRole) -> rules.Predicate:
    def test(person: Person, thing: Any) -> bool:
        return thing is not None and seats_of(person).get(project_of(thing).pk) == role

    return rules.Predicate(test, name=f"has_seat:{role}")


PERMISSIONS = {
    "portfolio.view_steeringmember": sees,
    "portfolio.view_steeringmeeting": sees,
    "portfolio.edit_steering": sees & (runs | has_seat(SteeringRole.SECRETARY)),
    "portfolio.approve_minutes": sees & (is_owner | has_seat(SteeringRole.LEADER)),
}
