"""Who plans benefits, and who measures them: the line, not the project."""

from typing import Any

import rules

from organisation.people.models import Person
from portfolio.models import BenefitPoint
from portfolio.rules.core import is_owner, runs, sees


@rules.predicate
def answers_for_benefit(person: Person, thing: Any) -> bool:
    """The line owner of the benefit, or of the one a point belongs to."""
    if thing is None:
        return False
    benefit = thing.benefit if isinstance(thing, BenefitPoint) else thing
    return bool(benefit.owner_id == person.pk)


@rules.predicate
def is_measurer(person: Person, point: Any) -> bool:
    return point is not None and point.measurer_id == person.pk


PERMISSIONS = {
    "portfolio.view_benefit": sees,
    "portfolio.view_benefitpoint": sees,
    "portfolio.edit_benefit": sees & runs,
    "portfolio.measure_benefit": sees & (is_measurer | answers_for_benefit | is_owner),
}
