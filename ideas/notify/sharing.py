"""What authors and those who want to be with them are told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Idea
from organisation.notices.services import tell
from organisation.people.models import Person


def asked_to_share(idea: Idea, *, by: Person) -> None:
    """The one who sent it in answers with one click; asked twice is told once."""
    tell(
        [idea.submitter] if idea.submitter else [],
        key=f"idea-share-{idea.pk}-{by.pk}",
        url=reverse("ideas:take_in", args=[idea.pk, by.pk]),
        by=by,
        kind="idea",
        text=_("%(name)s har samme behov og vil være med på idéen: %(title)s")
        % {"name": by, "title": idea.title},
    )


def taken_in(idea: Idea, person: Person, *, by: Person) -> None:
    tell(
        [person],
        key=f"idea-shared-{idea.pk}-{person.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Du er nå medinnmelder på idéen: %(title)s") % {"title": idea.title},
    )
