"""Following among what we know of a person; what its actions are called."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from portfolio.models.follow import ProjectFollow

ACTIONS = {
    "portfolio.follow_project": gettext_lazy("Følger prosjektet"),
    "portfolio.unfollow_project": gettext_lazy("Følger ikke lenger"),
}


def about(person: Person) -> Iterable[Any]:
    yield from ProjectFollow.objects.filter(person=person).order_by("pk")


def register() -> None:
    registries.personal_data.add("portfolio.follow", about)
    action_names.update(ACTIONS)
