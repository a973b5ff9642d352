"""What people say about an idea."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.models.comment import Comment, CommentMention
from ideas.models.support import Follow
from ideas.notify import comment as notify
from ideas.queries.support import readers_of
from organisation.audit.tracking import acting
from organisation.drafts.services import discard_draft
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person

MOST_MENTIONED = 10


@transaction.atomic
def write_comment(
    idea: Idea,
    text: str,
    *,
    by: Person,
    under: Comment | None = None,
    mentioned: Iterable[Person] = (),
) -> Comment:
    """Say something about `idea`, or in reply to `under`; a reply to a reply joins its thread.

    Whoever comments follows the idea from then on. `mentioned` are told; raises DomainError for
    somebody who may not read the idea.
    """
    idea = lock(idea)
    refuse_empty(text)
    if idea.is_withdrawn:
        raise DomainError(_("Idéen er trukket og kan ikke kommenteres."))
    if under is not None and under.is_removed:
        raise DomainError(_("Kommentaren du svarer på, er fjernet."))
    told = readers_among(idea, mentioned)
    with acting(by, "ideas.comment"):
        top = (under.under_id or under.pk) if under else None
        comment = Comment.objects.create(idea=idea, under_id=top, author=by, text=text.strip())
        mention(comment, told)
        Follow.objects.get_or_create(idea=idea, person=by)
    if under is None:
        discard_draft(by, "ideas.comment", idea.pk)
    notify.written(comment, answers=under, mentioned=told, by=by)
    return comment


@transaction.atomic
def edit_comment(
    comment: Comment, text: str, *, version: int, by: Person, mentioned: Iterable[Person] = ()
) -> Comment:
    """Word the comment anew; what it said stands in its history. Raises Stale or DomainError.

    Only those who were not mentioned before are told.
    """
    comment = lock(comment, version=version)
    refuse_empty(text)
    if comment.is_removed:
        raise DomainError(_("Kommentaren er fjernet."))
    told = readers_among(comment.idea, mentioned)
    before = set(comment.mentions.values_list("person", flat=True))
    with acting(by, "ideas.edit_comment"):
        if text.strip() != comment.text:
            comment.text, comment.edited_at = text.strip(), timezone.now()
        comment.version += 1
        comment.save(update_fields=["text", "edited_at", "version"])
        comment.mentions.exclude(person__in=told).delete()
        mention(comment, [person for person in told if person.pk not in before])
    notify.mentioned(comment, told, by=by)
    return comment


@transaction.atomic
def remove_comment(comment: Comment, *, by: Person, reason: str = "") -> Comment:
    """Take the comment away; its place stays, so that replies make sense.

    Who takes away what another wrote says why, and the writer is told. Removed already changes
    nothing.
    """
    comment = lock(comment)
    if comment.is_removed:
        return comment
    if comment.author_id != by.pk and not reason.strip():
        raise DomainError(_("Skriv hvorfor kommentaren fjernes."))
    with acting(by, "ideas.remove_comment", reason=reason.strip()):
        comment.removed_at, comment.removed_by = timezone.now(), by
        comment.version += 1
        comment.save(update_fields=["removed_at", "removed_by", "version"])
    if comment.author_id != by.pk:
        notify.removed(comment, reason=reason.strip(), by=by)
    return comment


def refuse_empty(text: str) -> None:
    if not text.strip():
        raise DomainError(_("Skriv en kommentar."))


def readers_among(idea: Idea, people: Iterable[Person]) -> list[Person]:
    """`people`, each once; raises DomainError when one of them may not read the idea."""
    wanted = {person.pk: person for person in people}
    if not wanted:
        return []
    if len(wanted) > MOST_MENTIONED:
        raise DomainError(_("Nevn høyst %(most)s personer.") % {"most": MOST_MENTIONED})
    readers = list(readers_of(idea).filter(pk__in=wanted).order_by("name_key", "pk"))
    for stranger in wanted.keys() - {person.pk for person in readers}:
        raise DomainError(
            _("%(name)s kan ikke lese idéen, og kan derfor ikke nevnes.")
            % {"name": wanted[stranger]}
        )
    return readers


def mention(comment: Comment, people: Iterable[Person]) -> None:
    CommentMention.objects.bulk_create(
        [CommentMention(comment=comment, person=person) for person in people]
    )
