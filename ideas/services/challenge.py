"""Verbs on challenges: the room itself, its needs, its partners and the map of its causes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.causes import below
from ideas.models.challenge import Challenge, ChallengeCause, ChallengeNeed, ChallengePartner
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Partner, Person, Unit

WRITTEN = ("title", "description", "holder")


@transaction.atomic
def start_challenge(unit: Unit, facts: Mapping[str, Any], *, by: Person) -> Challenge:
    """Open a room for a tangle; `facts` holds any of WRITTEN and `partners`."""
    challenge = Challenge(unit=unit, district_id=unit.district_id)
    with acting(by, "ideas.start_challenge"):
        _write(challenge, facts)
    return challenge


@transaction.atomic
def edit_challenge(
    challenge: Challenge, changes: Mapping[str, Any], *, version: int, by: Person
) -> Challenge:
    """Change what the room says of itself, who holds it and who takes part; raises Stale."""
    challenge = lock(challenge, version=version)
    challenge.version += 1
    with acting(by, "ideas.edit_challenge"):
        _write(challenge, changes)
    return challenge


def _write(challenge: Challenge, facts: Mapping[str, Any]) -> None:
    for name in WRITTEN:
        if name in facts:
            setattr(challenge, name, facts[name])
    challenge.save()
    if "partners" in facts:
        _set_partners(challenge, facts["partners"])


def _set_partners(challenge: Challenge, partners: Iterable[Partner]) -> None:
    wanted = {partner.pk: partner for partner in partners}
    if any(partner.district_id != challenge.district_id for partner in wanted.values()):
        raise DomainError(_("Samarbeidsparten hører til en annen bydel."))
    challenge.partnerships.exclude(partner__in=wanted).delete()
    standing = set(challenge.partnerships.values_list("partner", flat=True))
    for pk in sorted(wanted.keys() - standing):
        ChallengePartner.objects.create(challenge=challenge, partner=wanted[pk])


@transaction.atomic
def add_need(challenge: Challenge, *, text: str, unit: Unit, by: Person) -> ChallengeNeed:
    """Say what one unit feels of the tangle."""
    lock(challenge)
    _refuse_need(challenge, text, unit)
    with acting(by, "ideas.add_need"):
        return ChallengeNeed.objects.create(challenge=challenge, text=text.strip(), unit=unit)


@transaction.atomic
def edit_need(
    need: ChallengeNeed, *, text: str, unit: Unit, version: int, by: Person
) -> ChallengeNeed:
    need = lock(need, version=version)
    _refuse_need(need.challenge, text, unit)
    with acting(by, "ideas.edit_need"):
        need.text, need.unit = text.strip(), unit
        need.version += 1
        need.save()
    return need


@transaction.atomic
def remove_need(need: ChallengeNeed, *, by: Person) -> None:
    need = lock(need)
    with acting(by, "ideas.remove_need"):
        need.delete()


def _refuse_need(challenge: Challenge, text: str, unit: Unit) -> None:
    if not text.strip():
        raise DomainError(_("Skriv behovet. Én setning holder."))
    if unit.district_id != challenge.district_id:
        raise DomainError(_("Enheten hører til en annen bydel."))


@transaction.atomic
def add_cause(
    challenge: Challenge,
    *,
    text: str,
    level: str,
    by: Person,
    under: ChallengeCause | None = None,
) -> ChallengeCause:
    """Put a cause on the map, alone or under another."""
    challenge = lock(challenge)
    _refuse_cause(challenge, text, under)
    with acting(by, "ideas.add_cause"):
        return ChallengeCause.objects.create(
            challenge=challenge, text=text.strip(), level=level, under=under
        )


@transaction.atomic
def edit_cause(
    cause: ChallengeCause,
    *,
    text: str,
    level: str,
    under: ChallengeCause | None,
    version: int,
    by: Person,
) -> ChallengeCause:
    """Reword, mark anew or move under another; never under itself or what stands under it."""
    challenge = lock(cause.challenge)  # two moves at once could tie a ring
    cause = lock(cause, version=version)
    _refuse_cause(challenge, text, under)
    if under is not None and under.pk in {cause.pk, *below(cause, challenge.causes.all())}:
        raise DomainError(_("En årsak kan ikke stå under seg selv."))
    with acting(by, "ideas.edit_cause"):
        cause.text, cause.level, cause.under = text.strip(), level, under
        cause.version += 1
        cause.save()
    return cause


@transaction.atomic
def remove_cause(cause: ChallengeCause, *, by: Person) -> None:
    """Take a cause away; those under it move up to where it stood."""
    lock(cause.challenge)
    cause = lock(cause)
    with acting(by, "ideas.remove_cause"):
        cause.deeper.update(under=cause.under_id)
        cause.delete()


def _refuse_cause(challenge: Challenge, text: str, under: ChallengeCause | None) -> None:
    if not text.strip():
        raise DomainError(_("Skriv årsaken. Én setning holder."))
    if under is not None and under.challenge_id != challenge.pk:
        raise DomainError(_("Årsaken hører til en annen floke."))
