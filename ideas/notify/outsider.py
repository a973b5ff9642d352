"""What outsiders are told."""

from django.utils.translation import gettext as _

from ideas.models.comment import IdeaInvitation
from organisation.notices.services import tell
from organisation.people.models import Person


def invited(invitation: IdeaInvitation, *, by: Person) -> None:
    idea = invitation.idea
    tell(
        [invitation.person],
        key=f"idea-invitation-{invitation.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("%(name)s inviterer deg til å lese og kommentere idéen %(title)s")
        % {"name": by, "title": idea.title},
    )
