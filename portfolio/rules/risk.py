"""Who may do what with risks and opportunities."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.rules.core import is_in_team, is_leader, runs, sees


@rules.predicate
def answers_for_risk(person: Person, thing: Any) -> bool:
    return getattr(thing, "owner_id", None) == person.pk and hasattr(thing, "likelihood")


@rules.predicate
def received_risk(person: Person, thing: Any) -> bool:
    """The risk lies with the person now; asks the database, so for one risk's page only."""
    return hasattr(thing, "likelihood") and any(
        each.receiver_id == person.pk for each in thing.escalations.current()
    )


PERMISSIONS = {
    "portfolio.view_risk": sees,
    "portfolio.view_riskescalation": sees,
    "portfolio.add_risk": sees & (runs | is_in_team),
    "portfolio.edit_risk": sees & (runs | is_in_team | answers_for_risk),
    # Lifting it further is for whoever has it, and giving it back for whoever got it.
    "portfolio.escalate_risk": sees & (runs | answers_for_risk | received_risk),
    "portfolio.give_back_risk": sees & (is_leader | received_risk),
}
