"""Verbs on taking over: somebody else becomes leader or owner, and what is open is gone through."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle import ProjectKind
from portfolio.models import Handover, HandoverTick, Project
from portfolio.models.handover import HandoverRole
from portfolio.notify import handover as notify
from portfolio.services.gate import lock_gates, say_basis_changed


@transaction.atomic
def hand_over(
    project: Project, *, to: Person, by: Person, note: str = "", role: str = HandoverRole.LEADER
) -> Handover:
    """Let `to` be leader (or owner) from now on, and open the page where the old one tells.

    `note` says why. Raises DomainError when `to` is that already, holds the other role, or works
    elsewhere.
    """
    gate = lock_gates(project.pk)
    project = lock(project)
    role = HandoverRole(role)
    old: Person | None = getattr(project, role)
    refuse_unfit(project, to, old, role)
    with acting(by, "portfolio.hand_over", reason=note):
        setattr(project, role, to)
        project.version += 1
        project.save(update_fields=[role.value, "version"])
        handover = begin(project, role=role, old=old, new=to, why=note, by=by)
        say_basis_changed(gate)
    return handover


def refuse_unfit(project: Project, to: Person, old: Person | None, role: HandoverRole) -> None:
    if to == old:
        raise DomainError(_("%(name)s har alt den rollen.") % {"name": to.name})
    if to.district_id != project.district_id or not to.is_active:
        raise DomainError(_("Velg noen som arbeider i bydelen."))
    other = project.owner if role == HandoverRole.LEADER else project.leader
    if to == other and project.kind != ProjectKind.PILOT:
        raise DomainError(_("Prosjekteier og prosjektleder kan ikke være samme person."))


def begin(
    project: Project, *, role: str, old: Person | None, new: Person, by: Person, why: str = ""
) -> Handover:
    """Open the page of a change that is made already; inside the transaction that makes it.

    One that nobody confirmed for the same role is replaced by this.
    """
    project.handovers.open().filter(role=role).update(replaced=True)
    handover = Handover.objects.create(
        project=project,
        role=role,
        old=old,
        new=new,
        why=why.strip(),
        begun_at=timezone.now(),
        begun_by=by,
    )
    notify.handover_begun(handover, by=by)
    return handover


def begin_if_changed(project: Project, role: str, old: Person | None, *, by: Person) -> None:
    """Open the page when another than `old` has the role now; a first leader takes over nothing."""
    new: Person | None = getattr(project, role)
    if old is not None and new is not None and new != old:
        begin(project, role=role, old=old, new=new, by=by)


@transaction.atomic
def write_notes(handover: Handover, *, notes: str, version: int, by: Person) -> Handover:
    """What the old one wants the new one to know; raises Stale."""
    handover = lock(handover, version=version)
    must_be_open(handover)
    with acting(by, "portfolio.write_handover"):
        handover.notes = notes.strip()
        handover.version += 1
        handover.save(update_fields=["notes", "version"])
    return handover


def must_be_open(handover: Handover) -> None:
    if not handover.is_open:
        raise StepRefused([_("Overtakelsen er ferdig.")])


@transaction.atomic
def tick(handover: Handover, done: Mapping[str, str], *, shown: set[str], by: Person) -> None:
    """Let exactly `done` (key to title) of the keys `shown` on the page be gone through."""
    handover = lock(handover)
    must_be_open(handover)
    with acting(by, "portfolio.tick_handover"):
        handover.ticks.filter(key__in=shown - set(done)).delete()
        there = set(handover.ticks.values_list("key", flat=True))
        HandoverTick.objects.bulk_create(
            [
                HandoverTick(handover=handover, key=key, title=title, ticked_at=timezone.now())
                for key, title in done.items()
                if key not in there
            ]
        )


@transaction.atomic
def confirm(handover: Handover, *, by: Person, still_open: set[str]) -> Handover:
    """The new one has gone through what is open; `still_open` are the keys on the page now."""
    handover = lock(handover)
    must_be_open(handover)
    left = len(still_open - set(handover.ticks.values_list("key", flat=True)))
    if left:
        raise StepRefused([_("Gå gjennom alt som er åpent først. %(n)s gjenstår.") % {"n": left}])
    with acting(by, "portfolio.confirm_handover"):
        handover.confirmed_at = timezone.now()
        handover.version += 1
        handover.save(update_fields=["confirmed_at", "version"])
    notify.handover_confirmed(handover, by=by)
    return handover
