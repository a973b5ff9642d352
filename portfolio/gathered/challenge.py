"""What the room of a challenge tells of its projects."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from organisation import registries
from organisation.people.models import Person
from organisation.registries import Row
from portfolio.models import Project

SHOWN = 30


def of_challenge(challenge: Any, person: Person) -> Iterator[Row]:
    """The projects and pilots that work on it, of those the person may see; one query."""
    seen = Project.objects.visible_to(person).filter(challenge=challenge.pk)
    for project in seen.select_related("unit", "leader").order_by("-number", "-pk")[:SHOWN]:
        yield Row(
            icon="flag",
            title=project.title,
            url=project.get_absolute_url(),
            facts=(
                _("Prosjekt %(number)s") % {"number": project.number},
                str(project.unit),
                str(project.leader) if project.leader else _("Uten leder"),
            ),
            state=project.get_state_display(),
        )


def register() -> None:
    registries.challenge_work.add("portfolio", of_challenge)
