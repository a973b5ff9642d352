"""A proof for each who completed the course: made once, again when something has changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator.models import Course, CourseProof, Participation
from incubator.pasted import Somebody
from incubator.services import course as courses
from incubator.services import participation as participations
from incubator.services.course_proof import order_proof, order_proofs
from organisation.errors import DomainError
from organisation.files import documents
from organisation.files.models import Document
from organisation.files.queries import progress_of
from organisation.jobs.models import Job
from organisation.people.models import Person, Unit
from tests.factories.courses import held_course, make_course, with_people
from tests.factories.people import PersonFactory
from tests.worker import Worker

pytestmark = pytest.mark.django_db
NORA = Somebody(None, "Nora Eide", "nora@frivillig.example")


def edit(course: Course, by: Person, **changes: object) -> Course:
    course = Course.objects.get(pk=course.pk)
    return courses.edit_course(course, changes, version=course.version, by=by)


def test_one_press_orders_one_each_and_a_second_makes_nothing(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    course = held_course(alna, [kari, NORA], by=adviser)
    with_people(course, [jonas], by=adviser)  # who did not complete it
    batch = order_proofs(course, by=adviser)
    titles = [each.title for each in progress_of(batch).documents]
    assert [title.partition(", ")[2] for title in titles] == ["Kari Haugen", "Nora Eide"]
    jobs = Job.objects.count()
    assert order_proofs(course, by=adviser) == batch
    assert (Document.objects.count(), CourseProof.objects.count()) == (2, 2)
    assert Job.objects.count() == jobs
    assert order_proof(course.participations.get(person=kari), by=kari) in (
        progress_of(batch).documents
    )


def test_a_changed_course_gives_new_versions_under_the_same_numbers_and_back_the_old(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = held_course(alna, [kari, NORA], by=adviser)
    batch = order_proofs(course, by=adviser)
    edit(course, adviser, place="Haugentunet")
    other = order_proofs(course, by=adviser)
    assert other != batch
    proofs = CourseProof.objects.order_by("version", "pk")
    numbers = [proof.number for proof in proofs]
    assert numbers[:2] == numbers[2:]
    assert len(set(numbers)) == 2
    assert [proof.version for proof in proofs] == [1, 1, 2, 2]
    edit(course, adviser, about="Det samme, med andre ord.")  # does not stand on the proof
    assert order_proofs(course, by=adviser) == other
    edit(course, adviser, place="Furuset bibliotek")
    assert order_proofs(course, by=adviser) == batch


def test_the_proof_says_what_the_record_says(alna: Unit, adviser: Person) -> None:
    course = held_course(alna, [NORA], by=adviser, leader_name="Marit Solheim")
    data = order_proof(course.participations.get(), by=adviser).data
    proof = CourseProof.objects.get()
    assert (data["name"], data["title"]) == ("Nora Eide", "Gevinster i praksis")
    assert dict(data["head"])["Omfang"] == "7,5 timer"
    assert data["goals"] == ["Finne nullpunktet", "Skrive en gevinstplan"]
    assert data["signed"]["name"] == "Marit Solheim"
    assert (data["number"], data["checksum"]) == (proof.number, proof.content_sha256)
    assert data["meta"]["created"] == proof.issued_on.isoformat()


def test_without_a_held_course_or_a_completed_one_there_is_no_proof(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    planned = make_course(alna, by=adviser)
    [row] = with_people(planned, [kari], by=adviser)
    for order, thing in ((order_proofs, planned), (order_proof, row)):
        with pytest.raises(DomainError, match="når kurset er gjennomført"):
            order(thing, by=adviser)  # type: ignore[operator]
    held = held_course(alna, by=adviser)
    [row] = with_people(held, [kari], by=adviser)
    with pytest.raises(DomainError, match="Ingen er merket"):
        order_proofs(held, by=adviser)
    with pytest.raises(DomainError, match="Kari Haugen er ikke merket"):
        order_proof(row, by=adviser)
    assert not Document.objects.exists()


def test_who_has_a_proof_is_not_taken_out_of_the_course(alna: Unit, adviser: Person) -> None:
    course = held_course(alna, [NORA], by=adviser)
    row = course.participations.get()
    order_proof(row, by=adviser)
    with pytest.raises(DomainError, match="har fått kursbevis"):
        participations.remove_participant(row, by=adviser)
    [other] = with_people(course, [adviser], by=adviser)
    participations.remove_participant(other, by=adviser)
    assert list(course.participations.all()) == [row]


def test_a_proof_is_read_by_its_holder_and_by_no_other_participant(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    course = held_course(alna, [kari, jonas], by=adviser)
    order_proofs(course, by=adviser)
    for person in (kari, jonas):
        mine = Document.objects.visible_to(person).get()
        assert mine.holder == course.participations.get(person=person)
        assert person.has_perm("files.view_document", mine)
    assert Document.objects.visible_to(adviser).count() == 2
    assert not Document.objects.visible_to(PersonFactory(unit=alna)).exists()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ticked=st.sets(st.integers(0, 5)), more=st.sets(st.integers(0, 5)))
def test_as_many_proofs_as_have_completed_and_no_new_on_a_second_press(
    alna: Unit, adviser: Person, ticked: set[int], more: set[int]
) -> None:
    course = held_course(alna, by=adviser)
    rows = with_people(
        course, [Somebody(None, f"Nr {n}", f"{n}@x.example") for n in range(6)], by=adviser
    )
    proofs = CourseProof.objects.filter(participation__course=course)
    for chosen in (ticked, ticked | more):
        course = Course.objects.get(pk=course.pk)
        ids = {rows[n].pk for n in chosen}
        participations.set_completed(
            course, ids, on=course.ends_on, version=course.version, by=adviser
        )
        if not chosen:
            continue
        batch = order_proofs(course, by=adviser)
        assert batch.lines.count() == proofs.count() == len(chosen)
        assert order_proofs(course, by=adviser) == batch
        assert proofs.count() == len(chosen)


def test_the_same_proof_gives_the_same_bytes(alna: Unit, adviser: Person) -> None:
    course = held_course(alna, [NORA], by=adviser)
    document = order_proof(Participation.objects.get(course=course), by=adviser)
    made = [documents.make_pdf(document, lambda *_said: None) for _n in range(2)]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_makes_them_all(worker: Worker, alna: Unit, adviser: Person) -> None:
    people = [Somebody(None, f"Deltaker {n}", f"{n}@x.example") for n in range(3)]
    batch = order_proofs(held_course(alna, people, by=adviser), by=adviser)
    worker.wait_until(lambda: progress_of(batch).done == 3)
    assert {document.file is None for document in progress_of(batch).documents} == {False}
