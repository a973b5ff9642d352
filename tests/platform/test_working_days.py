from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("sent", "promised"),
    [
        (date(2026, 11, 23), date(2026, 12, 7)),  # nothing in between
        (date(2026, 3, 27), date(2026, 4, 15)),  # Easter: Thursday, Friday and Monday off
        (date(2026, 4, 24), date(2026, 5, 11)),  # 1 May on a Friday
        (date(2026, 5, 11), date(2026, 5, 27)),  # Ascension and Whit Monday; 17 May is a Sunday
        (date(2024, 5, 8), date(2024, 5, 27)),  # Ascension, 17 May and Whit Monday
        (date(2026, 12, 18), date(2027, 1, 5)),  # Christmas Day on a Friday, and New Year
    ],
)
def test_ten_working_days_pass_over_norwegian_holidays(sent, promised):
    assert add_working_days(sent, 10) == promised


@given(DAYS, st.integers(1, 60))
def test_a_promise_falls_on_a_working_day_and_is_as_far_away_as_it_says(day, count):
    promised = add_working_days(day, count)
    assert is_working_day(promised)
    assert working_days_between(day, promised) == count


PAUSES = st.tuples(st.integers(1, 53), st.integers(0, 11)).map(
    lambda weeks: range(weeks[0], min(sum(weeks), 53) + 1)
)


@given(DAYS, st.integers(1, 60), PAUSES)
def test_a_promise_never_falls_in_the_pause_and_never_comes_earlier_for_it(day, count, pause):
    promised = add_working_days(day, count, pause)
    assert is_working_day(promised)
    assert promised.isocalendar().week not in pause
    assert promised >= add_working_days(day, count)
    assert working_days_between(day, promised, pause) == count


def test_a_pause_is_passed_over_and_an_empty_one_is_none():
    friday = date(2026, 7, 3)  # of week 27
    assert add_working_days(friday, 1, range(28, 31)) == date(2026, 7, 27)
    assert add_working_days(friday, 1, range(0)) == date(2026, 7, 6)


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(first, second, third):
    assert working_days_between(first, second) + working_days_between(
        second, third
    ) == working_days_between(first, third)
