"""A pilot: nothing is tried before it is approved, and what worked can become a project."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas.models import Idea
from organisation.errors import DomainError, Stale, StepRefused
from organisation.people.models import Role
from portfolio.lifecycle import ProjectState
from portfolio.models import Gate, Phase, Pilot, Project
from portfolio.services import pilot as services
from tests.factories.ideas import IdeaFactory, judged
from tests.factories.people import PersonFactory, person_as
from tests.factories.ways import (
    JUDGED,
    approved,
    ask,
    finished,
    fresh,
    judge,
    make_pilot,
    started,
)


@pytest.fixture
def pilot(alna):
    return make_pilot(alna)


def refused(do) -> bool:
    try:
        with transaction.atomic():
            do()
    except (IntegrityError, InternalError):
        return True
    return False


def test_a_pilot_has_one_page_and_neither_phases_nor_gates(pilot):
    project = pilot.project
    assert (project.kind, project.state) == ("pilot", ProjectState.RUNNING)
    assert project.owner == project.leader  # in a pilot they may be the same
    assert not Phase.objects.filter(project=project).exists()
    assert not Gate.objects.filter(project=project).exists()
    assert [place.unit for place in pilot.places.all()] == [project.unit]


def test_it_says_all_that_is_missing_before_it_is_asked_for(alna):
    pilot = make_pilot(alna, until=None, success_sign="")
    with pytest.raises(StepRefused) as refusal:
        services.ask_approval(
            pilot, person_as(Role.MANAGER, alna), version=pilot.version, by=pilot.project.leader
        )
    assert refusal.value.reasons == [
        "Planen mangler: til når, hvordan vi ser at det virket.",
        "Vurderingen mangler: lov, personvern, etikk.",
    ]


def test_what_is_not_in_order_is_not_tried(pilot):
    pilot = judge(pilot, ethics="not_fine")
    with pytest.raises(StepRefused, match="etikk"):
        services.ask_approval(
            pilot,
            person_as(Role.MANAGER, pilot.project.unit),
            version=pilot.version,
            by=pilot.project.leader,
        )


def test_it_does_not_start_without_an_approval(pilot):
    pilot = ask(pilot)
    with pytest.raises(StepRefused, match="må godkjennes før piloten starter"):
        services.start(pilot, by=pilot.project.leader)
    rows = Pilot.objects.filter(pk=pilot.pk)
    assert refused(lambda: rows.update(state="under_way", started_on=localdate()))


def test_the_leader_never_approves_also_when_a_manager(alna):
    leader = person_as(Role.MANAGER, alna)
    pilot = judge(make_pilot(alna, leader=leader))
    with pytest.raises(DomainError, match="leder piloten"):
        services.ask_approval(pilot, leader, version=pilot.version, by=leader)
    with pytest.raises(StepRefused, match="leder piloten"):
        services.approve(pilot, version=pilot.version, by=leader)
    rows = Pilot.objects.filter(pk=pilot.pk)
    assert refused(lambda: rows.update(approved_by=leader, approved_at=now()))


def test_who_becomes_leader_after_approving_cannot_start_on_that_approval(pilot):
    pilot = approved(pilot)
    Project.objects.filter(pk=pilot.project_id).update(leader=pilot.approved_by)
    with pytest.raises(StepRefused, match="leder piloten"):
        services.start(fresh(pilot), by=pilot.approved_by)
    rows = Pilot.objects.filter(pk=pilot.pk)
    assert refused(lambda: rows.update(state="under_way", started_on=localdate()))


def test_somebody_without_a_role_for_the_unit_is_not_asked(pilot):
    pilot = judge(pilot)
    with pytest.raises(DomainError, match="må være prosjekteier, leder eller rådgiver"):
        services.ask_approval(
            pilot,
            PersonFactory(unit=pilot.project.unit),
            version=pilot.version,
            by=pilot.project.leader,
        )


def test_an_approval_falls_when_what_it_rests_on_is_changed(pilot):
    pilot = approved(pilot)
    services.edit_pilot(
        pilot, {"participants": "Fire beboere"}, version=pilot.version, by=pilot.project.leader
    )
    assert fresh(pilot).approved_at
    pilot = fresh(pilot)
    services.edit_pilot(
        pilot, {"privacy_text": "Med navn."}, version=pilot.version, by=pilot.project.leader
    )
    assert fresh(pilot).approved_at is None


def test_the_approver_approves_what_was_read_not_what_was_changed_since(pilot):
    read = ask(pilot)
    services.edit_pilot(
        read, {"participants": "Ti beboere"}, version=read.version, by=read.project.leader
    )
    with pytest.raises(Stale):
        services.approve(read, version=read.version, by=read.approver)


def test_a_no_says_what_has_to_be_better(pilot):
    pilot = ask(pilot)
    approver = pilot.approver
    services.turn_down(pilot, reason="Spør pårørende først.", version=pilot.version, by=approver)
    pilot = fresh(pilot)
    assert (pilot.turned_down, pilot.asked_at) == ("Spør pårørende først.", None)
    texts = [notice.text for notice in pilot.project.leader.notices.all()]
    assert texts == ["Piloten «Kveldsvakt i sansehagen» er ikke godkjent ennå. Les hvorfor."]


def test_what_is_tried_does_not_change_while_it_is_tried(pilot):
    pilot = started(pilot)
    with pytest.raises(DomainError, match="godkjent slik den er"):
        services.edit_pilot(
            pilot, {"what": "Noe annet"}, version=pilot.version, by=pilot.project.leader
        )
    later = localdate() + timedelta(days=90)
    services.edit_pilot(pilot, {"until": later}, version=pilot.version, by=pilot.project.leader)
    assert fresh(pilot).until == later


@pytest.mark.parametrize(
    ("next_step", "state"),
    [("stop", "stopped"), ("use_here", "closed"), ("spread", "closed"), ("project", "running")],
)
def test_what_is_next_ends_the_project_or_keeps_it(pilot, next_step, state):
    pilot = finished(pilot, next_step)
    assert (pilot.state, pilot.project.state) == ("finished", state)


def test_one_that_never_started_is_put_away_with_a_word(pilot):
    with pytest.raises(StepRefused):
        services.drop(pilot, reason=" ", version=pilot.version, by=pilot.project.leader)
    services.drop(pilot, reason="Hagen er stengt.", version=pilot.version, by=pilot.project.leader)
    pilot = fresh(pilot)
    assert (pilot.state, pilot.next_step, pilot.project.state) == ("finished", "stop", "stopped")


def test_a_pilot_becomes_a_project_on_the_same_row(pilot, alna):
    pilot = finished(pilot)
    by, number = person_as(Role.ADVISER, alna), pilot.project.number
    with pytest.raises(DomainError, match="ikke være samme person"):
        services.make_project(
            pilot,
            kind="innovation",
            profile="ordinary",
            owner=pilot.project.leader,
            by=by,
            reason="Virker.",
        )
    owner = PersonFactory(unit=pilot.project.unit)
    project = services.make_project(
        pilot, kind="innovation", profile="ordinary", owner=owner, by=by, reason="Det virker."
    )
    project = Project.objects.get(pk=project.pk)
    assert (project.number, project.kind, project.owner) == (number, "innovation", owner)
    assert project.phases.exists()
    assert project.gates.order_by("code").first().state == Gate.State.IN_PREPARATION
    pilot = fresh(pilot)
    assert (pilot.became_project_on, pilot.project_reason) == (localdate(), "Det virker.")
    with pytest.raises(DomainError, match="blitt et prosjekt"):
        services.edit_pilot(pilot, {}, version=pilot.version, by=by)


def test_a_pilot_answers_the_idea_behind_it_once(alna):
    idea, adviser = judged(IdeaFactory(unit=alna)), person_as(Role.ADVISER, alna)
    pilot = make_pilot(alna, unit=alna, idea=idea, reply="Vi prøver.", by=adviser)
    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.outcome, idea.reply, pilot.project.origin_idea) == ("pilot", "Vi prøver.", idea)
    with pytest.raises(DomainError, match="alt prøvd"):
        make_pilot(alna, unit=alna, idea=idea, reply="Igjen", by=adviser)


MOVES = st.lists(
    st.sampled_from(["judge", "bad", "ask", "approve", "start", "edit", "finish", "leader"]),
    max_size=9,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(MOVES)
def test_whatever_is_pressed_nothing_is_tried_unapproved(alna, moves):
    """Random presses: a pilot that started was judged and approved, by another than its leader."""
    with transaction.atomic():
        pilot = make_pilot(alna)
        manager = person_as(Role.MANAGER, pilot.project.unit)
        for move in moves:
            pilot = fresh(pilot)
            press(pilot, move, manager)
        pilot = fresh(pilot)
        if pilot.started_on:
            assert pilot.approved_by == manager
            assert all(text.strip() for *_more, text in pilot.judgements)
            assert "not_fine" not in (pilot.law, pilot.privacy, pilot.ethics)
        transaction.set_rollback(True)


def press(pilot, move, manager):
    leader, version = pilot.project.leader, pilot.version
    moves = {
        "judge": lambda: services.edit_pilot(pilot, JUDGED, version=version, by=leader),
        "bad": lambda: services.edit_pilot(pilot, {"law": "not_fine"}, version=version, by=leader),
        "ask": lambda: services.ask_approval(pilot, manager, version=version, by=leader),
        "approve": lambda: services.approve(pilot, version=version, by=manager),
        "start": lambda: services.start(pilot, by=leader),
        "edit": lambda: services.edit_pilot(pilot, {"what": "Nytt"}, version=version, by=leader),
        "finish": lambda: services.finish(
            pilot, happened="Det gikk.", worked="no", next_step="stop", version=version, by=leader
        ),
        "leader": lambda: Project.objects.filter(pk=pilot.project_id).update(leader=manager),
    }
    try:
        with transaction.atomic():
            moves[move]()
    except DomainError:
        pass
