"""A question of one unit, with a candidate, a list and a choice that is signed."""

from decimal import Decimal
from typing import Any

from portfolio.models import Project
from portfolio.models.priority import Candidate
from portfolio.queries import priority as queries
from portfolio.services import priority_choice as choosing
from tests.factories.priority import list_of, make_question, weigh_as


def add(world: Any) -> None:
    people = world.people
    adviser, director = people["adviser"], people["director"]
    project = Project.objects.get(pk=world.project.pk)
    question = make_question(
        world.care, [project], title="Midler ved grendehuset", frame_nok=Decimal(500), by=adviser
    )
    weigh_as(question, project, 4, 300, by=adviser)
    world.prioritisation = question
    world.candidate = Candidate.objects.get(prioritisation=question)
    world.priority_list = list_of(question, world.candidate, by=adviser)
    weighing = queries.weigh(question, director)
    sums = weighing.sums({world.candidate.pk})
    world.priority_decision = choosing.decide(
        world.priority_list,
        reason="Mest for pengene",
        checksum=choosing.seal(weighing, world.priority_list, sums)[1],
        by=director,
    )
