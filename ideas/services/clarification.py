"""Verbs on clarifications: somebody named chooses by a day what shall become of an idea."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import STEPS
from ideas.lifecycle.together import Choice
from ideas.models import Idea
from ideas.models.answer import Clarification
from ideas.notify import clarification as notify
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person


@transaction.atomic
def open_clarification(
    idea: Idea, question: str, *, decider: Person, due_on: date, by: Person
) -> Clarification:
    """Ask `decider` to choose by `due_on`; the promise to the submitter runs on meanwhile.

    The assessment has begun by now, so the submitter's text stands still.
    """
    idea = lock(idea)
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    if idea.clarifications.filter(ended_at=None).exists():
        raise DomainError(_("Idéen er alt til avklaring."))
    if not question.strip():
        raise DomainError(_("Skriv hva som må avklares."))
    if due_on < timezone.localdate():
        raise DomainError(_("Velg en dato fram i tid."))
    if not (decider.is_active and decider.is_employee and decider.district_id == idea.district_id):
        raise DomainError(_("Den som velger, må være ansatt i bydelen."))
    if idea.is_author(decider):
        raise DomainError(_("Den som har meldt inn idéen, kan ikke velge."))
    with acting(by, "ideas.open_clarification", reason=question):
        if idea.is_unread:
            take_step(idea, STEPS["take_on"])
        idea.handler = idea.handler or by
        idea.version += 1
        idea.save(update_fields=["state", "handler", "version"])
        row = Clarification.objects.create(
            idea=idea, question=question.strip(), decider=decider, due_on=due_on, opened_by=by
        )
    notify.opened(row, by=by)
    return row


@transaction.atomic
def choose(row: Clarification, choice: str, *, reason: str, version: int, by: Person) -> None:
    """Record what `by` chose and why. It is advice: the answer is still the adviser's to give."""
    row = lock(row, version=version)
    _require_open(row)
    if choice not in Choice.values:
        raise DomainError(_("Velg hva som skjer med idéen."))
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor du velger dette."))
    row.choice, row.reason = choice, reason.strip()
    with acting(by, "ideas.choose", reason=reason):
        _end(row, by=by)
    notify.chosen(row, by=by)


@transaction.atomic
def call_off_clarification(row: Clarification, *, by: Person) -> None:
    """End it without a choice; the decider is told."""
    row = lock(row)
    _require_open(row)
    with acting(by, "ideas.call_off_clarification"):
        _end(row, by=by)
    notify.ended(row, by=by)


def end_with_idea(idea: Idea, *, by: Person) -> None:
    """Answered or withdrawn, so nobody need choose. Runs in the caller's transaction."""
    for row in idea.clarifications.filter(ended_at=None).select_related("decider"):
        with acting(by, "ideas.call_off_clarification"):
            _end(row, by=by)
        notify.ended(row, by=by)


def _require_open(row: Clarification) -> None:
    if row.ended_at is not None:
        raise DomainError(_("Avklaringen er alt avsluttet."))


def _end(row: Clarification, *, by: Person) -> None:
    row.ended_at, row.ended_by = timezone.now(), by
    row.version += 1
    row.save()
