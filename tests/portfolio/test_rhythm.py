"""When status reports are due."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.working_days import is_working_day
from portfolio.rhythm import Rhythm, answered, due_dates, next_due, previous_due

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
MONTH_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28))
SUMMER = ((7, 1), (7, 31))


@st.composite
def pauses(draw):
    """None, or up to some three months from any day of the year."""
    if draw(st.booleans()):
        return None
    month, day = draw(MONTH_DAYS)
    end = date(2024, month, day) + timedelta(days=draw(st.integers(0, 90)))
    return (month, day), (end.month, end.day)


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.just("monthly"), day=st.integers(1, 31), pause=pauses()),
    st.builds(
        Rhythm,
        st.just("weeks"),
        day=st.integers(0, 4),
        weeks=st.integers(1, 12),
        pause=pauses(),
    ),
)


@settings(deadline=None)  # a year's holidays are worked out the first time it is asked for
@given(RHYTHMS, DAYS)
def test_a_due_date_is_later_and_a_working_day_outside_the_pause(rhythm, day):
    due = next_due(rhythm, day)
    assert due is not None
    assert due > day
    assert is_working_day(due)
    assert not rhythm.is_paused(due)


@settings(deadline=None)
@given(RHYTHMS, DAYS)
def test_no_due_date_is_passed_over(rhythm, day):
    due = next_due(rhythm, day)
    later = next_due(rhythm, due)
    assert previous_due(rhythm, later) == due
    between = (due - day).days - 1
    assert all(next_due(rhythm, day + timedelta(days=n)) == due for n in range(0, between, 7))


@settings(deadline=None)
@given(RHYTHMS, DAYS)
def test_a_report_answers_one_due_date_and_the_next_is_the_one_after(rhythm, day):
    done = answered(rhythm, day)
    after = next_due(rhythm, done)
    assert after > day or done == day
    assert next_due(rhythm, max(done, day)) == after


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        (Rhythm("monthly", day=31), date(2026, 11, 23), date(2026, 11, 30)),
        (Rhythm("monthly", day=31), date(2026, 10, 30), date(2026, 11, 2)),  # a Saturday moves on
        (Rhythm("monthly", day=17), date(2026, 5, 1), date(2026, 5, 18)),  # Constitution Day
        (Rhythm("monthly", day=31, pause=SUMMER), date(2026, 6, 30), date(2026, 8, 31)),
        (Rhythm("weeks", day=4, weeks=1), date(2026, 11, 23), date(2026, 11, 27)),
        (Rhythm("weeks", day=4, weeks=1), date(2026, 12, 18), date(2026, 12, 28)),  # Christmas
    ],
)
def test_next_due(rhythm, after, due):
    assert next_due(rhythm, after) == due


def test_a_pause_may_cross_new_year():
    rhythm = Rhythm("weeks", day=0, weeks=1, pause=((12, 20), (1, 6)))
    dues = list(islice(due_dates(rhythm, date(2026, 12, 14)), 4))
    assert dues[-2:] == [date(2026, 12, 14), date(2027, 1, 11)]


def test_nothing_is_due_without_a_rhythm():
    assert next_due(Rhythm("never"), date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 27), date(2026, 11, 30)),  # just before
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 4), date(2026, 11, 30)),  # late
        (date(2026, 12, 29), date(2026, 12, 31)),
    ],
)
def test_which_due_date_a_report_answers(on, due):
    assert answered(Rhythm("monthly", day=31), on) == due
