"""What pages above gather about gates: names of actions, the tray, files, and people named."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person, Unit
from organisation.registries import Start, things_of
from portfolio.gathered.core import gates_with
from portfolio.models import GateDecision
from portfolio.models.deciders import PortfolioBoardMember
from portfolio.models.decision import MeetingRecord
from portfolio.models.gate import LEADING_ROLES, Disqualification
from portfolio.services.gate import follow_unit

ACTIONS = {
    "portfolio.lay_out": gettext_lazy("Faser og beslutningspunkt lagt ut"),
    "portfolio.refit": gettext_lazy("Faser og beslutningspunkt lagt ut på nytt"),
    "portfolio.follow_unit": gettext_lazy("Avgjørelsen fulgte enheten"),
    "portfolio.declare_disqualified": gettext_lazy("Meldt inhabil"),
    "portfolio.take_back_disqualification": gettext_lazy("Melding om inhabilitet tatt tilbake"),
    "portfolio.enter_afterwards": gettext_lazy("Ført inn i ettertid"),
    "portfolio.correct_afterwards": gettext_lazy("Rettet det som ble ført inn i ettertid"),
    "portfolio.record_meeting_decision": gettext_lazy("Ført fra møte"),
    "portfolio.withdraw_record": gettext_lazy("Ført fra møte, trukket tilbake"),
    "portfolio.publish_phase_model": gettext_lazy("Ny fasemodell"),
    "portfolio.publish_template": gettext_lazy("Nye spørsmål"),
    "portfolio.seat_in_board": gettext_lazy("Satt i porteføljestyret"),
    "portfolio.leave_board": gettext_lazy("Ut av porteføljestyret"),
    "portfolio.demand_two_steps": gettext_lazy("Krav om to trinn endret"),
}


def starts(person: Person) -> Iterator[Start]:
    """The way to the tray, for those who decide."""
    leads = any(person.units_as(role) for role in LEADING_ROLES)
    if leads or any(gate.to_decide for gate in things_of(person, gates_with)):
        yield Start(icon="gate", title=_("Til avgjørelse"), url=reverse("portfolio:tray"))


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.administer_gates"):
        yield Start(icon="gate", title=_("Portmaler"), url=reverse("portfolio:gate_templates"))
        yield Start(icon="flag", title=_("Fasemodeller"), url=reverse("portfolio:phase_models"))


def holds_minutes(file: Any, person: Any) -> bool:
    """Minutes are read by those who see the project."""
    return (
        MeetingRecord.objects.visible_to(person).filter(minutes=file.pk).exists()
        or GateDecision.objects.visible_to(person).filter(minutes=file.pk).exists()
    )


def about(person: Person) -> Iterable[Any]:
    """Where `person` is disqualified, has decided in a meeting, or sits in a board."""
    yield from Disqualification.objects.filter(person=person).order_by("pk")
    yield from MeetingRecord.objects.filter(decider=person).order_by("pk")
    yield from PortfolioBoardMember.objects.filter(person=person).order_by("pk")


def follow(unit: Unit, by: Person) -> None:
    follow_unit(unit, by=by)


def register() -> None:
    registries.can_start.add("portfolio.tray", starts)
    registries.administration.add("portfolio.gates", administration)
    registries.file_holders.add("portfolio.minutes", holds_minutes)
    registries.personal_data.add("portfolio.gates", about)
    registries.unit_moved.add("portfolio", follow)
    action_names.update(ACTIONS)
