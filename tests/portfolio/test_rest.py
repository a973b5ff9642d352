"""A project at rest: what a hold does to it, and what wakes it."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.utils import timezone

from organisation.audit.tracking import backdated
from organisation.notices.models import Notice
from organisation.people.models import Person
from organisation.registries import waiting_for
from portfolio import services
from portfolio.lifecycle import GateState, Outcome, ProjectState
from portfolio.models import StatusDue
from portfolio.services import action
from portfolio.services.rest import held_out
from portfolio.tasks.action import remind_of_actions
from portfolio.tasks.gate import wake_projects
from tests.factories.portfolio import decider_of, gate_of, make_project, submit
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alna):
    project = make_project(alna)
    make_report(project)
    return project


def hold(project, until):
    gate = submit(gate_of(project))
    services.decide_gate(
        gate, Outcome.HOLD, reason="Venter.", hold_until=until, by=decider_of(gate)
    )
    project.refresh_from_db()
    assert project.state == ProjectState.PAUSED
    assert StatusDue.objects.get(project=project).due_on is None


def reminded(person, today):
    remind_of_actions(today.isoformat(), progress=Mock())
    return Notice.objects.filter(person=person, text__startswith="Tiltaket ditt").count()


def test_a_hold_lets_the_project_rest_until_its_day(project, time_machine):
    today = timezone.localdate()
    day = today + timedelta(90)
    action.add_action(
        project, what="Ringe", owner=project.leader, due=day - timedelta(1), by=project.owner
    )
    hold(project, day)
    assert held_out(day - timedelta(1)) == []
    time_machine.move_to(day)
    assert reminded(project.leader, day) == 0
    rows = list(waiting_for["portfolio.prepare"](Person.objects.get(pk=project.leader_id)))
    assert [row.action for row in rows] == ["Ta opp igjen"]
    with backdated(timezone.now()):
        wake_projects(day.isoformat(), progress=Mock())
        wake_projects(day.isoformat(), progress=Mock())
    project.refresh_from_db()
    assert (project.state, gate_of(project).state) == (ProjectState.RUNNING, GateState.ON_HOLD)
    assert Notice.objects.filter(person=project.leader, text__contains="etter pausen").count() == 1
    assert StatusDue.objects.get(project=project).due_on > day  # nothing was due while it rested
    assert reminded(project.leader, day) == 1


def test_taken_up_again_the_project_goes_on_at_once(project):
    hold(project, timezone.localdate() + timedelta(90))
    services.open_gate(gate_of(project), by=project.leader)
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    assert StatusDue.objects.get(project=project).due_on is not None
