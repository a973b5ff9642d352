"""A question with candidates that have a value and a cost."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from organisation.people.models import Person, Unit
from portfolio.lifecycle.priority import Bound
from portfolio.models import Project
from portfolio.models.priority import Candidate, Prioritisation, PriorityList
from portfolio.services import priority as services


def make_question(
    unit: Unit, projects: Sequence[Project] = (), *, by: Person, **facts: Any
) -> Prioritisation:
    return services.start_prioritisation(
        unit,
        {
            "title": "Utviklingsmidler 2027",
            "frame_nok": Decimal(1000),
            "first_year": 2027,
            "last_year": 2027,
            **facts,
        },
        projects,
        by=by,
    )


def weigh_as(
    question: Prioritisation, project: Project, value: Any, cost: Any, *, by: Person, **facts: Any
) -> Candidate:
    """Write what a candidate is worth and costs."""
    question.refresh_from_db()
    return services.edit_candidate(
        Candidate.objects.get(prioritisation=question, project=project),
        value=None if value is None else Decimal(str(value)),
        cost_nok=None if cost is None else Decimal(str(cost)),
        version=question.version,
        by=by,
        **{"bound": Bound.FREE, "reason": "Vurdert i ledermøtet", **facts},
    )


def list_of(
    question: Prioritisation, *candidates: Candidate, by: Person, title: str = "Bredden"
) -> PriorityList:
    return services.make_list(question, title, [each.pk for each in candidates], by=by)
