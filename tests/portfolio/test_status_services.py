"""What a status report must hold, what delivering it changes, and who is reminded."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organisation.errors import DomainError, Stale, StepRefused
from organisation.notices.models import Notice
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.status import (
    ASKED,
    Area,
    Light,
    faults,
    is_better_than_worst,
    light_field,
    text_field,
    worst,
)
from portfolio.models import Project, StatusDue, StatusReport, StatusWriting
from portfolio.overview import status as overview
from portfolio.overview.lines import annotated
from portfolio.queries.status import as_begun, for_record, mark_of
from portfolio.services import add_member, classify_project, decide_gate
from portfolio.services import status as services
from tests.factories.people import PersonFactory
from tests.factories.portfolio import decider_of, gate_of, make_project, submit
from tests.factories.status import GREEN, make_report
from tests.factories.ways import finished, make_pilot

LIGHTS = st.sampled_from(Light.values)


@pytest.fixture
def project(alna):
    return make_project(alna)


def report(**facts):
    empty = {text_field(area): "" for area in ASKED}
    return {**GREEN, **empty, "better_because": "", "done": "", "next": "", "needed": "", **facts}


# --- Lights and their texts -----------------------------------------------------------------------


@given(st.lists(LIGHTS, min_size=5, max_size=5), LIGHTS)
def test_overall_is_never_better_than_the_worst_unless_explained(parts, overall):
    lights = dict(zip((light_field(area) for area in Area.values), parts, strict=True))
    texts = {text_field(area): "Sagt." for area in ASKED}
    said = report(**lights, **texts, overall_light=overall)
    better = is_better_than_worst(overall, parts)
    assert better == (Light(overall).rank < worst(parts).rank)
    assert ("better_because" in faults(said, None, overall_only=False)) == better
    explained = {**said, "better_because": "Det er alt løst."}
    assert faults(explained, None, overall_only=False) == {}


@given(st.tuples(LIGHTS, LIGHTS))
def test_text_is_asked_for_when_yellow_red_or_changed(light):
    before, now = light
    said = faults(
        report(cost_light=now, overall_text="Alt sagt.", overall_light="red"),
        report(cost_light=before, overall_light="red"),
        overall_only=False,
    )
    assert ("cost_text" in said) == (now != "green" or now != before)


def test_a_small_project_has_one_light_and_one_sentence():
    said = dict.fromkeys(report(), "")
    assert set(faults(said, None, overall_only=True)) == {"overall_light"}
    said["overall_light"] = "green"
    assert set(faults(said, None, overall_only=True)) == {"overall_text"}
    said["overall_text"] = "Går fint."
    assert faults(said, None, overall_only=True) == {}


# --- Writing together -----------------------------------------------------------------------------


def test_a_report_begins_from_the_last_one(project):
    make_report(project, next="Møte brukerne", needed="Et rom", done="Spurt ti")
    writing = services.start_report(project, by=project.leader)
    assert (writing.time_light, writing.next, writing.needed) == (
        "green",
        "Møte brukerne",
        "Et rom",
    )
    assert writing.done == ""
    assert services.start_report(project, by=project.owner) == writing


def test_the_second_to_save_is_told_and_what_stood_before_is_known(project):
    writing = services.start_report(project, by=project.leader)
    services.save_report(writing, {"done": "Min"}, version=1, by=project.leader)
    with pytest.raises(Stale) as stale:
        services.save_report(writing, {"done": "Din"}, version=1, by=project.owner)
    assert stale.value.current.done == "Min"
    assert as_begun(writing, 1)["done"] == ""


def test_who_writes_on_a_delivered_report_is_told(project):
    writing = services.start_report(project, by=project.leader)
    writing = services.save_report(writing, GREEN, version=1, by=project.leader)
    services.deliver_report(writing, version=2, by=project.leader)
    with pytest.raises(DomainError, match="ikke borte"):
        services.save_report(writing, {"done": "Sent"}, version=2, by=project.owner)


# --- Delivering -----------------------------------------------------------------------------------


def test_a_delivered_report_is_numbered_frozen_and_read_by_the_owner(project):
    first = make_report(project, needed="En avgjørelse")
    second = make_report(project)
    assert [first.number, second.number] == [1, 2]
    assert not StatusWriting.objects.exists()
    assert Notice.objects.filter(person=project.owner, url=first.get_absolute_url()).exists()
    for change in (
        "UPDATE portfolio_statusreport SET done = 'x'",
        "DELETE FROM portfolio_statusreport",
    ):
        with (
            pytest.raises((IntegrityError, ProgrammingError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_a_report_with_holes_is_refused(project):
    writing = services.start_report(project, by=project.leader)
    writing = services.save_report(
        writing, {**GREEN, "cost_light": "red"}, version=1, by=project.leader
    )
    with pytest.raises(StepRefused) as refused:
        services.deliver_report(writing, version=2, by=project.leader)
    assert len(refused.value.reasons) == 2  # the red light has no words, nor has the better overall
    assert StatusWriting.objects.get().version == 2


def test_the_database_refuses_a_better_overall_light_without_a_word(project):
    facts = {**report(), "cost_light": "red"}
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.create(
            project=project,
            number=1,
            delivered_on=date(2026, 11, 1),
            delivered_at=timezone.now(),
            delivered_by=project.leader,
            **facts,
        )


def test_a_small_project_delivers_only_the_overall_light(alna):
    small = make_project(alna, profile=Project.Profile.SMALL)
    delivered = make_report(small)
    assert delivered.overall_only
    assert delivered.shown_areas == ["overall"]


def test_nothing_changed_is_not_said_twice_running_on_a_red(project):
    red = {"cost_light": "red", "cost_text": "For dyrt", "overall_light": "red"}
    first = make_report(project, **red)
    second = services.deliver_unchanged(project, last=first, by=project.leader)
    assert (second.is_unchanged, second.cost_text, second.done) == (True, "For dyrt", "")
    with pytest.raises(StepRefused, match="rødt"):
        services.deliver_unchanged(project, last=second, by=project.leader)


def test_nothing_changed_may_be_said_again_when_nothing_is_red(project):
    first = make_report(project)
    second = services.deliver_unchanged(project, last=first, by=project.leader)
    services.deliver_unchanged(project, last=second, by=project.leader)
    with pytest.raises(Stale):
        services.deliver_unchanged(project, last=second, by=project.leader)  # pressed twice


def test_a_stopped_project_reports_no_more(project):
    last = make_report(project)
    Project.objects.filter(pk=project.pk).update(state=ProjectState.STOPPED)
    project.refresh_from_db()
    with pytest.raises(StepRefused):
        services.deliver_unchanged(project, last=last, by=project.leader)
    services.plan_all()
    assert StatusDue.objects.get().due_on is None


def test_a_due_date_follows_the_project_from_its_first_day(project, alna):
    def due(of):
        return StatusDue.objects.get(project=of).due_on

    assert due(project) is not None
    services.save_settings(alna, "small", {"kind": "never"}, version=0, by=project.owner)
    small = make_project(alna, profile="small")
    assert due(small) is None
    facts = {"kind": small.kind, "profile": "large", "reason": "Det ble større."}
    classify_project(small, **facts, version=small.version, by=small.owner)
    assert due(small) is not None
    gate = submit(gate_of(project))
    after = {"lesson": "Spør først.", "money_after": "Tilbake.", "people_after": "Tilbake."}
    decide_gate(gate, "stop", reason="Ingen vil.", **after, by=decider_of(gate))
    assert due(project) is None
    pilot = finished(make_pilot(alna), "stop")
    assert due(pilot.project) is None


def test_the_record_of_a_decision_keeps_the_last_report(project):
    assert for_record(project) is None
    make_report(project, done="Prøvd i to uker")
    assert for_record(project)["done"] == "Prøvd i to uker"


# --- Due dates and reminders ----------------------------------------------------------------------


def test_a_rhythm_is_chosen_for_a_profile_and_moves_the_due_dates(project, alna):
    make_report(project, on=date(2026, 11, 2))
    assert StatusDue.objects.get().due_on == date(2026, 11, 30)
    services.save_settings(
        alna, "ordinary", {"kind": "weeks", "day": 4, "weeks": 2}, version=0, by=project.owner
    )
    assert StatusDue.objects.get().due_on < date(2026, 11, 30)
    with pytest.raises(Stale):
        services.save_settings(alna, "ordinary", {"day": 1}, version=0, by=project.owner)


def told(person):
    return list(person.notices.order_by("pk").values_list("key", flat=True))


def test_each_reminder_comes_once_and_the_owner_hears_of_it_in_the_end(project):
    make_report(project, on=date(2026, 11, 2))
    due = StatusDue.objects.get().due_on
    before = len(told(project.leader))
    for days in range(-10, 12):
        services.remind_all(on=due + timedelta(days=days))
        services.remind_all(on=due + timedelta(days=days))
    keys = told(project.leader)[before:]
    assert [key.split("-")[1] for key in keys] == ["soon", "today", "over"]
    assert [key for key in told(project.owner) if key.startswith("status-owner")] != []


def test_a_report_in_time_stops_the_reminders(project):
    make_report(project, on=date(2026, 11, 2))
    due = StatusDue.objects.get().due_on
    make_report(project, on=due - timedelta(days=4))
    before = len(told(project.leader))
    services.remind_all(on=due + timedelta(days=1))
    assert len(told(project.leader)) == before


def test_the_overview_shows_every_light_until_the_report_is_too_old(project):
    late = {"time_light": "red", "time_text": "To måneder.", "overall_light": "red"}
    make_report(project, on=date(2026, 11, 2), **late, overall_text="Sent.")
    shown = annotated(Project.objects.filter(pk=project.pk), "status").get()
    line = overview.line(shown, date(2026, 11, 3))
    assert (line.light, dict(line.lights)["Tid"], len(line.lights)) == ("act", "act", 5)
    assert str(line.note).endswith("Sent.")
    line = overview.line(shown, date(2027, 3, 1))
    assert (line.light, line.lights, line.mark) == ("stale", (), "late")


def test_an_old_light_turns_grey(project):
    make_report(project, on=date(2026, 11, 2))
    schedule = StatusDue.objects.get()
    last_day = schedule.due_on + timedelta(days=7)
    assert mark_of("green", schedule.stale_from, last_day) == "plan"
    assert mark_of("green", schedule.stale_from, last_day + timedelta(days=1)) == "stale"


def test_the_leader_lets_a_member_write(project):
    member, stranger = PersonFactory(unit=project.unit), PersonFactory(unit=project.unit)
    add_member(project, member, role="", by=project.leader)
    services.let_write(project, [member], by=project.leader)
    assert member.has_perm("portfolio.deliver_status", project)
    assert not stranger.has_perm("portfolio.write_status", project)
    with pytest.raises(DomainError):
        services.let_write(project, [stranger], by=project.leader)
