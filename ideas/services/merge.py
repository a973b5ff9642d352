"""Making two ideas one, when all who have them say yes; and taking them apart again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome
from ideas.lifecycle.together import MergeState
from ideas.models import CoSubmitter, Idea
from ideas.models.sameness import Carried, Merge, MergeCarried, MergeConsent
from ideas.models.support import Follow, Support
from ideas.notify import sameness as notify
from ideas.queries.support import concerned, readers_of
from ideas.services.idea import give_answer, take_up_again
from ideas.services.sameness import (
    call_off_merges,
    end_merge,
    link_as_same,
    lock_ideas,
    refuse_pair,
)
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Part, Person
from organisation.people.parts import is_on
from organisation.working_days import add_working_days

ANSWER_DAYS = 10  # working days the authors have
UNDO_DAYS = 30


def author_ids(idea: Idea) -> set[int]:
    """Everybody who has the idea."""
    together = set(idea.co_submissions.values_list("person", flat=True))
    return together | ({idea.submitter_id} if idea.submitter_id else set())


@transaction.atomic
def propose_merge(idea: Idea, into: Idea, *, reason: str, by: Person) -> Merge:
    """Ask all who have the two ideas whether `idea` shall go into `into`; raises DomainError.

    Whoever proposes and has one of them says yes by proposing.
    """
    refuse_pair(idea, into)
    locked = lock_ideas([idea.pk, into.pk])
    idea, into = locked[idea.pk], locked[into.pk]
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor idéene bør slås sammen."))
    if fault := why_not(idea, into) or why_not_oneself(by, idea, into):
        raise DomainError(fault)
    with acting(by, "ideas.propose_merge", reason=reason):
        merge = Merge.objects.create(
            idea=idea,
            into=into,
            reason=reason.strip(),
            proposed_by=by,
            answer_by=add_working_days(timezone.localdate(), ANSWER_DAYS),
        )
        asked = _ask_authors(merge)
        if by.pk in author_ids(idea) | author_ids(into):
            _say(merge, by, agrees=True)
    notify.proposed(merge, asked, by=by)
    if _all_agree(merge):
        _carry_out(merge, by=by)
    return merge


def why_not(idea: Idea, into: Idea) -> str | None:
    """Why the two cannot be proposed merged, for people to read; None when they can."""
    if not is_on(idea.district_id, Part.MERGING):
        return _("Bydelen har ikke slått på sammenslåing. Lenk idéene som samme i stedet.")
    if idea.is_nameless or into.is_nameless:
        return _("En idé uten navn kan ikke samtykke. Lenk idéene som samme i stedet.")
    if not idea.is_unanswered:
        return _("Bare en idé som venter på svar, kan slås sammen med en annen.")
    if into.is_withdrawn or into.outcome == Outcome.MERGED:
        return _("Idéen du vil slå sammen med, er trukket eller selv slått sammen.")
    if not (idea.released and into.released):
        return _("Vis begge idéene for kolleger først, så alle forfatterne kan lese dem.")
    if Merge.objects.open().filter(idea=idea).exists():
        return _("Idéen er alt foreslått slått sammen med en annen.")
    if Merge.objects.open().filter(idea=into, into=idea).exists():
        return _("Det er alt foreslått å slå dem sammen den andre veien.")
    return None


def why_not_oneself(by: Person, *ideas: Idea) -> str | None:
    """Whoever proposes stands by name in the answer, so a hidden author would be seen."""
    if any(idea.submitter_is_hidden and idea.is_author(by) for idea in ideas):
        return _("Navnet ditt er skjult for kolleger. Be rådgiveren foreslå det for deg.")
    return None


def _ask_authors(merge: Merge) -> list[Person]:
    """Ask those who have the ideas now and are not asked yet."""
    asked = set(merge.consents.values_list("person", flat=True))
    new = (author_ids(merge.idea) | author_ids(merge.into)) - asked
    MergeConsent.objects.bulk_create(
        [MergeConsent(merge=merge, person_id=pk) for pk in sorted(new)]
    )
    return list(Person.objects.filter(pk__in=new))


def _say(merge: Merge, by: Person, *, agrees: bool) -> None:
    said = merge.consents.filter(person=by).first()
    if said is None:
        raise DomainError(_("Bare de som har idéene, svarer på om de skal slås sammen."))
    said.agrees, said.answered_at = agrees, timezone.now()
    said.save(update_fields=["agrees", "answered_at"])


def _all_agree(merge: Merge) -> bool:
    """Whether everybody who has one of the ideas today has said yes."""
    agreed = set(merge.consents.filter(agrees=True).values_list("person", flat=True))
    return (author_ids(merge.idea) | author_ids(merge.into)) <= agreed


def _lock_merge(merge: Merge) -> Merge:
    """The merge and its two ideas, locked: ideas first, as everything that answers them does."""
    ideas = lock_ideas([merge.idea_id, merge.into_id])
    locked = lock(merge)
    locked.idea, locked.into = ideas[merge.idea_id], ideas[merge.into_id]
    return locked


def _lock_open(merge: Merge) -> Merge:
    locked = _lock_merge(merge)
    if not locked.is_open:
        raise DomainError(
            _("Forslaget er avsluttet: %(state)s.") % {"state": locked.get_state_display().lower()}
        )
    return locked


@transaction.atomic
def answer_merge(merge: Merge, *, agrees: bool, by: Person) -> Merge:
    """Say yes or no for oneself. One no ends it; the last yes makes the two ideas one."""
    merge = _lock_open(merge)
    with acting(by, "ideas.agree_merge" if agrees else "ideas.decline_merge"):
        asked = _ask_authors(merge)
        _say(merge, by, agrees=agrees)
        if not agrees:
            end_merge(merge, MergeState.DECLINED, by=by)
    if agrees and _all_agree(merge):
        _carry_out(merge, by=by)
    elif agrees and asked:
        notify.proposed(merge, asked, by=by)
    return merge


@transaction.atomic
def withdraw_merge(merge: Merge, *, by: Person) -> Merge:
    """Take the proposal back before all have answered."""
    merge = _lock_open(merge)
    with acting(by, "ideas.withdraw_merge"):
        end_merge(merge, MergeState.WITHDRAWN, by=by)
    return merge


@transaction.atomic
def lapse_merge(merge: Merge, *, on: date) -> Merge:
    """When the days are out and not all have answered, the two stay and are linked as the same."""
    merge = _lock_merge(merge)
    if not merge.is_open or merge.answer_by >= on:
        return merge
    with acting(None, "ideas.lapse_merge"):
        end_merge(merge, MergeState.LINKED, by=None)
        link_as_same(merge.idea, merge.into, by=None, reason=merge.reason[:400])
    return merge


# Done and undone --------------------------------------------------------------------------------


def _carry_out(merge: Merge, *, by: Person) -> None:
    """All have said yes. Runs in the caller's transaction, with the ideas locked."""
    if not is_on(merge.idea.district_id, Part.MERGING):
        raise DomainError(_("Bydelen har slått av sammenslåing."))
    if not merge.idea.is_unanswered or merge.into.is_withdrawn:
        raise DomainError(_("Idéen er besvart eller trukket i mellomtiden."))
    everybody = {person.pk: person for person in concerned(merge.idea)}
    with acting(by, "ideas.merge", reason=merge.reason):
        _carry(merge)
        _close(merge)  # after those who came along, so that one knows who came later
        give_answer(
            merge.idea,
            Outcome.MERGED,
            reply=_("Slått sammen med idé %(number)s, %(title)s, fordi: %(reason)s")
            % {
                "number": merge.into.number,
                "title": merge.into.title,
                "reason": merge.reason,
            },
            by=merge.proposed_by,
        )
        merge.into.version += 1
        merge.into.save(update_fields=["version"])
        call_off_merges(merge.idea, by=by, also_into=True)
    everybody |= {person.pk: person for person in concerned(merge.into)}
    notify.merged(merge, everybody.values(), by=by)


def _close(merge: Merge) -> None:
    merge.undo_until = timezone.localdate() + timedelta(days=UNDO_DAYS)
    merge.state, merge.ended_at = MergeState.MERGED, timezone.now()
    merge.version += 1
    merge.save(update_fields=["state", "ended_at", "undo_until", "version"])


def _carry(merge: Merge) -> None:
    """Bring over authors, supporters and followers who are not there, and remember whom.

    Who may not read the receiving idea, such as an outsider invited to one of them, stays.
    """
    into, idea = merge.into, merge.idea
    authors = author_ids(idea) - author_ids(into)
    CoSubmitter.objects.bulk_create(
        [CoSubmitter(idea=into, person_id=pk) for pk in sorted(authors)]
    )
    _remember(merge, authors, Carried.AUTHOR)
    readers = set(readers_of(into).values_list("pk", flat=True)) - author_ids(into)
    models: tuple[tuple[type[Any], Carried], ...] = (
        (Support, Carried.SUPPORTER),
        (Follow, Carried.FOLLOWER),
    )
    for model, as_what in models:
        have = set(model.objects.filter(idea=idea).values_list("person", flat=True))
        already = set(model.objects.filter(idea=into).values_list("person", flat=True))
        new = (have & readers) - already
        model.objects.bulk_create([model(idea=into, person_id=pk) for pk in sorted(new)])
        _remember(merge, new, as_what)


def _remember(merge: Merge, people: Iterable[int], as_what: Carried) -> None:
    MergeCarried.objects.bulk_create(
        [MergeCarried(merge=merge, person_id=pk, as_what=as_what) for pk in sorted(people)]
    )


@transaction.atomic
def undo_merge(merge: Merge, *, by: Person) -> Merge:
    """Take the two apart: those who came along go back, and the idea waits for an answer again."""
    merge = _lock_merge(merge)
    if not merge.can_be_undone(timezone.localdate()):
        raise DomainError(_("Sammenslåingen kan ikke angres lenger."))
    if merge.into.outcome == Outcome.MERGED:
        raise DomainError(
            _("«%(title)s» er selv slått sammen med en annen. Angre det først.")
            % {"title": merge.into.title}
        )
    everybody = {person.pk: person for person in concerned(merge.into)}
    with acting(by, "ideas.undo_merge"):
        _take_back(merge)
        idea = merge.idea
        if idea.first_answered_at == idea.answered_at:
            idea.first_answered_at = None  # it was not answered, so a hidden name is hidden again
        take_up_again(idea)
        merge.into.version += 1
        merge.into.save(update_fields=["version"])
        merge.state, merge.undone_by = MergeState.UNDONE, by
        merge.version += 1
        merge.save(update_fields=["state", "undone_by", "version"])
    everybody |= {person.pk: person for person in concerned(merge.idea)}
    notify.undone(merge, everybody.values(), by=by)
    return merge


def _take_back(merge: Merge) -> None:
    """Only those this merge brought, and only while they are there because of it.

    Whoever another merge would have brought as well is left, and belongs to that one from now on.
    """
    for as_what in Carried:
        rows = list(merge.carried.filter(as_what=as_what).order_by("pk"))
        elsewhere = _also_brought_by(merge, as_what)
        leave = []
        for row in rows:
            if other := elsewhere.get(row.person_id):
                # Who took it back in between may have been brought once more.
                MergeCarried.objects.get_or_create(
                    merge_id=other, person_id=row.person_id, as_what=as_what
                )
            else:
                leave.append(row.person_id)
        _remove(merge, as_what, leave)


def _also_brought_by(merge: Merge, as_what: Carried) -> dict[int, int]:
    """People of other ideas that went into the same one, with the merge that stands for them."""
    others = Merge.objects.filter(into=merge.into, state=MergeState.MERGED).exclude(pk=merge.pk)
    found: dict[int, int] = {}
    for other in others.select_related("idea").order_by("-pk"):
        people = {
            Carried.AUTHOR: author_ids,
            Carried.SUPPORTER: lambda idea: idea.supports.values_list("person", flat=True),
            Carried.FOLLOWER: lambda idea: idea.follows.values_list("person", flat=True),
        }[as_what](other.idea)
        found |= dict.fromkeys(people, other.pk)
    return found


def _remove(merge: Merge, as_what: Carried, people: list[int]) -> None:
    """Take `people` back from the receiving idea; what they gave anew since is their own."""
    here = {"idea": merge.into, "person__in": people}
    if as_what == Carried.AUTHOR:
        CoSubmitter.objects.filter(**here).delete()
    elif as_what == Carried.SUPPORTER:
        Support.objects.filter(**here, given_at__lte=merge.ended_at).delete()
    else:
        Follow.objects.filter(**here, since__lte=merge.ended_at).delete()
