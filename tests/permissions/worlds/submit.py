"""Ideas that came in without an account, and an open form."""

from typing import Any
from uuid import uuid4

from ideas import services
from ideas.models import IdeaSettings
from ideas.services import nameless


def add(world: Any) -> None:
    by = world.people["adviser"]
    services.save_settings(world.culture, open_form=True, version=0, by=by)
    world.open_slug = IdeaSettings.objects.get(unit=world.culture).open_slug
    world.anonymous_idea = nameless.submit_anonymous(
        unit=world.care,
        code=nameless.new_code(),
        form_token=uuid4(),
        need="Vi vil feste.",
        title="Maskeraden ved grendehuset",
    )
    world.guest_idea = nameless.submit_as_guest(
        unit=world.care,
        name="Nabo Nilsen",
        need="Vi vil ha gjester.",
        title="Gjesteboden ved grendehuset",
    )
