"""Who takes part in a course, and who has completed it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.models import Course, Participation
from incubator.pasted import Somebody
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person


@dataclass(frozen=True)
class Added:
    """Who came, and who was there already or stood twice among those who were to come."""

    new: list[Participation]
    twice: list[Somebody]


@transaction.atomic
def add_participants(course: Course, people: Iterable[Somebody], *, by: Person) -> Added:
    """Note that `people` take part; nobody becomes two. Raises DomainError."""
    course = lock(course)
    if course.is_cancelled:
        raise DomainError(_("Kurset er avlyst og tar ikke imot deltakere."))
    there = list(course.participations.select_related("person"))
    taken = {row.address.lower() for row in there}
    new: list[Participation] = []
    twice: list[Somebody] = []
    with acting(by, "incubator.add_participants"):
        for each in people:
            if each.key in taken:
                twice.append(each)
                continue
            taken.add(each.key)
            new.append(
                Participation.objects.create(
                    course=course,
                    person=each.person,
                    name="" if each.person else each.name,
                    email="" if each.person else each.email,
                )
            )
    return Added(new, twice)


@transaction.atomic
def set_completed(
    course: Course, completed: Collection[int], *, on: date, version: int, by: Person
) -> int:
    """Exactly those with the ids `completed` have completed the course; answers how many.

    Who had it from before keeps the day; the others get `on`. Raises Stale or DomainError.
    """
    course = lock(course, version=version)
    if not course.is_held:
        raise DomainError(_("Merk kurset som gjennomført før deltakerne."))
    if on < course.starts_on:
        raise DomainError(_("Ingen kan ha fullført før kurset begynte."))
    rows = list(course.participations.all())
    with acting(by, "incubator.set_completed"):
        for row in rows:
            day = (row.completed_on or on) if row.pk in completed else None
            if row.completed_on != day:
                row.completed_on = day
                row.save(update_fields=["completed_on"])
        course.version += 1
        course.save(update_fields=["version"])
    return sum(row.is_completed for row in rows)


@transaction.atomic
def remove_participant(participation: Participation, *, by: Person) -> None:
    """Take somebody out of the course; refused when there is a proof that says otherwise."""
    lock(participation.course)
    if participation.proofs.exists():
        raise DomainError(_("Deltakeren har fått kursbevis og kan ikke tas bort."))
    with acting(by, "incubator.remove_participant"):
        participation.delete()
