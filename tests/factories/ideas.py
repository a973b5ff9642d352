"""The least valid ideas. States are reached by the same verbs as in life."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from ideas import services
from ideas.lifecycle import BECOMES_PROJECT, Outcome
from ideas.models import Idea, Verdict
from organisation.people.models import Person, Role, Unit
from tests.factories.people import PersonFactory, person_as


class IdeaFactory(DjangoModelFactory):
    """An idea sent in by an employee of `unit`, the one given or the submitter's."""

    class Meta:
        model = Idea

    title = factory.Sequence(lambda n: f"Idé {n}")
    need = "Pårørende ringer hver ettermiddag for å høre når noen kommer."

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> Idea:
        by: Person | None = values.pop("by", None)
        unit: Unit = values.pop("unit", None) or by.unit  # type: ignore[union-attr]
        return services.submit_idea(unit=unit, by=by or PersonFactory(unit=unit), **values)


def adviser_of(unit: Unit, **details: Any) -> Person:
    """An innovation adviser for `unit` and everything below it."""
    return person_as(Role.ADVISER, unit, **details)


def judged(idea: Idea) -> Idea:
    """The idea with what must be judged before it becomes a project or a pilot."""
    verdicts = dict.fromkeys(("is_new", "is_useful", "is_put_to_use"), Verdict.YES)
    adviser = adviser_of(idea.unit)
    return services.classify(
        idea, driving_force="economy", **verdicts, version=idea.version, by=adviser
    )


def answered_idea(
    by: Person,
    outcome: str = Outcome.DECLINED,
    *,
    reply: str = "Vi gjør det ikke nå.",
    answer: dict[str, Any] | None = None,
    **values: Any,
) -> Idea:
    """An idea that `by` has answered."""
    idea = IdeaFactory(**{"unit": by.unit, **values})
    if outcome in BECOMES_PROJECT:
        idea = judged(idea)
    return services.answer_idea(idea, outcome, reply=reply, by=by, **(answer or {}))
