"""Coming to stand behind an idea that somebody else sent in first."""

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.models import CoSubmitter, Idea
from ideas.models.support import Support
from ideas.notify import sharing as notify
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person


@transaction.atomic
def ask_to_share(idea: Idea, *, by: Person) -> None:
    """Ask who sent in `idea` whether `by` may stand behind it too; raises DomainError."""
    idea = lock(idea)
    refuse_answered(idea)
    with acting(by, "ideas.ask_to_share"):
        notify.asked_to_share(idea, by=by)


@transaction.atomic
def share_idea(idea: Idea, person: Person, *, by: Person) -> Idea:
    """Let `person`, who supports `idea`, stand behind it instead; already so changes nothing.

    Raises DomainError when the idea no longer waits for an answer.
    """
    idea = lock(idea)
    refuse_answered(idea)
    with acting(by, "ideas.share"):
        _row, is_new = CoSubmitter.objects.get_or_create(idea=idea, person=person)
        Support.objects.filter(idea=idea, person=person).delete()
        if is_new:
            notify.taken_in(idea, person, by=by)
    return idea


def refuse_answered(idea: Idea) -> None:
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
