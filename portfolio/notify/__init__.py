"""Who is told what about projects and gates. Each function is one message to some people."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person, Role
from portfolio.lifecycle import ConditionState, Level
from portfolio.models import Condition, Gate, GateDecision, Project
from portfolio.models.decision import MeetingRecord
from portfolio.models.gate import LEADING_ROLES
from portfolio.notify import follow

KIND = "project"


def people_of(project: Project) -> list[Person]:
    """Owner, leader and members, each once."""
    people = {person.pk: person for person in (project.owner, project.leader) if person}
    people.update({person.pk: person for person in project.members.all()})
    return list(people.values())


def deciders_of(gate: Gate) -> Any:
    """Leaders of the very unit that decides, save those who ask; for the board its secretariat.

    For the portfolio board those who sign for it. Nobody who is disqualified.
    """
    if gate.decider_level == Level.BOARD:
        return (
            Person.objects.active()
            .filter(role_grants__unit=gate.project.district_id, role_grants__role=Role.SECRETARIAT)
            .distinct()
        )
    if gate.decider_level == Level.PORTFOLIO:
        able = Q(portfolio_boards__district=gate.project.district_id, portfolio_boards__signs=True)
    else:
        able = Q(role_grants__unit=gate.decider_unit_id, role_grants__role__in=LEADING_ROLES)
    return (
        Person.objects.active()
        .filter(able)
        .exclude(pk__in=[pk for pk in (gate.project.leader_id, gate.submitted_by_id) if pk])
        .exclude(disqualifications__gate=gate.pk)
        .distinct()
    )


def project_started(project: Project, *, by: Person) -> None:
    tell(
        people_of(project),
        key=f"project-started-{project.pk}",
        url=project.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du er med i prosjektet %(number)s %(title)s")
        % {"number": project.number, "title": project.title},
    )


def person_joined(project: Project, person: Person, *, by: Person) -> None:
    tell(
        [person],
        key=f"project-joined-{project.pk}-{project.version}",
        url=project.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du er med i prosjektet %(number)s %(title)s")
        % {"number": project.number, "title": project.title},
    )


def gate_submitted(gate: Gate, *, by: Person, again: str = "") -> None:
    """It waits for the decider; the advisers of the unit are asked to look over it.

    `again` is why somebody else is to decide what was sent in before.
    """
    what = {"code": gate.get_code_display(), "title": gate.project.title}
    url = gate.get_absolute_url()
    key = f"gate-submitted-{gate.pk}-{gate.version}{again}"
    if gate.decider_level == Level.BOARD:
        words = _("%(code)s %(title)s venter på vedtak i bydelsutvalget")
    else:
        words = _("%(code)s %(title)s venter på din avgjørelse")
    tell(deciders_of(gate), key=key, url=url, by=by, kind="gate", text=words % what)
    if again:
        return
    advisers = Person.objects.active().filter(
        role_grants__role=Role.ADVISER, role_grants__unit__in=gate.project.unit.path.split(".")
    )
    tell(
        advisers.distinct(),
        key=f"{key}-adviser",
        url=url,
        by=by,
        kind="gate",
        text=_("%(code)s %(title)s kan bekreftes") % what,
    )


def gate_lifted(gate: Gate, *, by: Person) -> None:
    what = {"code": gate.get_code_display(), "title": gate.project.title, "by": by.title}
    key, url = f"gate-lifted-{gate.pk}-{gate.version}", gate.get_absolute_url()
    tell(
        deciders_of(gate),
        key=key,
        url=url,
        by=by,
        kind="gate",
        text=_("%(by)s har løftet %(code)s %(title)s til deg") % what,
    )
    tell(
        people_of(gate.project),
        key=f"{key}-team",
        url=url,
        by=by,
        kind="gate",
        text=_("%(by)s har løftet avgjørelsen av %(code)s %(title)s") % what,
    )


def meeting_recorded(record: MeetingRecord, *, by: Person) -> None:
    """What was decided in the meeting counts when the decider has confirmed it."""
    tell(
        [record.decider],
        key=f"meeting-record-{record.pk}",
        url=record.gate.get_absolute_url(),
        by=by,
        kind="gate",
        text=_("%(code)s %(title)s er ført fra møtet. Bekreft med ett trykk")
        % {"code": record.gate.get_code_display(), "title": record.gate.project.title},
    )


def gate_decided(decision: GateDecision, *, by: Person) -> None:
    """Its people first, then those who follow it, and each who answers for a condition."""
    gate = decision.gate
    tell(
        people_of(gate.project),
        key=f"gate-decided-{decision.pk}",
        url=gate.get_absolute_url(),
        by=by,
        kind="gate",
        text=_("%(code)s %(title)s er avgjort: %(outcome)s")
        % {
            "code": gate.get_code_display(),
            "title": gate.project.title,
            "outcome": decision.get_outcome_display().lower(),
        },
    )
    follow.gate_decided(decision, by=by)
    for condition in decision.conditions.exclude(state=ConditionState.MET).select_related("owner"):
        condition_given(condition, by=by)


def hold_is_over(gate: Gate) -> None:
    """The project goes on by itself; its leader takes the gate up again."""
    project = gate.project
    tell(
        [person for person in (project.leader, project.owner) if person],
        key=f"gate-hold-over-{gate.pk}-{gate.round}",
        url=gate.get_absolute_url(),
        kind="gate",
        text=_("%(title)s går videre etter pausen. %(code)s kan tas opp igjen")
        % {"title": project.title, "code": gate.get_code_display()},
    )


def condition_given(condition: Condition, *, by: Person) -> None:
    gate = condition.decision.gate
    tell(
        [condition.owner],
        key=f"condition-{condition.pk}",
        url=gate.get_absolute_url(),
        by=by,
        kind="gate",
        text=_("Du har ansvar for et vilkår med frist %(due)s: %(text)s")
        % {"due": condition.due.strftime("%d.%m.%Y"), "text": condition.text},
    )
