"""Verbs on courses: plan one, change it, say that it was held, cancel it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.lifecycle import STEPS
from incubator.models import Course
from incubator.notify import course as notify
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Unit

WRITTEN = (
    "title",
    "about",
    "goals",
    "role",
    "starts_on",
    "ends_on",
    "hours",
    "place",
    "leader",
    "leader_name",
)


@transaction.atomic
def plan_course(unit: Unit, facts: Mapping[str, Any], *, by: Person) -> Course:
    """A course that `unit` is to hold; `facts` holds any of WRITTEN. Raises DomainError."""
    course = Course(unit=unit, district_id=unit.district_id)
    with acting(by, "incubator.plan_course"):
        _write(course, facts)
    return course


@transaction.atomic
def edit_course(course: Course, changes: Mapping[str, Any], *, version: int, by: Person) -> Course:
    """Change what is known of the course; raises Stale or DomainError.

    Proofs that are made stay as they are; the next time they are asked for there are new versions.
    """
    course = lock(course, version=version)
    if course.is_cancelled:
        raise DomainError(_("Kurset er avlyst og kan ikke endres."))
    course.version += 1
    with acting(by, "incubator.edit_course"):
        _write(course, changes)
    if course.is_held and not course.is_over(timezone.localdate()):
        raise DomainError(_("Kurset er gjennomført, og siste dag må ha vært."))
    return course


def _write(course: Course, facts: Mapping[str, Any]) -> None:
    for name in WRITTEN:
        if name in facts:
            setattr(course, name, facts[name])
    if course.ends_on < course.starts_on:
        raise DomainError(_("Siste dag kan ikke være før første dag."))
    if course.hours <= 0:
        raise DomainError(_("Kurset må vare lenger enn null timer."))
    if (course.leader is None) == (not course.leader_name):
        raise DomainError(_("Velg én kursleder, eller skriv navnet på en utenfra."))
    course.save()


@transaction.atomic
def hold_course(course: Course, *, on: date, by: Person) -> Course:
    """Say, on the day `on`, that the course was held; raises DomainError before its last day."""
    course = lock(course)
    if not course.is_over(on):
        raise DomainError(_("Kurset kan merkes som gjennomført fra og med siste kursdag."))
    with acting(by, "incubator.hold_course"):
        take_step(course, STEPS["hold_course"])
        course.version += 1
        course.save(update_fields=["state", "version"])
    return course


@transaction.atomic
def cancel_course(course: Course, *, reason: str, by: Person) -> Course:
    """Call off a planned course, and tell those who were to take part. Raises DomainError."""
    course = lock(course)
    course.cancelled_because = reason.strip()
    with acting(by, "incubator.cancel_course", reason=course.cancelled_because):
        take_step(course, STEPS["cancel_course"])
        course.version += 1
        course.save(update_fields=["state", "cancelled_because", "version"])
    notify.cancelled(course, by=by)
    return course
