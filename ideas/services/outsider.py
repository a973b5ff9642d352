"""Letting somebody from a partner read and comment on one idea, and ending it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.models.comment import IdeaInvitation
from ideas.models.support import Follow
from ideas.notify import outsider as notify
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Part, Partner, Person
from organisation.people.parts import is_on
from organisation.people.services import invite_person


@transaction.atomic
def invite_outsider(
    idea: Idea, partner: Partner, *, name: str, email: str, by: Person
) -> IdeaInvitation:
    """Invite somebody of `partner` to `idea`, and make them an account when they have none.

    Invited already changes nothing. Raises DomainError when the address is a colleague's, belongs
    to another partner or is closed, or the district has no outsiders.
    """
    idea = lock(idea)
    if not is_on(idea.district_id, Part.OUTSIDERS):
        raise DomainError(_("Bydelen har slått av eksterne på idéer."))
    if idea.is_withdrawn:
        raise DomainError(_("Idéen er trukket."))
    if partner.district_id != idea.district_id or not partner.is_active:
        raise DomainError(_("Velg en samarbeidspart som er i bruk i bydelen."))
    person = account_of(email, name, partner, idea, by=by)
    if found := IdeaInvitation.objects.filter(idea=idea, person=person, ended_at=None).first():
        return found
    with acting(by, "ideas.invite_outsider"):
        invitation = IdeaInvitation.objects.create(idea=idea, person=person, invited_by=by)
        Follow.objects.get_or_create(idea=idea, person=person)
    notify.invited(invitation, by=by)
    return invitation


def account_of(email: str, name: str, partner: Partner, idea: Idea, *, by: Person) -> Person:
    """The account with the address, made when there is none; runs under the caller's lock."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        try:
            with transaction.atomic():
                return invite_person(
                    email=email,
                    name=name,
                    unit=idea.district,
                    partner=partner,
                    is_employee=False,
                    by=by,
                )
        except IntegrityError:  # invited to another idea at the same moment
            person = Person.objects.get(email__iexact=email)
    if not person.is_outsider:
        raise DomainError(
            _("%(email)s er adressen til en kollega. Kolleger leser idéen når den er vist for dem.")
            % {"email": email}
        )
    if person.partner_id != partner.pk:
        raise DomainError(
            _("%(email)s står som %(partner)s. Velg den samarbeidsparten.")
            % {"email": email, "partner": person.partner}
        )
    if not person.is_active:
        raise DomainError(_("Tilgangen til personen er stengt av administratoren."))
    return person


@transaction.atomic
def end_invitation(invitation: IdeaInvitation, *, by: Person) -> IdeaInvitation:
    """From now on the person cannot read the idea; what they said stays. Ended stays ended."""
    invitation = lock(invitation)
    if invitation.ended_at is not None:
        return invitation
    with acting(by, "ideas.end_invitation"):
        invitation.ended_at = timezone.now()
        invitation.save(update_fields=["ended_at"])
        Follow.objects.filter(idea=invitation.idea_id, person=invitation.person_id).delete()
    return invitation
