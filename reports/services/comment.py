"""Comments to the paragraphs of a case, by those who work on it, until the text is approved.

A comment keeps the words it was made about. When the paragraph or the whole part is taken out, the
comment stays with its quote; `GONE` in place of the paragraph's id says that the part is gone.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person
from reports.lifecycle import CaseState
from reports.models import BoardCase, CaseComment, CaseSection
from reports.shielding import paragraphs_of

GONE = "fjernet"  # no paragraph has such an id
QUOTED = 300  # letters, as the database keeps them
OPEN = (CaseState.DRAFT, CaseState.QUALITY_CHECK)


def lock_to_talk(case: BoardCase) -> BoardCase:
    """The case under its lock; DomainError when its text is approved."""
    case = lock(case)
    if case.state not in OPEN:
        raise DomainError(_("Teksten er godkjent. Kommentarene kan leses, men ikke endres."))
    return case


@transaction.atomic
def add_comment(
    case: BoardCase, *, section: CaseSection | None, text: str, by: Person, block: str = ""
) -> CaseComment:
    """Say something about a paragraph of `section`, or of the proposal when it is None.

    Without `block` it is about the whole part. Raises DomainError when the paragraph is not there.
    """
    case = lock_to_talk(case)
    if not text.strip():
        raise DomainError(_("Skriv kommentaren."))
    quote = _quote(case, section, block)
    with acting(by, "reports.add_comment"):
        comment = CaseComment.objects.create(
            case=case, section=section, block=block, quote=quote, text=text.strip(), by=by
        )
    _tell(case, comment, [], by=by, words=_("%(who)s kommenterte i «%(case)s»"))
    return comment


def _quote(case: BoardCase, section: CaseSection | None, block: str) -> str:
    if not block:
        return ""
    html = CaseSection.objects.get(pk=section.pk, case=case).html if section else case.proposal
    words = next((each.text for each in paragraphs_of(html) if each.key == block), None)
    if words is None:
        raise DomainError(_("Avsnittet er endret av noen andre. Velg det på nytt."))
    return Truncator(words or _("bilde")).chars(QUOTED)


@transaction.atomic
def answer_comment(comment: CaseComment, *, text: str, by: Person) -> CaseComment:
    """Answer in a thread; one that was finished is open again."""
    case = lock_to_talk(comment.case)
    root = _root(comment)
    if not text.strip():
        raise DomainError(_("Skriv svaret."))
    with acting(by, "reports.answer_comment"):
        answer = CaseComment.objects.create(
            case=case,
            section=root.section,
            block=root.block,
            answer_to=root,
            text=text.strip(),
            by=by,
        )
        _set_done(root, None)
    said = [root, *root.replies.select_related("by")]
    _tell(case, answer, said, by=by, words=_("%(who)s svarte på en kommentar i «%(case)s»"))
    return answer


@transaction.atomic
def finish_comment(comment: CaseComment, *, by: Person) -> CaseComment:
    """Mark a thread as dealt with; the same again changes nothing."""
    case = lock_to_talk(comment.case)
    root = _root(comment)
    if root.done_at is None:
        with acting(by, "reports.finish_comment"):
            _set_done(root, by)
        said = [root, *root.replies.select_related("by")]
        _tell(case, root, said, by=by, words=_("%(who)s merket en kommentar i «%(case)s» ferdig"))
    return root


@transaction.atomic
def reopen_comment(comment: CaseComment, *, by: Person) -> CaseComment:
    case = lock_to_talk(comment.case)
    root = _root(comment)
    if root.done_at is not None:
        with acting(by, "reports.reopen_comment"):
            _set_done(root, None)
        said = [root, *root.replies.select_related("by")]
        _tell(case, root, said, by=by, words=_("%(who)s åpnet en kommentar i «%(case)s» igjen"))
    return root


def _root(comment: CaseComment) -> CaseComment:
    """The comment that begins the thread, under its lock."""
    return lock(comment.answer_to or comment)


def _set_done(root: CaseComment, by: Person | None) -> None:
    if root.done_by == by:
        return
    root.done_by, root.done_at = by, timezone.now() if by else None
    root.version += 1
    root.save(update_fields=["done_by", "done_at", "version"])


def _tell(
    case: BoardCase, comment: CaseComment, thread: Iterable[CaseComment], *, by: Person, words: str
) -> None:
    """Tell the case officer and those in the thread, as far as they still work on the case."""
    people = {case.case_officer, *(each.by for each in thread)}
    tell(
        [person for person in people if person.has_perm("reports.view_work", case)],
        key=f"case-comment-{comment.pk}-{comment.version}",
        by=by,
        text=words % {"who": by, "case": case.title},
        url=comment.get_absolute_url(),
        may_wait=True,
    )


def keep_comments_of(section: CaseSection) -> None:
    """Before a part is taken out: its comments keep its name and their words, and stay with the
    case. The caller holds the lock and the actor."""
    for comment in section.comments.filter(answer_to=None):
        words = f"{section.heading}: {comment.quote}" if comment.quote else section.heading
        comment.quote, comment.block = Truncator(words).chars(QUOTED), GONE
        comment.save(update_fields=["quote", "block"])
