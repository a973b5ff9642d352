"""Figures for ideas, counted by hand beside them."""

from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from ideas import services
from ideas.lifecycle import State
from ideas.models import Idea
from ideas.queries.statistics import COUNTED, counted_for, days_off, statistics_of
from organisation.people.models import Role
from organisation.working_days import working_days_between
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna)


def answered_on(idea, asked, answered, *, paused=0, promise=None):
    """`idea` as if it came and was answered those days."""
    moment = datetime(answered.year, answered.month, answered.day, 23, 30, tzinfo=OSLO)
    Idea.objects.filter(pk=idea.pk).update(
        submitted_at=datetime(asked.year, asked.month, asked.day, 0, 30, tzinfo=OSLO),
        first_answered_at=moment,
        answered_at=moment,
        paused_days=paused,
        promised_by=promise or answered,
    )
    return idea


@settings(max_examples=25, deadline=None)
@given(start=st.dates(date(2022, 1, 1), date(2026, 10, 1)), length=st.integers(0, 120))
def test_working_days_in_the_database_are_those_of_the_calendar(start, length):
    end = start + timedelta(days=length)
    with connection.cursor() as cursor:
        rows = "SELECT %s::date AS asked_on, %s::date AS answered_on, 0 AS paused_days"
        cursor.execute(
            COUNTED.format(rows=rows) + "SELECT days FROM counted",
            [list(days_off(2026)), start, end],
        )
        assert cursor.fetchone()[0] == working_days_between(start, end)


def test_figures_are_what_one_counts_by_hand(as_person, adviser, alna, unit):
    below = UnitFactory(parent=unit, name="Natt")
    spans = [(date(2026, 3, 2), date(2026, 3, 9), 0), (date(2026, 3, 27), date(2026, 4, 8), 2)]
    for (asked, answered, paused), place in zip(spans, (unit, below), strict=True):
        answered_on(answered_idea(adviser, unit=place), asked, answered, paused=paused)
    taken = answered_idea(adviser, "improvement", unit=below)
    answered_on(taken, date(2026, 3, 2), date(2026, 3, 30))
    Idea.objects.filter(pk=taken.pk).update(is_put_to_use="yes")
    late = IdeaFactory(unit=unit)
    Idea.objects.filter(pk=late.pk).update(
        submitted_at=datetime(2026, 4, 1, 12, tzinfo=OSLO), promised_by=date(2026, 4, 20)
    )
    found = statistics_of(counted_for(adviser), date(2026, 11, 23))
    by_hand = [working_days_between(*span[:2]) - span[2] for span in spans] + [20]
    assert found.whole.median == median(by_hand)
    assert found.whole.ninetieth == max(by_hand)
    assert (found.whole.ideas, found.whole.answered, found.whole.waiting) == (4, 3, 1)
    assert (found.whole.late, found.whole.judged, found.whole.used) == (1, 4, 1)
    assert {month: sums.ideas for month, sums in found.months.items()} == {
        date(2026, 3, 1): 3,
        date(2026, 4, 1): 1,
    }
    assert found.outcomes["improvement"].ideas == 1
    assert {row.name: row.sums.ideas for row in found.units} == {"Hjemmetjenesten": 4, "Natt": 2}
    # What is counted is what the list behind it shows.
    client = as_person(adviser)
    page = client.get(f"/ideer/statistikk/?aar=2026&enhet={below.pk}")
    for figure in page.context["figures"][:1]:
        assert client.get(figure.url).context["listing"].count == figure.value == 2


def test_unreleased_ideas_count_only_for_those_who_steer(as_person, adviser, alna, unit):
    IdeaFactory(unit=unit)
    services.release_idea(IdeaFactory(unit=unit), by=adviser)
    gone = IdeaFactory(unit=unit)
    services.withdraw_idea(gone, by=gone.submitter)
    leader, other = person_as(Role.MANAGER, unit), PersonFactory(unit=alna)
    today = date(2026, 11, 23)
    counts = {
        person: statistics_of(counted_for(person), today).whole.ideas for person in (leader, other)
    }
    assert counts == {leader: 3, other: 1}
    assert Idea.objects.filter(state=State.WITHDRAWN).count() == 1
    page = as_person(other).get("/ideer/statistikk/?aar=tull&enhet=x&idesok=9999")
    assert page.status_code == 200
    client = as_person(leader)
    client.get("/ideer/statistikk/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/ideer/statistikk/")
    assert len(asked) <= 12
    empty = as_person(other).get("/ideer/statistikk/?aar=2024").content.decode()
    assert "Ingen idéer passer" in empty
