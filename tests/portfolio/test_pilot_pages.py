"""What people see and press on the page of a pilot."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.people.models import Person, Role
from organisation.registries import waiting_for
from portfolio.models import Pilot, Project
from tests.factories.ideas import IdeaFactory, judged
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project
from tests.factories.ways import JUDGED, approver_of, ask, finished, fresh, make_pilot, started

MOST_QUERIES = 12


@pytest.fixture
def pilot(alna):
    return make_pilot(alna)


def waiting(person) -> list[str]:
    asking = Person.objects.get(pk=person.pk)  # in a request of its own
    return [row.title for row in waiting_for["portfolio.pilots"](asking)]


def test_an_adviser_begins_a_pilot_from_an_idea(alna, as_person):
    idea, adviser = judged(IdeaFactory(unit=alna)), person_as(Role.ADVISER, alna)
    client = as_person(adviser)
    address = f"/prosjekter/pilot/ny/?ide={idea.pk}"
    assertContains(client.get(address), idea.title)
    form = {
        "title": "Sansehage om kvelden",
        "what": "Vakten går ut.",
        "unit": alna.pk,
        "units": [alna.pk],
        "leader": adviser.pk,
        "reply": "Vi prøver det.",
    }
    answer = client.post(address, form)
    pilot = Pilot.objects.get()
    assertRedirects(answer, pilot.get_absolute_url())
    page = client.get(idea.get_absolute_url())
    assertContains(page, "Idéen prøves i det små")
    assertContains(page, pilot.project.get_absolute_url())


def test_the_address_of_the_project_leads_to_the_one_page(pilot, as_person):
    client = as_person(pilot.project.leader)
    answer = client.get(pilot.project.get_absolute_url())
    assertRedirects(answer, pilot.get_absolute_url())
    page = client.get(pilot.get_absolute_url())
    assertNotContains(page, f"/prosjekter/{pilot.project.slug}/fase/")
    assertContains(client.get("/prosjekter/"), "Pilot")


def test_what_is_missing_and_who_may_see_a_pilot_is_reached_from_its_page(pilot, alna, as_person):
    Project.objects.filter(pk=pilot.project_id).update(need="", leader=None)
    project = Project.objects.get(pk=pilot.project_id)
    address = project.get_absolute_url()
    page = as_person(person_as(Role.ADVISER, alna)).get(f"{address}pilot/")
    assertContains(page, "Velg en prosjektleder")
    assertContains(page, "Skriv hva behovet er")
    for place in ("slag", "skjerming", "slektskap"):
        assertContains(page, f"{address}{place}/")
    page = as_person(PersonFactory(unit=alna)).get(f"{address}pilot/")
    assertNotContains(page, f"{address}skjerming/")


def test_a_project_that_never_was_a_pilot_has_no_such_page(alna, as_person):
    project = make_project(alna)
    client = as_person(project.leader)
    assert client.get(f"/prosjekter/{project.slug}/pilot/").status_code == 404
    assertNotContains(client.get(f"/prosjekter/{project.slug}/innforing/"), "/pilot/")


def test_a_project_that_became_a_pilot_by_its_kind_gets_its_page_by_the_first_change(
    alna, as_person
):
    project = make_project(alna)
    Project.objects.filter(pk=project.pk).update(kind="pilot")
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/pilot/"
    assertContains(client.get(address), "Planen mangler: hva vi prøver")
    form = {"version": 1, "what": "Prøve litt", "units": [project.unit_id]}
    assertRedirects(client.post(f"{address}endre/", form), address)
    assert Pilot.objects.get(project=project).what == "Prøve litt"


def test_from_plan_to_result_on_one_page(pilot, as_person):
    leader = as_person(pilot.project.leader)
    address = pilot.get_absolute_url()
    assertContains(leader.get(address), "Vurderingen mangler: lov, personvern, etikk.")
    assert leader.post(f"{address}start/").status_code == 422
    leader.post(f"{address}vurdering/", {**JUDGED, "version": fresh(pilot).version})
    approver = approver_of(pilot)
    form = {"version": fresh(pilot).version, "approver": approver.pk}
    assertRedirects(leader.post(f"{address}be-om-godkjenning/", form), address)
    assert waiting(approver) == ["Kveldsvakt i sansehagen"]
    assertNotContains(leader.get(address), "Godkjenn piloten")
    manager = as_person(approver)
    assertContains(manager.get(address), "Godkjenn piloten")
    manager.post(f"{address}godkjenning/", {"version": fresh(pilot).version})
    assert waiting(approver) == []
    leader = as_person(pilot.project.leader)
    assertRedirects(leader.post(f"{address}start/"), address)
    result = {"happened": "Rolig.", "worked": "yes", "next_step": "spread"}
    empty = leader.post(f"{address}avslutt/", {"version": fresh(pilot).version})
    assertContains(empty, "Skriv hva som skjedde", status_code=422)
    leader.post(f"{address}avslutt/", {**result, "version": fresh(pilot).version})
    assertContains(leader.get(address), "Spre til flere")


def test_a_no_without_a_reason_is_refused_beside_the_field(pilot, as_person):
    pilot = ask(pilot)
    client = as_person(pilot.approver)
    address = f"{pilot.get_absolute_url()}godkjenning/"
    form = {"svar": "nei", "version": pilot.version, "reason": ""}
    assertContains(client.post(address, form), "Skriv hva som må bli bedre", status_code=422)
    client.post(address, {**form, "reason": "Spør pårørende."})
    assertContains(client.get(pilot.get_absolute_url()), "Spør pårørende.")


def test_an_overdue_pilot_waits_on_the_leaders_page(pilot):
    pilot = started(pilot)
    assert waiting(pilot.project.leader) == []
    Pilot.objects.filter(pk=pilot.pk).update(until=localdate() - timedelta(days=1))
    assert waiting(pilot.project.leader) == ["Kveldsvakt i sansehagen"]


def test_two_who_edit_the_plan_lose_nothing(pilot, as_person):
    client = as_person(pilot.project.leader)
    address = f"{pilot.get_absolute_url()}endre/"
    form = {"version": pilot.version, "what": "Den første", "units": [pilot.project.unit_id]}
    client.post(address, form)
    page = client.post(address, {**form, "what": "Den andre"})
    assertContains(page, "Den første", status_code=409)
    assertContains(page, "Den andre", status_code=409)


def test_an_adviser_makes_a_project_of_it_and_the_page_stays(pilot, alna, as_person):
    pilot = finished(pilot)
    adviser, owner = person_as(Role.ADVISER, alna), PersonFactory(unit=alna)
    client = as_person(adviser)
    assertContains(client.get(pilot.get_absolute_url()), "Gjør til prosjekt")
    form = {"kind": "development", "profile": "small", "owner": owner.pk, "reason": "Det virker."}
    answer = client.post(f"{pilot.get_absolute_url()}prosjekt/", form)
    assertRedirects(answer, pilot.project.get_absolute_url())
    page = client.get(pilot.get_absolute_url())
    assertContains(page, "Det virker.")
    assertContains(page, "Roligere kvelder.")


def test_the_page_asks_a_fixed_number_of_questions(pilot, as_person, django_assert_max_num_queries):
    pilot = ask(pilot)
    client = as_person(pilot.project.leader)
    client.get(pilot.get_absolute_url())
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(pilot.get_absolute_url())
