"""Ideas that say the same, and merges on their way."""

from typing import Any

from ideas import services
from ideas.models import Idea
from ideas.models.sameness import Merge
from ideas.services import merge as merges
from organisation.people.models import Part, Person, Unit
from organisation.people.parts import choose_parts
from tests.factories.ideas import IdeaFactory, adviser_of


def released_idea(unit: Unit, **values: Any) -> Idea:
    """An idea that colleagues may read."""
    return services.release_idea(IdeaFactory(unit=unit, **values), by=adviser_of(unit))


def turn_on_merging(unit: Unit, *, by: Person) -> None:
    choose_parts(unit.district, {Part.MERGING: True}, by=by)


def proposed_merge(idea: Idea, into: Idea, *, by: Person) -> Merge:
    return merges.propose_merge(idea, into, reason="De sier det samme.", by=by)
