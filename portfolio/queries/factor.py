"""Reads about critical factors."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When

from portfolio.lifecycle.substance import FactorState
from portfolio.models import CriticalFactor, Project
from portfolio.models.factor import CriticalFactorQuerySet


def of_project(project: Project) -> CriticalFactorQuerySet:
    """The project's factors with their owners, the least secured first; one query."""
    worst_first = Case(
        *(When(state=state, then=Value(nth)) for nth, state in enumerate(FactorState.values)),
        output_field=IntegerField(),
    )
    factors: CriticalFactorQuerySet = CriticalFactor.objects.with_owner().filter(project=project)
    return factors.order_by(worst_first, "pk")


def for_record(project: Project) -> list[dict[str, Any]]:
    """What a signed decision keeps of them."""
    return [
        {
            "text": factor.text,
            "owner": factor.owner.name if factor.owner else None,
            "state": factor.state,
            "state_text": factor.state_text,
            "state_on": factor.state_on,
        }
        for factor in of_project(project)
    ]
