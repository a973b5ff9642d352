"""A conversation about the released idea, an offer, and an outsider who is invited to it."""

from typing import Any

from ideas.services import comment, help_offer, outsider


def add(world: Any) -> None:
    employee, adviser = world.people["employee"], world.people["adviser"]
    idea = world.released_idea
    said = comment.write_comment(idea, "Vi har det samme.", by=employee)
    world.comment = comment.edit_comment(said, "Vi har det samme her.", version=1, by=employee)
    world.offer = help_offer.offer_help(idea, "Jeg kan prøve den.", by=employee)
    world.invitation = outsider.invite_outsider(
        idea, world.partner, name="Ekstern Evensen", email="ekstern@partner.no", by=adviser
    )
    world.outsider = world.invitation.person
