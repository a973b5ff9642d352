import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.web import wording
from organisation.web.forms import parse_nok

TODAY = date(2026, 11, 23)  # a Monday
amounts = st.decimals(
    min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2
)


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2_500_000, "2 500 000 kr"),
        (Decimal("1234.50"), "1 234,50 kr"),
        (Decimal("-60000.00"), "−60 000 kr"),
        (0, "0 kr"),
        (Decimal("0.005"), "0,01 kr"),
        (None, ""),
    ],
)
def test_kroner_are_written_the_norwegian_way(value, words):
    assert plain(wording.nok(value)) == words


@pytest.mark.parametrize(
    ("value", "words"), [(Decimal("0.5"), "0,5"), (1200, "1 200"), (Decimal("4.10"), "4,1")]
)
def test_numbers_have_comma_and_groups(value, words):
    assert plain(wording.number(value)) == words


@given(amounts)
def test_an_amount_that_is_written_can_be_read_back(amount):
    assert parse_nok(wording.nok(amount)) == amount


@given(amounts, st.sampled_from(["", " ", "\u00a0", "\u202f", ".", ","]))
def test_any_grouping_is_read(amount, group):
    whole, _dot, part = f"{abs(amount):.2f}".partition(".")
    sign = "-" if amount < 0 else ""
    mark = "," if group != "," else "."
    assert parse_nok(f"{sign}{int(whole):,}".replace(",", group) + mark + part) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.500", 1500),
        ("1,5", Decimal("1.5")),
        ("kr 250 000,-", 250_000),
        ("100 kr", 100),
        ("kr. 100", 100),
        ("2,50 kr", Decimal("2.5")),
        ("−60 000", -60_000),
        ("0,50", Decimal("0.5")),
    ],
)
def test_amounts_are_read_as_a_norwegian_reads_them(text, amount):
    assert parse_nok(text) == amount


@pytest.mark.parametrize(
    "text", ["", "mye", "1,2345", "1.2.3", "0.500", "1,500.000,00", "1e5", "--1", "1 - 2"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_nok(text)


def test_days_and_moments_are_written_in_oslo():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert wording.day(late) == "24.11.2026"
    assert plain(wording.moment(late)) == "kl. 00.30"
    assert wording.day(date(2015, 2, 26)) == "26.02.2015"
    assert wording.day(None) == ""
    assert wording.long_day(TODAY) == "mandag 23. november 2026"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY - timedelta(days=4), "Svar lovet 19.11. – 4 dager over"),
        (TODAY - timedelta(days=1), "Svar lovet 22.11. – 1 dag over"),
        (TODAY, "Svar lovet i dag, 23.11."),
        (TODAY + timedelta(days=1), "Svar lovet i morgen, 24.11."),
        (date(2026, 12, 4), "Svar lovet fredag 4.12."),
        (date(2027, 2, 15), "Svar lovet 15.02.2027"),
    ],
)
def test_a_deadline_says_in_words_how_it_stands(on, words):
    assert plain(wording.due_words(on, TODAY, "Svar lovet")) == words


def test_a_deadline_without_a_name_begins_a_sentence():
    assert wording.due_words(TODAY - timedelta(days=2), TODAY) == "2 dager over"
    assert wording.due_words(TODAY, TODAY) == "I dag, 23.11."


@pytest.mark.parametrize(
    ("today", "on", "level"),
    [
        (TODAY, TODAY - timedelta(days=1), "over"),
        (TODAY, TODAY, "soon"),
        (TODAY, TODAY + timedelta(days=2), "soon"),
        (TODAY, TODAY + timedelta(days=3), ""),
        (date(2026, 11, 26), date(2026, 11, 30), "soon"),  # Thursday to Monday
        (date(2026, 11, 26), date(2026, 12, 1), ""),
    ],
)
def test_a_deadline_is_near_for_two_working_days(today, on, level):
    assert wording.urgency(on, today) == level


def test_file_sizes_are_short():
    assert plain(wording.file_size(73_900)) == "74 kB"
    assert plain(wording.file_size(1_240_000)) == "1,2 MB"
