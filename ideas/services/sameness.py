"""Linking ideas that say the same: both stay, and one answer goes to both."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import BECOMES_PROJECT
from ideas.lifecycle.together import MergeState
from ideas.models import Idea
from ideas.models.sameness import Merge, SameIdea
from ideas.notify import sameness as notify
from ideas.queries.sameness import open_merges_of, same_as
from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.people.models import Person


def lock_ideas(ids: Iterable[int]) -> dict[int, Idea]:
    """The ideas by id, locked from the lowest on, so that no two wait for each other."""
    rows = Idea.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).order_by("pk")
    return {idea.pk: idea for idea in rows}


def lock_with_same(idea: Idea) -> tuple[Idea, list[Idea]]:
    """The idea and all that are linked with it, locked."""
    locked = lock_ideas(same_as(idea.pk))
    mine = locked.pop(idea.pk)
    return mine, list(locked.values())


@transaction.atomic
def link_as_same(idea: Idea, other: Idea, *, by: Person | None, reason: str = "") -> SameIdea:
    """Say that the two are the same. Linked already changes nothing; raises DomainError.

    Every idea one comes to gets a new version, so that an answer which is being written is shown
    anew before it goes to more ideas than its writer saw.
    """
    refuse_pair(idea, other)
    locked = lock_ideas({*same_as(idea.pk), *same_as(other.pk)})
    for each in (locked[idea.pk], locked[other.pk]):
        if each.is_withdrawn:
            raise DomainError(_("«%(title)s» er trukket.") % {"title": each.title})
    first, second = sorted((idea.pk, other.pk))
    with acting(by, "ideas.link", reason=reason):
        link, is_new = SameIdea.objects.get_or_create(
            first_id=first, second_id=second, defaults={"linked_by": by, "reason": reason.strip()}
        )
        if is_new:
            _stir(locked)
    if is_new:
        notify.linked(locked[idea.pk], locked[other.pk], link_id=link.pk, by=by)
    return link


def refuse_pair(idea: Idea, other: Idea) -> None:
    """Raise DomainError for two that can be neither linked nor merged."""
    if idea.pk == other.pk:
        raise DomainError(_("Velg en annen idé enn denne."))
    if idea.district_id != other.district_id:
        raise DomainError(_("Idéene hører til hver sin bydel."))


def _stir(ids: Iterable[int]) -> None:
    Idea.objects.filter(pk__in=set(ids)).update(version=F("version") + 1)


@transaction.atomic
def unlink(link: SameIdea, *, by: Person) -> None:
    """Say that the two are not the same after all; answers they were given together stand."""
    locked = lock_ideas({*same_as(link.first_id)})
    first, second = locked[link.first_id], locked[link.second_id]
    if first.outcome in BECOMES_PROJECT and first.answered_at == second.answered_at:
        raise DomainError(_("Idéene fikk samme svar og er blitt til det samme."))
    with acting(by, "ideas.unlink"):
        SameIdea.objects.filter(pk=link.pk).delete()
        _stir(locked)


def call_off_merges(idea: Idea, *, by: Person | None, also_into: bool) -> None:
    """End the proposals that what was done with the idea makes idle. Runs in its transaction.

    `also_into`: those where others were to come to this idea as well.
    """
    for merge in open_merges_of([idea.pk]).select_for_update(of=("self",)).order_by("pk"):
        if merge.idea_id == idea.pk or also_into:
            end_merge(merge, MergeState.WITHDRAWN, by=by)


def end_merge(merge: Merge, state: MergeState, *, by: Person | None) -> None:
    """Close a proposal without merging. Runs in the caller's transaction."""
    merge.state, merge.ended_at = state, timezone.now()
    merge.version += 1
    merge.save(update_fields=["state", "ended_at", "version"])
    notify.ended(merge, by=by)


def leave_merge(idea: Idea, *, by: Person) -> None:
    """A merged idea is to be answered anew: while the merge can be undone, that is the way.

    Afterwards those who came along stay where they are. Raises StepRefused.
    """
    merge = Merge.objects.filter(idea=idea, state=MergeState.MERGED).first()
    if merge is None:
        return
    if merge.can_be_undone(timezone.localdate()):
        raise StepRefused([_("Idéen er slått sammen med en annen. Angre sammenslåingen i stedet.")])
    merge.state, merge.undone_by = MergeState.UNDONE, by
    merge.version += 1
    merge.save(update_fields=["state", "undone_by", "version"])
