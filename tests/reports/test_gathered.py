"""What other pages show of cases."""

import pytest

from organisation.people.models import Role
from organisation.registries import can_start, search_kinds, thread_events
from reports import services
from reports.models import BoardCase
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.reports import (
    gate_for_board,
    put_on_agenda,
    scheduled_case,
    write,
    written_case,
)

pytestmark = pytest.mark.django_db


def test_the_thread_of_a_project_tells_of_its_case_and_the_vedtak(
    unit, secretary, director, employee
):
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    approved = services.approve_case(case, by=director)
    assert list(thread_events["reports"](gate.project_id, employee)) == []

    case = put_on_agenda(approved, secretary)
    services.record_vedtak(case.deciding_stop, "as_proposed", by=secretary)
    titles = [event.title for event in thread_events["reports"](gate.project_id, employee)]
    assert titles == [
        "Sak til bydelsutvalget: Ringeklokka – start av forstudie",
        "Bydelsutvalget: vedtatt som foreslått",
    ]


def test_search_finds_only_what_one_may_see(unit, secretary, director, employee):
    written_case(unit, secretary, title="Gangvei i utkast")
    scheduled_case(unit, secretary, director, title="Gangvei på sakskartet")
    kind = search_kinds["cases"]
    assert [row.title for row in kind.found(employee, "gangvei")] == ["Gangvei på sakskartet"]
    assert {row.title for row in kind.found(secretary, "gangvei")} == {
        "Gangvei i utkast",
        "Gangvei på sakskartet",
    }
    row = kind.row(kind.found(employee, "saksframstilling")[0])
    assert (row.title, row.state) == ("Gangvei på sakskartet", "På sakskartet")


def test_only_the_secretariat_starts_cases(secretary, employee):
    assert [str(start.title) for start in can_start["reports"](secretary)] == ["Lag en sak"]
    assert list(can_start["reports"](employee)) == []


def test_a_new_case_belongs_where_the_secretariat_is(alna, nabo, as_person):
    visitor = PersonFactory(unit=nabo, roles={Role.SECRETARIAT: alna})
    as_person(visitor).post("/saker/ny/", {"title": "Ny sak", "kind": "free"})
    assert BoardCase.objects.get().district == alna


def test_a_secretary_of_one_department_makes_its_cases(alna, as_person):
    department = UnitFactory(parent=alna)
    secretary = person_as(Role.SECRETARIAT, department)
    as_person(secretary).post("/saker/ny/", {"title": "Ny sak", "kind": "free"})
    assert BoardCase.objects.get().unit == department
