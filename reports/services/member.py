"""Committees of a district, and who was elected to them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from reports.lifecycle.meeting import MemberFunction
from reports.models import Committee, CommitteeMember

ONE_OF = (MemberFunction.CHAIR, MemberFunction.VICE_CHAIR)


@transaction.atomic
def open_committee(district: Unit, facts: dict[str, Any], *, by: Person) -> Committee:
    """A new body of the district; `facts` are kind, name, abbreviation and number_pattern."""
    committee = Committee(unit=district, district=district, **facts)
    refuse_name_in_use(committee)
    with acting(by, "reports.open_committee"):
        committee.save()
    return committee


@transaction.atomic
def change_committee(
    committee: Committee, facts: dict[str, Any], *, version: int, by: Person
) -> Committee:
    """Raises Stale when somebody else has changed it; numbers already given stay as they are."""
    committee = lock(committee, version=version)
    for name, value in facts.items():
        setattr(committee, name, value)
    refuse_name_in_use(committee)
    committee.version += 1
    with acting(by, "reports.change_committee"):
        committee.save(update_fields=[*facts, "version"])
    return committee


def refuse_name_in_use(committee: Committee) -> None:
    others = Committee.objects.filter(
        district=committee.district_id, name__iexact=committee.name
    ).exclude(pk=committee.pk)
    if others.exists():
        raise DomainError(_("Utvalget finnes alt."))


@transaction.atomic
def elect(committee: Committee, facts: dict[str, Any], *, by: Person) -> CommitteeMember:
    """Write somebody in; without `place`, last among the members, or the deputies of the party."""
    lock(committee)
    member = CommitteeMember(committee=committee, **facts)
    if not facts.get("place"):
        member.place = next_place(committee, member)
    refuse_taken_seat(member)
    with acting(by, "reports.elect_member"):
        member.save()
    return member


def next_place(committee: Committee, member: CommitteeMember) -> int:
    same = committee.members.filter(function=member.function)
    if member.function == MemberFunction.DEPUTY:
        same = same.filter(party=member.party)
    return max((each.place for each in same), default=0) + 1


@transaction.atomic
def change_member(
    member: CommitteeMember, facts: dict[str, Any], *, version: int, by: Person
) -> CommitteeMember:
    """Raises Stale. What the minutes of earlier meetings say of the person stays as it was."""
    member = lock(member, version=version)
    for name, value in facts.items():
        setattr(member, name, value)
    refuse_taken_seat(member)
    member.version += 1
    with acting(by, "reports.change_member"):
        member.save(update_fields=[*facts, "version"])
    return member


def refuse_taken_seat(member: CommitteeMember) -> None:
    """One chair and one vice chair at a time; the one before leaves first."""
    if member.until_day is not None and member.until_day < member.from_day:
        raise DomainError(_("Siste dag kommer før første dag."))
    if member.function not in ONE_OF or member.until_day is not None:
        return
    holder = (
        CommitteeMember.objects.filter(
            committee=member.committee_id, function=member.function, until_day=None
        )
        .exclude(pk=member.pk)
        .first()
    )
    if holder is not None:
        raise DomainError(
            _("%(name)s er %(function)s. Skriv siste dag for %(name)s først.")
            % {"name": holder.name, "function": holder.get_function_display().lower()}
        )


@transaction.atomic
def end_membership(member: CommitteeMember, *, last_day: date, by: Person) -> CommitteeMember:
    member = lock(member)
    member.until_day = last_day
    refuse_taken_seat(member)
    member.version += 1
    with acting(by, "reports.end_membership"):
        member.save(update_fields=["until_day", "version"])
    return member


@transaction.atomic
def strike_member(member: CommitteeMember, *, by: Person) -> None:
    """Take out somebody who was written in by mistake; who has been at a meeting stays."""
    member = lock(member)
    if member.attendances.exists():
        raise DomainError(
            _("%(name)s står i en protokoll. Skriv siste dag i stedet.") % {"name": member.name}
        )
    with acting(by, "reports.strike_member"):
        member.delete()
