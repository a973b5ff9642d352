"""A course from plan to held or cancelled, and what the database itself refuses."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from incubator.lifecycle import CourseState
from incubator.models import Course, CourseProof, Participation
from incubator.services import course as services
from organisation.errors import DomainError, Stale, StepRefused
from organisation.people.models import Person, Unit
from tests.factories.courses import held_course, make_course, with_people
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db
TODAY = localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"hours": Decimal(0)}, "incubator_course_hours"),
        ({"ends_on": TODAY - timedelta(days=9)}, "incubator_course_starts_first"),
        ({"leader": None}, "incubator_course_one_leader"),
        ({"leader_name": "Enda en"}, "incubator_course_one_leader"),
        ({"state": "paused"}, "incubator_course_state"),
        ({"state": "cancelled"}, "incubator_course_cancelled_says_why"),
        ({"cancelled_because": "For få"}, "incubator_course_cancelled_says_why"),
    ],
)
def test_the_database_refuses_a_course_that_cannot_be(
    alna: Unit, adviser: Person, change: dict[str, Any], name: str
) -> None:
    course = make_course(alna, by=adviser)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(**change)


def test_a_course_stands_in_the_district_of_its_unit(
    alna: Unit, nabo: Unit, adviser: Person
) -> None:
    course = make_course(alna, by=adviser)
    Course.objects.filter(pk=course.pk).update(district=nabo)
    with pytest.raises(IntegrityError, match="incubator_course_unit_in_district"):
        connection.check_constraints()


def test_the_database_holds_nobody_twice_and_nobody_without_a_name(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = make_course(alna, by=adviser)
    with_people(course, [kari], by=adviser)
    Participation.objects.create(course=course, name="Nora", email="nora@x.example")
    for name, row in (
        ("incubator_participation_person_once", {"person": kari}),
        ("incubator_participation_email_once", {"name": "N", "email": "NORA@x.example"}),
        ("incubator_participation_is_somebody", {"name": "Uten adresse"}),
        ("incubator_participation_is_somebody", {"person": adviser, "name": "Begge"}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Participation.objects.create(course=course, **row)


def test_a_proof_has_one_row_for_each_content_and_version(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    row = held_course(alna, [kari], by=adviser).participations.get()
    facts = {"participation": row, "number": "KB 1", "issued_on": TODAY}
    CourseProof.objects.create(**facts, version=1, content_sha256="a" * 64)
    for name, version, checksum in (
        ("incubator_courseproof_version", 1, "b" * 64),
        ("incubator_courseproof_content", 2, "a" * 64),
        ("incubator_courseproof_sha256", 2, "kort"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            CourseProof.objects.create(**facts, version=version, content_sha256=checksum)


def test_it_can_be_called_held_from_its_last_day_on(alna: Unit, adviser: Person) -> None:
    course = make_course(alna, by=adviser, starts_on=TODAY, ends_on=TOMORROW)
    with pytest.raises(DomainError, match="fra og med siste kursdag"):
        services.hold_course(course, on=TODAY, by=adviser)
    assert services.hold_course(course, on=TOMORROW, by=adviser).state == CourseState.HELD
    with pytest.raises(StepRefused):
        services.cancel_course(course, reason="Angrer", by=adviser)


def test_one_that_was_held_is_not_moved_to_a_day_to_come(alna: Unit, adviser: Person) -> None:
    course = held_course(alna, by=adviser)
    later = {"starts_on": TODAY, "ends_on": TOMORROW}
    with pytest.raises(DomainError, match="siste dag må ha vært"):
        services.edit_course(course, later, version=course.version, by=adviser)
    course.refresh_from_db()
    assert course.ends_on <= TODAY


def test_one_that_is_cancelled_says_why_tells_those_who_were_to_come_and_stays_so(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = make_course(alna, by=adviser, starts_on=TOMORROW)
    with_people(course, [kari], by=adviser)
    with pytest.raises(StepRefused, match="Skriv hvorfor"):
        services.cancel_course(course, reason="  ", by=adviser)
    course = services.cancel_course(course, reason="For få påmeldte.", by=adviser)
    assert (course.state, course.cancelled_because) == ("cancelled", "For få påmeldte.")
    assert "avlyst" in kari.notices.get().text
    with pytest.raises(DomainError, match="avlyst"):
        services.edit_course(course, {"title": "Nytt"}, version=course.version, by=adviser)
    with pytest.raises(DomainError, match="avlyst"):
        with_people(course, [adviser], by=adviser)


def test_the_second_of_two_who_edit_is_told(alna: Unit, adviser: Person) -> None:
    course = make_course(alna, by=adviser)
    services.edit_course(course, {"title": "Først"}, version=1, by=adviser)
    with pytest.raises(Stale):
        services.edit_course(course, {"title": "Så"}, version=1, by=adviser)


def test_the_service_says_what_a_course_must_have(alna: Unit, adviser: Person) -> None:
    for facts, words in (
        ({"hours": Decimal(0)}, "null timer"),
        ({"starts_on": TOMORROW, "ends_on": TODAY}, "før første dag"),
        ({"leader": adviser, "leader_name": "En til"}, "én kursleder"),
    ):
        with pytest.raises(DomainError, match=words):
            make_course(alna, by=adviser, **facts)


def test_an_adviser_below_keeps_only_what_is_below(alna: Unit, adviser: Person) -> None:
    below, beside = UnitFactory(parent=alna), UnitFactory(parent=alna)
    local = adviser_of(below)
    assert local.has_perm("incubator.edit_course", make_course(below, by=adviser))
    assert not local.has_perm("incubator.edit_course", make_course(beside, by=adviser))
    assert not local.has_perm("incubator.edit_course", make_course(alna, by=adviser))
    assert adviser.has_perm("incubator.edit_course", make_course(below, by=adviser))


def test_names_are_for_the_adviser_the_leader_and_oneself(
    alna: Unit, nabo: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    elsewhere = PersonFactory(unit=nabo)
    course = held_course(alna, [kari, elsewhere], by=adviser, leader=jonas)
    mine = course.participations.get(person=kari)
    seen = Participation.objects.visible_to
    assert list(seen(kari)) == [mine]
    assert set(seen(jonas)) == set(seen(adviser)) == set(course.participations.all())
    assert list(seen(PersonFactory(unit=alna))) == []
    # Who takes part reads of the course, also from another district; the neighbours do not.
    assert course in Course.objects.visible_to(elsewhere)
    assert course not in Course.objects.visible_to(PersonFactory(unit=nabo))
