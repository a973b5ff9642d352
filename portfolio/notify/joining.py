"""Who is told about offers to join a project."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import JoinOffer
from portfolio.notify import KIND


def offered(offer: JoinOffer) -> None:
    """The leader answers; the owner when there is no leader."""
    project = offer.project
    receiver = project.leader or project.owner
    tell(
        [receiver] if receiver else [],
        key=f"join-offer-{offer.pk}",
        url=offer.get_absolute_url(),
        by=offer.person,
        kind=KIND,
        text=_("%(name)s vil være med i «%(title)s»")
        % {"name": offer.person, "title": project.title},
    )


def declined(offer: JoinOffer, *, by: Person) -> None:
    """Who is taken with hears it as a member."""
    tell(
        [offer.person],
        key=f"join-answer-{offer.pk}",
        url=offer.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du har fått svar på tilbudet om å være med i «%(title)s»")
        % {"title": offer.project.title},
    )
