"""Offers to help with an idea, and the word they get back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle.together import HelpState
from ideas.models import Idea
from ideas.models.support import Follow, HelpOffer
from ideas.notify import help_offer as notify
from organisation.audit.tracking import acting
from organisation.drafts.services import discard_draft
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person


@transaction.atomic
def offer_help(idea: Idea, message: str, *, by: Person) -> HelpOffer:
    """Say what `by` can do for `idea`; those who have it and the handler are told."""
    idea = lock(idea)
    if not message.strip():
        raise DomainError(_("Skriv hva du kan hjelpe med."))
    if idea.is_withdrawn:
        raise DomainError(_("Idéen er trukket."))
    if idea.is_author(by):
        raise DomainError(_("Idéen er din egen."))
    try:
        with transaction.atomic(), acting(by, "ideas.offer_help"):
            offer = HelpOffer.objects.create(idea=idea, person=by, message=message.strip())
            Follow.objects.get_or_create(idea=idea, person=by)
    except IntegrityError as error:
        raise DomainError(_("Du har alt tilbudt deg. Vent på svaret, eller trekk det.")) from error
    discard_draft(by, "ideas.offer_help", idea.pk)
    notify.offered(offer, by=by)
    return offer


@transaction.atomic
def answer_help(offer: HelpOffer, *, accept: bool, reply: str = "", by: Person) -> HelpOffer:
    """Accept or decline; a no says why. The one who offered is told."""
    offer = waiting(offer)
    if offer.person_id == by.pk:
        raise DomainError(_("Noen andre må svare på ditt eget tilbud."))
    if not accept and not reply.strip():
        raise DomainError(_("Skriv et ord om hvorfor dere takker nei."))
    with acting(by, "ideas.answer_help", reason=reply.strip()):
        offer.state = HelpState.ACCEPTED if accept else HelpState.DECLINED
        offer.reply = reply.strip()
        offer.answered_by, offer.answered_at = by, timezone.now()
        offer.save(update_fields=["state", "reply", "answered_by", "answered_at"])
    notify.offer_answered(offer, by=by)
    return offer


@transaction.atomic
def withdraw_help(offer: HelpOffer, *, by: Person) -> HelpOffer:
    """Take back an offer that nobody has answered."""
    offer = waiting(offer)
    with acting(by, "ideas.withdraw_help"):
        offer.state = HelpState.WITHDRAWN
        offer.save(update_fields=["state"])
    return offer


def waiting(offer: HelpOffer) -> HelpOffer:
    """The offer under a lock; raises DomainError when it waits for no answer."""
    offer = lock(offer)
    if offer.state != HelpState.OFFERED:
        raise DomainError(
            _("Tilbudet er alt avgjort: %(state)s.") % {"state": offer.get_state_display().lower()}
        )
    return offer
