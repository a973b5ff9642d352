"""What advisers are told of a workshop: once, however many ideas came out of it."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from ideas.models import Idea
from ideas.queries import advisers_for
from organisation.notices.services import tell
from organisation.people.models import Person


def workshop_came(ideas: Sequence[Idea], *, token: UUID, by: Person) -> None:
    """Each adviser hears how many ideas came; those of several units hear of them all at once."""
    units = {idea.unit_id: idea.unit for idea in ideas}
    advisers = {person.pk: person for unit in units.values() for person in advisers_for(unit)}
    tell(
        advisers.values(),
        key=f"idea-workshop-{token}",
        url=reverse("ideas:triage"),
        by=by,
        kind="idea",
        text=ngettext(
            "%(n)s ny idé fra et verksted, skrevet ned av %(name)s",
            "%(n)s nye idéer fra et verksted, skrevet ned av %(name)s",
            len(ideas),
        )
        % {"n": len(ideas), "name": by},
    )
