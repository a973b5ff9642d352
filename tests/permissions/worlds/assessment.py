"""Scales to assess on, and an idea that somebody without a role is asked to choose about."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from ideas.models import Visibility
from ideas.services import assessment, clarification
from tests.factories.ideas import IdeaFactory


def add(world: Any) -> None:
    adviser = world.people["adviser"]
    scales = assessment.make_standard_scales(world.alna, by=adviser)
    world.scale = scales[0]
    world.clarified_idea = IdeaFactory(
        by=world.people["submitter"],
        title="Melkerampa ved grendehuset",
        visibility=Visibility.HIDDEN,
    )
    clarification.open_clarification(
        world.clarified_idea,
        "Er dette et prosjekt?",
        decider=world.people["owner"],
        due_on=localdate() + timedelta(days=5),
        by=adviser,
    )
    scores = {scale.pk: 3 for scale in scales}
    assessment.assess(world.clarified_idea, scores, by=adviser)
    assessment.put_on_short_list(world.clarified_idea, by=adviser)
