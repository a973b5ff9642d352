"""The least valid benefit, with and without a plan."""

from datetime import date
from decimal import Decimal
from typing import Any

from organisation.people.models import Person
from portfolio.models import Benefit, BenefitPoint, Project
from portfolio.services import benefit as services

BASELINE_ON, TARGET_ON = date(2026, 1, 1), date(2027, 1, 1)


def make_benefit(
    project: Project, *, by: Person | None = None, points: tuple[date, ...] = (), **facts: Any
) -> Benefit:
    """Hours freed, from 0 to 400 in the year 2026; `facts` change any of it."""
    plan = {
        "title": "Mindre kjøring mellom brukerne",
        "kind": Benefit.Kind.HOURS,
        "level": Benefit.Level.SYSTEM,
        "indicator": "Hvor mange timer kjører dere mindre?",
        "owner": project.owner,
        "baseline_value": Decimal(0),
        "baseline_on": BASELINE_ON,
        "baseline_method": "Kjørebøkene for 2025.",
        "target_value": Decimal(400),
        "target_on": TARGET_ON,
    }
    made = services.add_benefit(project, {**plan, **facts}, points=points, by=by or project.leader)
    return Benefit.objects.get(pk=made.pk)


def point_of(benefit: Benefit, number: int = 1) -> BenefitPoint:
    """The point, read afresh."""
    return BenefitPoint.objects.with_benefit().get(benefit=benefit, number=number)
