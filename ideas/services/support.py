"""Supporting and following an idea. Each may be asked for twice; it happens once."""

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome
from ideas.models import Idea
from ideas.models.support import Follow, Support
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person


@transaction.atomic
def support_idea(idea: Idea, *, by: Person) -> None:
    """Let `by` support `idea`, and follow it from now on; supported already changes nothing.

    Who stands behind the idea supports it as it is, so for an author nothing happens. Raises
    DomainError when the idea is withdrawn or merged.
    """
    idea = lock(idea)
    if idea.is_withdrawn:
        raise DomainError(_("Idéen er trukket og kan ikke støttes."))
    if idea.outcome == Outcome.MERGED:
        raise DomainError(_("Idéen er slått sammen med en annen. Støtt den i stedet."))
    if idea.is_author(by):
        return
    with acting(by, "ideas.support"):
        Support.objects.get_or_create(idea=idea, person=by)
        Follow.objects.get_or_create(idea=idea, person=by)


@transaction.atomic
def withdraw_support(idea: Idea, *, by: Person) -> None:
    """Take the support of `by` back; following goes on until it is ended by itself."""
    with acting(by, "ideas.withdraw_support"):
        Support.objects.filter(idea=idea, person=by).delete()


@transaction.atomic
def follow(idea: Idea, *, by: Person) -> None:
    """Tell `by` what becomes of `idea` from now on."""
    with acting(by, "ideas.follow"):
        Follow.objects.get_or_create(idea=idea, person=by)


@transaction.atomic
def unfollow(idea: Idea, *, by: Person) -> None:
    """Tell `by` no more. Who supports the idea, or stands behind it, is told all the same."""
    with acting(by, "ideas.unfollow"):
        Follow.objects.filter(idea=idea, person=by).delete()
