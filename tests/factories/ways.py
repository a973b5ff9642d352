"""Pilots and the other ways of working, brought as far as a test needs."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from organisation.people.models import Person, Role, Unit
from portfolio.models import Pilot
from portfolio.services import pilot as services
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_unit

JUDGED = {
    "law": "fine",
    "law_text": "Frivillig.",
    "privacy": "with_measures",
    "privacy_text": "Ingen navn.",
    "ethics": "fine",
    "ethics_text": "Alle kan si nei.",
}


def fresh(pilot: Pilot) -> Pilot:
    return Pilot.objects.select_related("project").get(pk=pilot.pk)


def make_pilot(district: Unit, **details: Any) -> Pilot:
    """A pilot with a plan, and nothing judged yet."""
    unit = details.pop("unit", None) or make_unit(district)
    leader = details.pop("leader", None) or PersonFactory(unit=unit)
    return services.start_pilot(
        **{
            "title": "Kveldsvakt i sansehagen",
            "unit": unit,
            "leader": leader,
            "what": "Vakten går ut sammen med to beboere.",
            "until": localdate() + timedelta(days=60),
            "success_sign": "Færre som er urolige om kvelden.",
            "by": leader,
            **details,
        }
    )


def judge(pilot: Pilot, **changes: Any) -> Pilot:
    pilot = fresh(pilot)
    services.edit_pilot(
        pilot, {**JUDGED, **changes}, version=pilot.version, by=pilot.project.leader
    )
    return fresh(pilot)


def approver_of(pilot: Pilot) -> Person:
    return person_as(Role.MANAGER, pilot.project.unit)


def ask(pilot: Pilot, approver: Person | None = None) -> Pilot:
    """Judged, and waiting for an approval."""
    pilot = judge(pilot)
    services.ask_approval(
        pilot,
        approver or approver_of(pilot),
        version=pilot.version,
        by=pilot.project.leader,
    )
    return fresh(pilot)


def approved(pilot: Pilot) -> Pilot:
    pilot = ask(pilot)
    services.approve(pilot, version=pilot.version, by=pilot.approver)
    return fresh(pilot)


def started(pilot: Pilot) -> Pilot:
    services.start(approved(pilot), by=pilot.project.leader)
    return fresh(pilot)


def finished(pilot: Pilot, next_step: str = "project") -> Pilot:
    pilot = started(pilot)
    services.finish(
        pilot,
        happened="Roligere kvelder.",
        worked="yes",
        next_step=next_step,
        version=pilot.version,
        by=pilot.project.leader,
    )
    return fresh(pilot)
