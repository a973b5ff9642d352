"""The suggested list against every list there is, and money spread over quarters."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.best_list import CannotBeMet, Item, Limit, Loosen, Question, find_best
from portfolio.lifecycle.priority import Bound
from portfolio.quarters import Quarter, spread, weights

AREAS = (1, 2)
# Øre, and amounts that only differ by one: what floating point would get wrong.
nok = st.sampled_from(["0", "0.01", "99.99", "100", "100.01", "250", "1000000.01"]).map(Decimal)
maybe_nok = st.none() | nok
items = st.lists(
    st.builds(
        Item,
        key=st.integers(1, 1000),
        value=st.none() | st.integers(0, 50).map(lambda n: Decimal(n) / 10),
        cost=maybe_nok,
        area=st.none() | st.sampled_from(AREAS),
        bound=st.sampled_from([Bound.FREE, Bound.FREE, Bound.FREE, Bound.MUST, Bound.NEVER]),
    ),
    max_size=7,
    unique_by=lambda item: item.key,
)
limits = st.dictionaries(st.sampled_from(AREAS), st.builds(Limit, maybe_nok, maybe_nok))


def lists_kept(question):
    """Every list that keeps the frame, the limits, all that must and nothing that never."""
    free = [item.key for item in question.open if item.bound == Bound.FREE]
    must = {item.key for item in question.open if item.bound == Bound.MUST}
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            if question.is_kept(must | set(some)):
                yield must | set(some)


def loosened(question, bounds):
    frame, limits = question.frame, dict(question.limits)
    for bound in bounds:
        if bound.area is None:
            frame += bound.by
        elif bound.is_least:
            old = limits[bound.area]
            limits[bound.area] = Limit(old.at_least - bound.by, old.at_most)
        else:
            old = limits[bound.area]
            limits[bound.area] = Limit(old.at_least, old.at_most + bound.by)
    return Question(question.items, frame, limits)


@settings(max_examples=25, deadline=None)
@given(items, nok, limits)
def test_the_suggestion_is_the_best_of_all_lists_that_keep_the_bounds(items, frame, limits):
    question = Question(items, frame, limits)
    worth = {item.key: item.worth for item in items}
    cost = {item.key: item.price for item in items}
    kept = list(lists_kept(question))
    if any(item.bound == Bound.MUST and item.cost is None for item in items):
        with pytest.raises(CannotBeMet) as refused:
            find_best(question)
        assert all(item.cost is None for item in items if item.key in refused.value.without_cost)
        return
    if not kept:
        with pytest.raises(CannotBeMet) as refused:
            find_best(question)
        assert list(lists_kept(loosened(question, refused.value.bounds))) != []
        return
    best = find_best(question)
    chosen = set(best.chosen)
    assert chosen in kept  # the frame, the limits, must and never
    assert sum(worth[key] for key in chosen) == max(sum(worth[k] for k in each) for each in kept)
    # No swap of one gives more, nor the same for less money.
    for each in kept:
        if len(chosen - each) <= 1 and len(each - chosen) <= 1 and each != chosen:
            gives = sum(worth[k] for k in each) - sum(worth[k] for k in chosen)
            saves = sum(cost[k] for k in chosen) - sum(cost[k] for k in each)
            assert gives < 0 or (gives == 0 and (saves <= 0 or len(each) > len(chosen)))
    assert best == find_best(Question(items[::-1], frame, limits))  # whatever order they come in


@pytest.mark.parametrize(
    ("question", "bounds"),
    [
        (
            Question([Item(1, Decimal(3), Decimal(150), 1, Bound.MUST)], Decimal(100)),
            [Loosen(Decimal(50))],
        ),
        (
            Question([Item(1, Decimal(3), Decimal(50), 1)], Decimal(500), {1: Limit(Decimal(80))}),
            [Loosen(Decimal(30), 1, is_least=True)],
        ),
        (
            Question(
                [Item(1, Decimal(3), Decimal(90), 1, Bound.MUST)],
                Decimal(500),
                {1: Limit(None, Decimal(60))},
            ),
            [Loosen(Decimal(30), 1)],
        ),
    ],
)
def test_what_cannot_be_met_says_which_bound_to_loosen_and_how_far(question, bounds):
    with pytest.raises(CannotBeMet) as refused:
        find_best(question)
    assert refused.value.bounds == bounds


@settings(max_examples=25, deadline=None)
@given(
    st.decimals(0, 10**7, places=2),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 900),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
)
def test_quarters_add_up_to_the_year(amount, begin, length, today):
    span = (begin, begin + timedelta(days=length))
    parts = spread(amount, weights(2027, [span], today))
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())
    if today.year == 2027:  # nothing in quarters that have gone
        assert all(quarter.last >= today for quarter in parts)


def test_money_lies_where_phases_that_are_not_finished_lie():
    span = (date(2027, 5, 1), date(2027, 8, 31))  # 61 days in the second quarter, 62 in the third
    parts = spread(Decimal(123), weights(2027, [span], date(2026, 11, 1)))
    assert parts[Quarter(2027, 2)] == 61
    assert parts[Quarter(2027, 3)] == 62
    assert parts[Quarter(2027, 1)] == parts[Quarter(2027, 4)] == 0
    even = weights(2027, [], date(2026, 11, 1))
    assert list(even.values()) == [90, 91, 92, 92]
