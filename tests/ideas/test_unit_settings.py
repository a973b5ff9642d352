"""What a unit has chosen is what happens: the summer pause, and who reads new ideas first."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.html import strip_tags
from django.utils.timezone import localdate

from ideas import services
from ideas.lifecycle import LEADER_OUTCOMES, OFFERED_OUTCOMES, Outcome, State
from ideas.models import Idea, Visibility
from ideas.queries import outcomes_for
from organisation.errors import DomainError, StepRefused
from organisation.notices.models import Notice
from organisation.people.models import Role, RoleGrant
from organisation.registries import waiting_for
from tests.factories.ideas import IdeaFactory, adviser_of, judged
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db

BEFORE_SUMMER = datetime(2026, 6, 29, 9, tzinfo=UTC)  # a Monday, in week 27
WHY = "Sommerpausen i uke 28–30 er ikke regnet med."


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna)


def text_of(page):
    return " ".join(strip_tags(page.content.decode()).split())


def choose(unit, **chosen):
    return services.save_settings(unit, version=0, by=adviser_of(unit), **chosen)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


# The summer pause -------------------------------------------------------------------------------


@pytest.fixture
def in_june():
    with time_machine.travel(BEFORE_SUMMER, tick=False) as clock:
        yield clock


def test_the_promise_passes_over_the_pause_and_says_so(as_person, unit, in_june):
    choose(unit, answer_days=5, pause_from_week=28, pause_to_week=30)
    person = PersonFactory(unit=unit)
    client = as_person(person)
    assert WHY in text_of(client.get("/ideer/ny/"))
    idea = IdeaFactory(by=person)
    assert idea.promised_by == date(2026, 7, 27)
    assert WHY in text_of(client.get(f"{idea.get_absolute_url()}kvittering/"))
    assert WHY in text_of(client.get(idea.get_absolute_url()))


def test_nothing_is_said_when_the_pause_moved_nothing(as_person, unit, in_june):
    person = PersonFactory(unit=unit)
    idea = IdeaFactory(by=person)
    choose(unit, answer_days=10, pause_from_week=28, pause_to_week=30)  # after the promise was made
    assert "Sommerpausen" not in text_of(as_person(person).get(idea.get_absolute_url()))
    choose(elsewhere := UnitFactory(parent=unit.parent), pause_from_week=40, pause_to_week=41)
    idea = IdeaFactory(unit=elsewhere, by=person)
    assert "Sommerpausen" not in text_of(as_person(person).get(idea.get_absolute_url()))


def test_waiting_for_the_submitter_through_the_pause_gives_back_the_days_that_counted(
    unit, in_june
):
    choose(unit, answer_days=5, pause_from_week=28, pause_to_week=30)
    adviser, idea = adviser_of(unit), IdeaFactory(unit=unit)
    services.ask_submitter(idea, "Hvor ofte?", by=adviser)
    in_june.move_to(datetime(2026, 7, 28, 9, tzinfo=UTC))  # Tuesday after: 4 + 2 days counted
    idea = services.answer_question(idea, "Hver dag.", by=idea.submitter)
    assert idea.promised_by == date(2026, 8, 4)
    assert idea.paused_days == 21


def test_a_new_promise_passes_over_the_pause_too(unit, in_june):
    choose(unit, answer_days=5, pause_from_week=28, pause_to_week=30)
    idea = IdeaFactory(unit=unit)
    idea = services.withdraw_idea(idea, by=idea.submitter)
    idea = services.submit_again(idea, by=idea.submitter)
    assert idea.promised_by == date(2026, 7, 27)


def test_a_pause_is_never_the_whole_year(as_person, unit):
    with pytest.raises(DomainError, match="høyst 12 uker"):
        choose(unit, pause_from_week=1, pause_to_week=53)
    url = f"/ideer/innstillinger/{unit.pk}/"
    weeks = {"pause_from_week": 10, "pause_to_week": 40}
    chosen = {"answer_days": 5, "first_reader": "adviser", "version": 0, **weeks}
    page = as_person(adviser_of(unit)).post(url, chosen)
    assert "Pausen kan vare i høyst 12 uker." in text_of(page)


# Who reads first --------------------------------------------------------------------------------


@pytest.fixture
def leader(unit):
    choose(unit, first_reader="leader")
    return person_as(Role.MANAGER, unit)


def test_the_leader_is_told_first_and_has_it_in_the_tray(as_person, alna, unit, leader):
    adviser, above = adviser_of(alna), person_as(Role.MANAGER, alna)
    idea = IdeaFactory(unit=unit)
    assert idea.handler == leader
    assert told(leader) == [f"Ny idé fra {unit}: {idea.title}"]
    assert told(adviser) == told(above) == []
    assert [row.title for row in waiting_for["ideas.answers"](leader)] == [idea.title]
    assert list(waiting_for["ideas.answers"](adviser)) == []
    assert idea in Idea.objects.to_triage(adviser)  # the adviser sees all
    page = as_person(idea.submitter).get(f"{idea.get_absolute_url()}kvittering/")
    assert f"{leader} leser idéen" in text_of(page)


def test_units_that_chose_nothing_leave_it_to_the_adviser(alna):
    adviser, leader = adviser_of(alna), person_as(Role.MANAGER, alna)
    idea = IdeaFactory(unit=alna)
    assert (idea.handler, told(leader)) == (None, [])
    assert len(told(adviser)) == 1


def test_a_leaders_own_idea_goes_to_the_adviser(unit, leader):
    assert IdeaFactory(by=leader, unit=unit).handler is None
    assert IdeaFactory(unit=unit, co_submitters=[leader]).handler is None


def test_the_submitter_can_pick_the_adviser(as_person, unit, leader):
    client = as_person(PersonFactory(unit=unit))
    form = client.get("/ideer/ny/").context["form"]
    sent = {"need": "Vi leter.", "title": "Nøkler", "unit": unit.pk, "visibility": "hidden"}
    token = {"form_token": str(form["form_token"].value())}
    client.post("/ideer/ny/", {**sent, **token, "to_adviser": "on"})
    idea = Idea.objects.get()
    assert (idea.handler, told(leader)) == (None, [])
    assert not leader.has_perm("ideas.view_idea", idea)
    idea = services.withdraw_idea(idea, by=idea.submitter)
    assert services.submit_again(idea, by=idea.submitter).handler is None


def test_nobody_is_asked_where_only_advisers_read_first(as_person, unit):
    form = as_person(PersonFactory(unit=unit)).get("/ideer/ny/").context["form"]
    assert "to_adviser" not in form.fields


def test_an_idea_sent_in_again_goes_back_to_the_leader(unit, leader):
    idea = IdeaFactory(unit=unit)
    idea = services.withdraw_idea(idea, by=idea.submitter)
    assert services.submit_again(idea, by=idea.submitter).handler == leader


def test_a_leader_answers_some_outcomes_and_the_adviser_reopens(as_person, unit, leader):
    idea = judged(IdeaFactory(unit=unit, visibility=Visibility.SHOWN))
    url, client = f"{idea.get_absolute_url()}svar/", as_person(leader)
    offered = client.get(url).context["form"].fields["outcome"].choices
    assert tuple(value for value, _label in offered) == LEADER_OUTCOMES
    for outcome in set(OFFERED_OUTCOMES) - set(LEADER_OUTCOMES):
        with pytest.raises(DomainError, match="Som leder kan du svare"):
            services.answer_idea(idea, outcome, reply="Ja.", by=leader)
    answer = {"outcome": "improvement", "reply": "Vi gjør det.", "version": idea.version}
    answer |= {"manager": leader.pk, "follow_up_on": localdate() + timedelta(days=30)}
    assert client.post(url, answer).status_code == 302
    idea.refresh_from_db()
    assert (idea.outcome, idea.answered_by) == (Outcome.IMPROVEMENT, leader)
    assert not leader.has_perm("ideas.reopen_idea", idea)
    adviser = adviser_of(unit)
    assert adviser.has_perm("ideas.reopen_idea", idea)
    assert services.reopen_idea(idea, reason="Større.", by=adviser).state == State.IN_ASSESSMENT


def test_a_leader_who_is_also_adviser_answers_everything(unit, leader):
    both, idea = adviser_of(unit), IdeaFactory(unit=unit)
    RoleGrant.objects.create(person=both, unit=unit, role=Role.MANAGER)
    assert outcomes_for(leader, idea) == LEADER_OUTCOMES
    assert outcomes_for(both, idea) == OFFERED_OUTCOMES


# Judged before it goes on -----------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [Outcome.PROJECT, Outcome.PILOT])
def test_an_idea_is_judged_before_it_goes_on(as_person, unit, outcome):
    adviser, idea = adviser_of(unit), IdeaFactory(unit=unit)
    with pytest.raises(StepRefused, match="Vurder drivkraft"):
        services.answer_idea(idea, outcome, reply="Ja.", by=adviser)
    client, url = as_person(adviser), f"{idea.get_absolute_url()}svar/"
    page = client.get(url)
    assert "Vurder drivkraft" in text_of(page)
    assert f"{idea.get_absolute_url()}fordel/#plassering" in page.content.decode()
    answer = {"outcome": outcome, "reply": "Ja.", "version": idea.version}
    assert "Vurder drivkraft" in text_of(client.post(url, answer))
    idea = judged(idea)
    assert "Vurder drivkraft" not in text_of(client.get(url))
    assert client.post(url, {**answer, "version": idea.version}).status_code == 302
