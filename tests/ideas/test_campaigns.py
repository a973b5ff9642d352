"""A question put to some, answered while it is open, and what became of the answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ideas.models import Idea
from ideas.models.campaign import Campaign
from ideas.services import campaign as services
from organisation.errors import DomainError, Stale
from organisation.people.models import Role
from organisation.working_days import add_working_days
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory
from tests.factories.rooms import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna)


def facts(unit, **more):
    return {
        "title": "Sommeren",
        "unit": unit.pk,
        "question": "Hva gjør sommeren vanskelig?",
        "opens_at": "2026-06-01T08:00",
        "closes_at": "2026-08-31T16:00",
        "answer_days": "3",
        "audience": [unit.pk],
        "questions": "Når på dagen?\nHvor ofte?",
        **more,
    }


def test_an_adviser_puts_a_question(as_person, adviser, unit):
    response = as_person(adviser).post("/idesok/ny/", facts(unit, open_form="on"))
    made = Campaign.objects.get()
    assert response.url == made.get_absolute_url()
    assert [row.unit for row in made.audience.all()] == [unit]
    assert [row.text for row in made.questions.all()] == ["Når på dagen?", "Hvor ofte?"]
    assert made.open_slug
    page = as_person(adviser).get(made.get_absolute_url()).content.decode()
    assert "Hva gjør sommeren vanskelig?" in page
    assert f"/ideer/apen/{made.open_slug}/" in page


def test_days_that_cross_are_refused_by_the_field_and_by_the_database(as_person, adviser, unit):
    response = as_person(adviser).post("/idesok/ny/", facts(unit, closes_at="2026-05-01T08:00"))
    assert response.status_code == 422
    assert "closes_at" in response.context["form"].errors
    made = make_campaign(unit, by=adviser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=made.pk).update(closes_at=made.opens_at)


def test_the_second_of_two_who_edit_loses_nothing(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser)
    services.edit_campaign(made, {"title": "Vinteren"}, version=1, by=adviser)
    with pytest.raises(Stale):
        services.edit_campaign(made, {"title": "Høsten"}, version=1, by=adviser)
    late = as_person(adviser).post(
        f"{made.get_absolute_url()}endre/", facts(unit, title="Høsten", version=1)
    )
    assert late.status_code == 409
    page = late.content.decode()
    assert "Høsten" in page
    assert "Vinteren" in page


def test_an_idea_to_a_campaign_keeps_its_answers_and_its_own_promise(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser, answer_days=2, questions=["Når på dagen?"])
    asked, hilde = made.questions.get(), PersonFactory(unit=unit)
    client = as_person(hilde)
    form = client.get(f"/ideer/ny/?idesok={made.pk}").content.decode()
    assert "Når på dagen?" in form
    client.post(
        "/ideer/ny/",
        {
            "need": "Få vikarer",
            "title": "Vikarer",
            "unit": unit.pk,
            "visibility": "shown",
            "campaign": made.pk,
            "form_token": "2f1c4a3e-5b7d-4c1a-9f61-0a1b2c3d4e5f",
            f"own_question_{asked.pk}": "Om kvelden",
        },
    )
    idea = Idea.objects.get()
    assert idea.promised_by == add_working_days(timezone.localdate(), 2)
    assert "Om kvelden" in client.get(idea.get_absolute_url()).content.decode()
    with pytest.raises(DomainError, match="alt svart"):
        services.edit_campaign(made, {"questions": []}, version=1, by=adviser)


def test_the_page_counts_and_the_results_show_only_what_one_may_read(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser)
    answered_idea(adviser, unit=unit, campaign=made, title="Besvart idé", reply="Vi har en.")
    IdeaFactory(unit=unit, campaign=made, title="Ulest idé")
    client = as_person(PersonFactory(unit=unit))
    assert "1 av 2 idéer er besvart" in client.get(made.get_absolute_url()).content.decode()
    results = client.get(f"{made.get_absolute_url()}resultat/").content.decode()
    assert "Vi har en." in results
    assert "Du kan lese 1 av 2 idéer" in results
    assert "Ulest idé" not in results
    narrowed = client.get(f"/ideer/?idesok={made.pk}").content.decode()
    assert "Besvart idé" in narrowed


def test_the_list_has_the_open_ones_first_and_costs_few_queries(as_person, adviser, unit, alna):
    now, hour = timezone.now(), timedelta(hours=1)
    make_campaign(unit, by=adviser, title="Over", closes_at=now - hour)
    make_campaign(unit, by=adviser, title="Kommer", opens_at=now + hour)
    make_campaign(unit, by=adviser, title="Nå", audience=[UnitFactory(parent=alna)])
    client = as_person(PersonFactory(unit=unit))
    with CaptureQueriesContext(connection) as queries:
        shown = client.get("/idesok/")
    assert len(queries) <= 12
    assert [row.title for row in shown.context["listing"]] == ["Nå", "Kommer", "Over"]
    narrowed = client.get("/idesok/?vis=apne&til=min")
    assert list(narrowed.context["listing"]) == []


def test_a_campaign_opens_and_closes_by_the_clock(adviser, unit):
    made = make_campaign(unit, by=adviser)
    assert made.is_open(made.opens_at)
    assert not made.is_open(made.closes_at)
    assert not made.is_open(made.opens_at - timedelta(microseconds=1))


def test_the_poster_leads_to_the_form(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser, open_form=True)
    page = as_person(adviser).get(f"{made.get_absolute_url()}plakat/").content.decode()
    assert "<svg" in page
    assert f"http://testserver/ideer/apen/{made.open_slug}/" in page


def test_only_advisers_of_the_unit_ask(as_person, unit, adviser, alna):
    elsewhere = adviser_of(UnitFactory(parent=alna))
    made = make_campaign(unit, by=adviser)
    assert as_person(elsewhere).get(f"{made.get_absolute_url()}endre/").status_code == 403
    manager = PersonFactory(unit=unit, role=Role.MANAGER)
    assert as_person(manager).get("/idesok/ny/").status_code == 403
