"""What answers led to, ideas that are the same, and merges on their way and done."""

from typing import Any

from ideas import services as ideas
from ideas.lifecycle import Outcome
from ideas.models.answer import ReplyTemplate
from ideas.services import merge as merges
from ideas.services import reply_template, sameness
from tests.factories.answers import proposed_merge, turn_on_merging
from tests.factories.ideas import IdeaFactory


def add(world: Any) -> None:
    people = world.people
    adviser, submitter, owner = people["adviser"], people["submitter"], people["owner"]

    def released(by: Any, title: str) -> Any:
        return ideas.release_idea(IdeaFactory(by=by, title=title), by=adviser)

    reply_template.add_standard(world.alna, by=adviser)
    world.reply_template = ReplyTemplate.objects.filter(outcome=Outcome.DECLINED).first()
    world.improved_idea = ideas.answer_idea(
        released(submitter, "Skoskap i gangen"),
        Outcome.IMPROVEMENT,
        reply="Enheten gjør det.",
        manager=people["manager"],
        by=adviser,
    )
    world.sent_idea = ideas.answer_idea(
        released(submitter, "Ny busslomme"),
        Outcome.SENT_ON,
        reply="De bestemmer.",
        sent_to="Bymiljøetaten",
        by=adviser,
    )
    world.same_idea = released(submitter, "Flere benker")
    world.same_other = released(owner, "Steder å sitte")
    sameness.link_as_same(world.same_idea, world.same_other, by=adviser)
    turn_on_merging(world.alna, by=adviser)
    world.merge = proposed_merge(world.same_idea, world.same_other, by=adviser)
    world.merged = proposed_merge(
        released(submitter, "Lys i stien"), released(owner, "Lykter langs stien"), by=adviser
    )
    for author in (submitter, owner):
        world.merged = merges.answer_merge(world.merged, agrees=True, by=author)
