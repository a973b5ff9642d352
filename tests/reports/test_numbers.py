"""Møtesaksnummer: read, written, and never given twice."""

from datetime import date

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from organisation.errors import DomainError
from organisation.people.models import Person, Unit
from reports import services
from reports.models import BoardCase, MeetingCaseNumber
from reports.numbers import CaseNumber, is_pattern, read_number
from reports.services import member
from tests.factories.reports import approved_case


@pytest.mark.parametrize(
    ("typed", "pattern", "expected"),
    [
        ("15/13", "{n}/{yy}", (15, 2013)),
        ("13/15", "{yy}/{n}", (15, 2013)),
        (" 219 /13", "{n}/{yy}", (219, 2013)),
        ("BU-sak 15/13", "{n}/{yy}", (15, 2013)),
        ("SAK 15/2013", "{n}/{yy}", (15, 2013)),
        ("BU 13/72", "BU {yy}/{n}", (72, 2013)),
        ("15", "{n}/{yy}", (15, 2013)),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, pattern, expected):
    found = read_number(typed, pattern=pattern, year=2013)
    assert (found.n, found.year) == expected


@pytest.mark.parametrize("typed", ["", "femten", "15/13/2", "0/13", "15/14", "-3", "1e3"])
def test_other_words_are_refused_with_an_example(typed):
    with pytest.raises(DomainError):
        read_number(typed, pattern="{n}/{yy}", year=2013)


@given(n=st.integers(1, 9999), year=st.integers(2000, 2099), first=st.booleans())
def test_what_is_written_is_read_back(n, year, first):
    pattern = "{n}/{yy}" if first else "BU {yy}/{n}"
    number = CaseNumber(n, year)
    assert read_number(number.written(pattern), pattern=pattern, year=year) == number


@pytest.mark.parametrize(
    ("pattern", "valid"),
    [
        ("{n}/{yy}", True),
        ("{yyyy}/{n}", True),
        ("{n}", False),
        ("{n}/{x}", False),
        ("{{n}}", False),
    ],
)
def test_a_pattern_has_a_number_and_a_year(pattern, valid):
    assert is_pattern(pattern) is valid


@pytest.mark.django_db
def test_a_number_is_given_once_and_gaps_are_allowed(
    unit: Unit, secretary: Person, director: Person
):
    stops = []
    for _each in range(3):
        case = approved_case(unit, secretary, director)
        stop = case.stops.get(committee__kind="bu")
        stops.append(services.plan_stop(stop, meeting_date=date(2026, 3, 5), by=secretary))

    assert services.give_number(stops[0], by=secretary).case_number == "1/26"
    assert services.give_number(stops[1], by=secretary, typed="7/26").case_number == "7/26"
    with pytest.raises(DomainError, match=r"7/26 er gitt til en annen sak.*Neste er 8/26"):
        services.give_number(stops[2], by=secretary, typed="7/26")
    assert services.give_number(stops[2], by=secretary).case_number == "8/26"
    services.give_number(stops[0], by=secretary, typed="9")
    assert sorted(MeetingCaseNumber.objects.values_list("n", flat=True)) == [1, 7, 8, 9]


@pytest.mark.django_db
def test_a_new_year_begins_a_new_series(unit: Unit, secretary: Person, director: Person):
    case = approved_case(unit, secretary, director)
    stop = case.stops.get(committee__kind="bu")
    services.plan_stop(stop, meeting_date=date(2026, 12, 10), by=secretary)
    services.give_number(stop, by=secretary, typed="80")
    services.plan_stop(stop, meeting_date=date(2027, 1, 14), by=secretary)
    stop.refresh_from_db()
    assert stop.number is None
    assert services.give_number(stop, by=secretary).case_number == "1/27"


@pytest.mark.django_db
def test_a_new_pattern_is_for_new_numbers_only(unit: Unit, secretary: Person, director: Person):
    stops = []
    for day in (5, 5, 6):
        case = approved_case(unit, secretary, director)
        stop = case.stops.get(committee__kind="bu")
        stops.append(services.plan_stop(stop, meeting_date=date(2026, 3, day), by=secretary))
    old = services.give_number(stops[0], by=secretary)
    committee = old.committee
    member.change_committee(
        committee, {"number_pattern": "BU {yy}/{n}"}, version=committee.version, by=secretary
    )
    new = services.give_number(stops[1], by=secretary)
    old.refresh_from_db()
    assert (old.case_number, str(old.number), new.case_number) == ("1/26", "1/26", "BU 26/2")
    # What stood there is no new number, and one that is taken is told of as it was written.
    case = old.case
    plan = services.StopPlan(old, date(2026, 3, 12), number="1/26")
    services.plan_saksgang(case, [plan], version=fresh_version(case), by=secretary)
    old.refresh_from_db()
    assert old.case_number == "1/26"
    with pytest.raises(DomainError, match=r"1/26 er gitt til en annen sak.*Neste er BU 26/3"):
        services.give_number(stops[2], by=secretary, typed="1")
    with pytest.raises(IntegrityError, match="reports_meetingcasenumber_written"):
        MeetingCaseNumber.objects.create(
            committee=committee, year=2026, n=40, written="4/26", case=case
        )


def fresh_version(case: BoardCase) -> int:
    return BoardCase.objects.get(pk=case.pk).version
