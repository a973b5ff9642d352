"""A project asks for people, somebody offers, the leader answers, and names show by consent."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError, StepRefused
from organisation.registries import waiting_for
from portfolio.models import Contributor, JoinCall, JoinOffer
from portfolio.services import joining as services
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project


@pytest.fixture
def project(alna):
    return make_project(alna)


@pytest.fixture
def call(project):
    return services.ask_for_people(project, needed="To fra kveldsvakten", by=project.leader)


@pytest.fixture
def colleague(alna):
    return PersonFactory(unit=alna, name="Kari Kveldsvakt")


def test_an_offer_waits_for_the_leader_and_becomes_a_place(call, colleague):
    offer = services.offer_to_join(call, message="Jeg kan hagen.", by=colleague)
    assert services.offer_to_join(call, message="Igjen", by=colleague) == offer  # two clicks
    leader = call.project.leader
    rows = list(waiting_for["portfolio.joining"](leader))
    assert [row.title for row in rows] == ["Kari Kveldsvakt vil være med"]
    services.accept_offer(offer, role="Fagperson", by=leader)
    assert call.project.memberships.get().person == colleague
    with pytest.raises(DomainError, match="alt med"):
        services.offer_to_join(call, message="", by=colleague)


def test_a_no_comes_with_a_word_that_only_the_two_read(call, colleague, alna, as_person):
    offer = services.offer_to_join(call, message="Jeg kan hagen.", by=colleague)
    with pytest.raises(StepRefused, match="et ord"):
        services.decline_offer(offer, reply=" ", by=call.project.leader)
    services.decline_offer(offer, reply="Vi har fått nok.", by=call.project.leader)
    address = call.get_absolute_url()
    assertContains(as_person(colleague).get(address), "Vi har fått nok.")
    assertNotContains(as_person(PersonFactory(unit=alna)).get(address), "Vi har fått nok.")
    assert colleague.notices.filter(text__contains="har fått svar").exists()


def test_a_call_that_is_closed_or_past_takes_no_offers(call, colleague):
    services.close_call(call, by=call.project.leader)
    with pytest.raises(DomainError, match="ikke imot flere"):
        services.offer_to_join(call, message="", by=colleague)
    yesterday = localdate() - timedelta(days=1)
    JoinCall.objects.update(closed_on=None, until=yesterday)
    with pytest.raises(DomainError, match="ikke imot flere"):
        services.offer_to_join(call, message="", by=colleague)


def test_from_the_list_to_an_answer(call, colleague, as_person):
    client = as_person(colleague)
    assertContains(client.get("/prosjekter/tilbudt/"), "To fra kveldsvakten")
    address = call.get_absolute_url()
    assertContains(client.get(address), f"{address}{call.pk}/meld-deg/")
    assertRedirects(client.post(f"{address}{call.pk}/meld-deg/", {}), address)
    assertContains(client.get("/prosjekter/tilbudt/"), "Du har meldt deg")
    offer = JoinOffer.objects.get()
    leader = as_person(call.project.leader)
    answer = f"{address}tilbud/{offer.pk}/"
    assertContains(leader.post(answer, {"answer": "decline"}), "Skriv et ord", status_code=422)
    assertRedirects(leader.post(answer, {"answer": "accept", "role": "Fagperson"}), address)
    assert JoinOffer.objects.get().state == "accepted"


def test_one_takes_an_offer_back(call, colleague, as_person):
    offer = services.offer_to_join(call, message="", by=colleague)
    address = f"{call.get_absolute_url()}tilbud/{offer.pk}/trekk/"
    assert as_person(call.project.leader).post(address).status_code == 403
    as_person(colleague).post(address)
    assert JoinOffer.objects.get().state == "withdrawn"


def test_a_name_shows_by_consent_and_is_gone_when_that_is_taken_back(call, colleague, as_person):
    address = call.get_absolute_url()
    client = as_person(colleague)
    shown = client.post(f"{address}vis-meg/", {"what": "Prøvde vaktlisten"})
    assertContains(shown, "Bare de som har bidratt", status_code=422)
    offer = services.offer_to_join(call, message="", by=colleague)
    services.accept_offer(offer, role="", by=call.project.leader)
    assert not Contributor.objects.exists()  # nobody is shown before they say yes
    client.post(f"{address}vis-meg/", {"what": "Prøvde vaktlisten"})
    leader = as_person(call.project.leader)
    assertContains(leader.get(address), "Kari Kveldsvakt, Prøvde vaktlisten")
    client.post(f"{address}vis-meg/", {"vis": "nei"})
    assertNotContains(leader.get(address), "Prøvde vaktlisten")
    assert not Contributor.objects.exists()


def test_a_leader_asks_edits_and_closes(project, as_person):
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/bli-med/"
    past = {"needed": "To til", "until": localdate() - timedelta(days=1)}
    assertContains(client.post(f"{address}ny/", past), "fram i tid", status_code=422)
    assertRedirects(client.post(f"{address}ny/", {"needed": "To til"}), address)
    call = JoinCall.objects.get()
    client.post(f"{address}{call.pk}/", {"needed": "Tre til", "version": call.version})
    assertContains(client.get(address), "Tre til")
    client.post(f"{address}{call.pk}/lukk/")
    assert not JoinCall.objects.open_on(localdate()).exists()
