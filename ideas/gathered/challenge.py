"""Challenges in the search, and the names of what is done with them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.challenge import Challenge
from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Row
from organisation.search.queries import ranked


def found(person: Person, query: str) -> Any:
    rows = Challenge.objects.visible_to(person).select_related("unit", "holder")
    return ranked(rows, query, headline=("description",))


def found_row(challenge: Challenge) -> Row:
    return Row(
        icon="people",
        title=challenge.title,
        url=challenge.get_absolute_url(),
        facts=(_("Floke"), str(challenge.unit), str(challenge.holder)),
    )


def register() -> None:
    registries.search_kinds.add(
        "ideas.challenges", registries.SearchKind(gettext_lazy("Floker"), found, found_row)
    )
    action_names.update(
        {
            "ideas.start_challenge": gettext_lazy("Floken laget"),
            "ideas.edit_challenge": gettext_lazy("Floken endret"),
            "ideas.add_need": gettext_lazy("Behov lagt til"),
            "ideas.edit_need": gettext_lazy("Behov endret"),
            "ideas.remove_need": gettext_lazy("Behov tatt bort"),
            "ideas.add_cause": gettext_lazy("Årsak lagt til"),
            "ideas.edit_cause": gettext_lazy("Årsak endret"),
            "ideas.remove_cause": gettext_lazy("Årsak tatt bort"),
        }
    )
