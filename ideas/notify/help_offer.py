"""Who is told of an offer to help, and of its answer."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ideas.lifecycle.together import HelpState
from ideas.models.support import HelpOffer
from ideas.queries import advisers_for
from ideas.queries.support import authors_of
from organisation.notices.services import tell
from organisation.people.models import Person


def offered(offer: HelpOffer, *, by: Person) -> None:
    """Those who have the idea and the one who handles it; advisers when nobody else is there."""
    idea = offer.idea
    answers = authors_of(idea) | Q(pk=idea.handler_id)
    people = list(Person.objects.active().filter(answers)) or list(advisers_for(idea.unit))
    tell(
        people,
        key=f"idea-help-{offer.pk}",
        url=f"{idea.get_absolute_url()}#hjelp",
        by=by,
        kind="idea",
        text=_("%(name)s vil hjelpe til med idéen %(title)s")
        % {"name": offer.person, "title": idea.title},
    )


def offer_answered(offer: HelpOffer, *, by: Person) -> None:
    """Without saying by whom: it may be an author whose name is hidden."""
    is_accepted = offer.state == HelpState.ACCEPTED
    text = (
        _("Tilbudet ditt om hjelp er tatt imot: %(title)s")
        if is_accepted
        else _("Tilbudet ditt om hjelp ble ikke tatt imot denne gangen: %(title)s")
    )
    tell(
        [offer.person],
        key=f"idea-help-answer-{offer.pk}",
        url=f"{offer.idea.get_absolute_url()}#hjelp",
        by=by,
        kind="idea",
        text=text % {"title": offer.idea.title},
    )
