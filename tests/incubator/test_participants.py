"""Lines that are pasted become people, nobody twice, and what cannot be read is told by line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator.models import Course
from incubator.pasted import MOST_LINES, Somebody, read_participants
from incubator.services import participation as services
from organisation.errors import DomainError, Stale
from organisation.people.models import Person, Unit
from tests.factories.courses import held_course, make_course, with_people
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "line",
    [
        "Kari Haugen",
        "kari haugen",
        "  Kari   Haugen ; ",
        "kari@alna.example",
        "KARI@ALNA.EXAMPLE",
        "Kari Haugen <kari@alna.example>",
        '"Haugen, Kari" <kari@alna.example>;',
        "- Kari H. kari@alna.example",
        "kari@alna.example\tKari Haugen",
    ],
)
def test_somebody_in_the_district_is_known_by_name_or_address(
    alna: Unit, kari: Person, line: str
) -> None:
    assert read_participants(line, alna.pk).people == [Somebody(kari)]


def test_somebody_from_outside_needs_both(alna: Unit, nabo: Unit, kari: Person) -> None:
    PersonFactory(unit=nabo, name="Nabo Hansen", email="nabo@nabo.example")
    PersonFactory(unit=alna, name="Kari Haugen", email="kari2@alna.example")
    text = """Nora Eide, nora@frivillig.example

    Ukjent Person
    ukjent@frivillig.example
    Feil Adresse feil@adresse
    Kari Haugen
    Nabo Hansen
    """
    pasted = read_participants(text, alna.pk)
    assert pasted.people == [Somebody(None, "Nora Eide", "nora@frivillig.example")]
    assert [fault.split("»: ")[0] for fault in pasted.faults] == [
        "Linje 3, «Ukjent Person",
        "Linje 4, «ukjent@frivillig.example",
        "Linje 5, «Feil Adresse feil@adresse",
        "Linje 6, «Kari Haugen",
        "Linje 7, «Nabo Hansen",
    ]
    assert "Flere i bydelen" in pasted.faults[3]
    assert read_participants("Kari\n" * (MOST_LINES + 1), alna.pk).faults == [
        f"Lim inn høyst {MOST_LINES} linjer om gangen."
    ]


LINES = st.lists(
    st.sampled_from(
        [
            "Kari Haugen",
            "kari@alna.example",
            "Kari <Kari@Alna.example>",
            "jonas@alna.example",
            "Nora nora@x.example",
            "N. Eide; NORA@X.EXAMPLE",
            "Ola ola@x.example",
            "",
            "Ukjent",
        ]
    )
    | st.text(max_size=30),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=LINES, then=LINES)
def test_whatever_is_pasted_nobody_is_there_twice(
    alna: Unit, adviser: Person, kari: Person, jonas: Person, first: list[str], then: list[str]
) -> None:
    course = make_course(alna, by=adviser)
    for lines in (first, then):
        before = course.participations.count()
        people = read_participants("\n".join(lines), alna.pk).people
        added = services.add_participants(course, people, by=adviser)
        assert len(added.new) + len(added.twice) == len(people)
        assert course.participations.count() == before + len(added.new)
    addresses = [row.address.lower() for row in course.participations.select_related("person")]
    assert len(addresses) == len(set(addresses))


def test_exactly_those_who_are_ticked_have_completed_and_keep_their_day(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    course = held_course(alna, [kari], by=adviser)
    [other] = with_people(course, [jonas], by=adviser)
    first = course.participations.get(person=kari)
    later = course.ends_on.replace(year=course.ends_on.year + 1)
    done = services.set_completed(
        course, {first.pk, other.pk}, on=later, version=course.version, by=adviser
    )
    assert done == 2
    days = course.participations.order_by("pk").values_list("completed_on", flat=True)
    assert list(days) == [course.ends_on, later]
    with pytest.raises(Stale):
        services.set_completed(course, set(), on=later, version=course.version, by=adviser)
    course = Course.objects.get(pk=course.pk)
    before = course.starts_on.replace(year=course.starts_on.year - 1)
    with pytest.raises(DomainError, match="før kurset begynte"):
        services.set_completed(course, set(), on=before, version=course.version, by=adviser)


def test_nobody_completes_a_course_that_is_not_held(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = make_course(alna, by=adviser)
    [row] = with_people(course, [kari], by=adviser)
    with pytest.raises(DomainError, match="Merk kurset som gjennomført"):
        services.set_completed(course, {row.pk}, on=course.ends_on, version=1, by=adviser)
