"""A campaign that is open to all, and a challenge held by somebody without a role."""

from typing import Any

from ideas.models.challenge import ChallengeCause
from ideas.services import challenge
from tests.factories.rooms import make_campaign, make_challenge


def add(world: Any) -> None:
    adviser = world.people["adviser"]
    world.campaign = make_campaign(
        world.care,
        by=adviser,
        title="Sommervakter ved grendehuset",
        audience=[world.care],
        questions=["Når på dagen?"],
        open_form=True,
    )
    world.challenge = make_challenge(
        world.care,
        by=adviser,
        title="Ensomme ved grendehuset",
        holder=world.people["handler"],
        partners=[world.partner],
    )
    world.need = challenge.add_need(
        world.challenge, text="Noen å spise med", unit=world.care, by=adviser
    )
    world.challenge_cause = challenge.add_cause(
        world.challenge, text="Ingen møteplass", level=ChallengeCause.Level.SYSTEM, by=adviser
    )
