"""The pages of courses, as an adviser, a course leader, a participant and a colleague meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from incubator.models import Course
from incubator.pasted import Somebody
from incubator.services.course import cancel_course, hold_course
from incubator.services.course_proof import order_proofs
from organisation.files.models import Document, DocumentBatch
from organisation.people.models import Person, Unit
from tests.factories.courses import held_course, make_course, with_people
from tests.factories.people import PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TOMORROW = localdate() + timedelta(days=1)
WRITTEN = {
    "title": "Prosjekteier på en halv dag",
    "about": "Hva en prosjekteier svarer for.",
    "goals": "Stille de rette spørsmålene",
    "role": "Prosjekteier",
    "starts_on": "01.09.2026",
    "ends_on": "",
    "hours": "3,5",
    "place": "Haugentunet",
    "leader": "",
    "leader_name": "Marit Solheim",
}


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_adviser_plans_a_course_and_mends_it(alna: Unit, adviser: Person) -> None:
    client = logged_in(adviser)
    assertContains(client.get("/inkubator/"), "Ingen kurs er planlagt.")
    bad = client.post("/inkubator/kurs/ny/", {**WRITTEN, "unit": alna.pk, "hours": "mange"})
    assertContains(bad, "Skriv antall timer med tall", status_code=422)
    assertContains(bad, "Prosjekteier på en halv dag", status_code=422)
    answer = client.post("/inkubator/kurs/ny/", {**WRITTEN, "unit": alna.pk})
    course = Course.objects.get()
    assertRedirects(answer, course.get_absolute_url())
    assert course.ends_on == course.starts_on
    assert str(course.hours) == "3.50"
    page = client.get(f"{course.get_absolute_url()}endre/")
    assertContains(page, 'value="3,5"')
    late = {**WRITTEN, "version": 1, "ends_on": "31.08.2026"}
    answer = client.post(f"{course.get_absolute_url()}endre/", late)
    assertContains(answer, "Siste dag kan ikke være før første dag.", status_code=422)
    both = {**WRITTEN, "version": 1, "leader": adviser.pk}
    answer = client.post(f"{course.get_absolute_url()}endre/", both)
    assertContains(answer, "Velg én kursleder", status_code=422)
    client.post(
        f"{course.get_absolute_url()}endre/", {**WRITTEN, "version": 1, "place": "Lindeberg"}
    )
    assertContains(client.get(course.get_absolute_url()), "Lindeberg")
    stale = client.post(f"{course.get_absolute_url()}endre/", {**WRITTEN, "version": 1})
    assert stale.status_code == 409
    assertContains(stale, "Lindeberg", status_code=409)


def test_a_leader_who_has_left_stays_the_leader_of_the_course(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = make_course(alna, by=adviser, leader=kari)
    Person.objects.filter(pk=kari.pk).update(is_employee=False)
    facts = {**WRITTEN, "leader": kari.pk, "leader_name": "", "version": 1}
    answer = logged_in(adviser).post(f"{course.get_absolute_url()}endre/", facts)
    assertRedirects(answer, course.get_absolute_url())
    elsewhere = logged_in(adviser).post(
        "/inkubator/kurs/ny/", {**facts, "unit": alna.pk, "title": "Et nytt"}
    )
    assert elsewhere.status_code == 422


def test_from_a_list_of_names_to_proofs_for_all(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    client, course = logged_in(adviser), make_course(alna, by=adviser)
    address = course.get_absolute_url()
    lines = "Kari Haugen\nUkjent Navn\nx@"
    wrong = client.post(f"{address}deltakere/lim-inn/", {"lines": lines})
    assertContains(wrong, "Linje 2, «Ukjent Navn»", status_code=422)
    assertContains(wrong, "Kari Haugen\nUkjent Navn\nx@", status_code=422)
    assert not course.participations.exists()
    lines = "Kari Haugen\njonas@alna.example\nkari@alna.example\nNora Eide nora@x.example"
    told = client.post(f"{address}deltakere/lim-inn/", {"lines": lines}, follow=True)
    assertContains(told, "3 deltakere er lagt til.")
    assertContains(told, "Én sto der fra før, eller to ganger: Kari Haugen.")
    again = {"person": kari.pk, "name": "", "email": ""}
    assertContains(client.post(f"{address}deltakere/ny/", again, follow=True), "Én sto der fra før")
    half = client.post(f"{address}deltakere/ny/", {"name": "Per"})
    assertContains(half, "både navn og e-postadresse", status_code=422)

    assertContains(client.get(address), "Marker som gjennomført")
    assertContains(client.post(f"{address}bevis/"), "når kurset er gjennomført", status_code=409)
    client.post(f"{address}gjennomfort/")
    assertContains(client.get(address), "Kryss av hvem som fullførte")
    rows = list(course.participations.in_order())
    version = Course.objects.get().version
    ticks: dict[str, Any] = {"version": version, "done": [rows[1].pk, rows[2].pk]}
    early = client.post(f"{address}deltakere/fullfort/", {**ticks, "completed_on": TOMORROW})
    assertContains(early, "Velg en dag som har vært.", status_code=422)
    ticks["completed_on"] = course.ends_on
    told = client.post(f"{address}deltakere/fullfort/", ticks, follow=True)
    assertContains(told, "2 av 3 deltakere har fullført.")
    answer = client.post(f"{address}bevis/")
    batch = DocumentBatch.objects.get()
    assertRedirects(answer, batch.get_absolute_url())
    assertContains(client.get(address), batch.get_absolute_url())
    assertContains(client.get(address), "Kursbeviset lages")


def test_a_participant_is_taken_out_after_a_question_and_not_with_a_proof(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    client, course = logged_in(adviser), held_course(alna, [kari], by=adviser)
    [row] = with_people(course, [jonas], by=adviser)
    assertContains(client.get(f"{row.get_absolute_url()}fjern/"), "Vil du ta bort deltakeren")
    client.post(f"{row.get_absolute_url()}fjern/")
    row = course.participations.get()
    order_proofs(course, by=adviser)
    assertNotContains(client.get(row.get_absolute_url()), "Ta bort deltakeren")
    refused = client.post(f"{row.get_absolute_url()}fjern/")
    assertContains(refused, "har fått kursbevis", status_code=409)


def test_a_course_is_cancelled_after_a_question_with_the_reason(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    client, course = logged_in(adviser), make_course(alna, by=adviser, starts_on=TOMORROW)
    address = f"{course.get_absolute_url()}avlys/"
    assertContains(client.get(address), "kan ikke settes opp igjen")
    assertContains(client.post(address, {"reason": ""}), "Hvorfor", status_code=422)
    client.post(address, {"reason": "For få påmeldte."})
    page = logged_in(kari).get(course.get_absolute_url())
    assertContains(page, "For få påmeldte.")
    assertContains(page, "Avlyst")
    page = client.get(course.get_absolute_url())
    assertNotContains(page, "Legg til en deltaker")


def test_a_colleague_reads_how_many_and_never_who(
    alna: Unit, adviser: Person, kari: Person, jonas: Person
) -> None:
    course = held_course(
        alna, [kari, Somebody(None, "Nora Eide", "nora@x.example")], by=adviser, leader=jonas
    )
    colleague = logged_in(PersonFactory(unit=alna))
    page = colleague.get(course.get_absolute_url())
    assertContains(page, "2 av 2")
    for words in ("Kari Haugen", "Nora Eide", "nora@x.example", "Lag kursbevis"):
        assertNotContains(page, words)
    assertContains(logged_in(jonas).get(course.get_absolute_url()), "Nora Eide")
    assertNotContains(logged_in(jonas).get(course.get_absolute_url()), "Lag kursbevis")
    mine = logged_in(kari).get(course.get_absolute_url())
    assertContains(mine, "Se kursbeviset ditt")
    assertNotContains(mine, "Nora Eide")
    other = course.participations.get(person=None)
    assert logged_in(kari).get(other.get_absolute_url()).status_code == 404


def test_a_participant_finds_and_orders_the_own_proof(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = held_course(alna, [kari], by=adviser)
    row, client = course.participations.get(), logged_in(kari)
    assertContains(client.get("/inkubator/"), row.get_absolute_url())
    assertContains(client.get(row.get_absolute_url()), "Lag kursbevis")
    answer = client.post(f"{row.get_absolute_url()}bevis/")
    document = Document.objects.get()
    assertRedirects(answer, document.get_absolute_url())
    page = client.get(row.get_absolute_url())
    assertContains(page, row.proofs.get().content_sha256)
    assertNotContains(page, "Lag kursbevis")
    course = Course.objects.get()
    Course.objects.filter(pk=course.pk).update(place="Et annet sted")
    assertContains(client.get(row.get_absolute_url()), "er endret etter at beviset ble laget")
    assertContains(client.get("/filer/dokumenter/"), document.title)


def test_the_list_is_narrowed_by_state_year_role_and_unit(alna: Unit, adviser: Person) -> None:
    below = UnitFactory(parent=alna, name="Idélab")
    held_course(alna, by=adviser, title="Holdt her")
    make_course(
        below, by=adviser, title="Kommer der", role="Prosjekteier", starts_on=TOMORROW.replace(2031)
    )
    gone = make_course(alna, by=adviser, title="Ble ikke noe av", role="", starts_on=TOMORROW)
    cancel_course(gone, reason="For få", by=adviser)
    client = logged_in(adviser)
    for query, title in (
        ("tilstand=held", "Holdt her"),
        ("tilstand=cancelled", "Ble ikke noe av"),
        ("ar=2031", "Kommer der"),
        ("rolle=Prosjekteier", "Kommer der"),
        (f"enhet={below.pk}", "Kommer der"),
    ):
        page = client.get(f"/inkubator/kurs/?{query}")
        assert [course.title for course in page.context["listing"]] == [title]
        assertContains(page, "1 av 3")
    by_title = client.get("/inkubator/kurs/?sorter=tittel").context["listing"]
    assert [course.title for course in by_title] == ["Ble ikke noe av", "Holdt her", "Kommer der"]


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_asks_the_same_whatever_is_on_it(
    alna: Unit, adviser: Person, count: int, django_assert_max_num_queries: Any
) -> None:
    people = [Somebody(None, f"Nr {n:02}", f"{n}@x.example") for n in range(count)]
    course = held_course(alna, people, by=adviser)
    for n in range(count):
        make_course(alna, by=adviser, title=f"Kurs {n}")
    order_proofs(course, by=adviser)
    client = logged_in(adviser)
    for address in ("/inkubator/", "/inkubator/kurs/", course.get_absolute_url()):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


def test_a_course_is_found_in_the_search_and_begun_from_my_page(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    make_course(alna, by=adviser, title="Gevinster i praksis")
    assertContains(logged_in(kari).get("/sok/?q=gevinster"), "Gevinster i praksis")
    assertContains(logged_in(adviser).get("/"), "/inkubator/kurs/ny/")
    assertNotContains(logged_in(kari).get("/"), "/inkubator/kurs/ny/")


def test_my_page_asks_the_adviser_whether_a_course_that_is_over_was_held(
    alna: Unit, adviser: Person, kari: Person
) -> None:
    course = make_course(alna, by=adviser, title="Gevinster i praksis")
    assertContains(logged_in(adviser).get("/"), "Si om det ble holdt")
    assertNotContains(logged_in(kari).get("/"), "Si om det ble holdt")
    hold_course(course, on=course.ends_on, by=adviser)
    assertNotContains(logged_in(adviser).get("/"), "Si om det ble holdt")
