"""Ideas written down for others, and those of a whole workshop."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ideas import services
from ideas.lifecycle.verdict import is_judged
from ideas.models import Idea
from ideas.models.campaign import Campaign
from organisation.drafts.models import Draft
from organisation.notices.models import Notice
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of
from tests.factories.people import PersonFactory, ServiceAreaFactory, UnitFactory, person_as
from tests.ideas.test_pages import field_error, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def leader(unit):
    return person_as(Role.MANAGER, unit, name="Leder Lie")


def told(person):
    return list(Notice.objects.filter(person=person).values_list("text", flat=True))


# For somebody -----------------------------------------------------------------------------------


@pytest.fixture
def said(unit):
    return {
        "need": "Vi leter etter nøkler.",
        "title": "Nøkler",
        "unit": unit.pk,
        "source": "employee",
        "form_token": str(uuid4()),
    }


def test_a_colleague_is_told_and_may_correct_it_while_unread(as_person, alna, unit, leader, said):
    hilde = PersonFactory(unit=unit, name="Hilde")
    client = as_person(leader)
    assert client.post("/ideer/skriv-ned/", {**said, "author": hilde.email}).status_code == 302
    assert client.post("/ideer/skriv-ned/", {**said, "author": hilde.email}).status_code == 302
    idea = Idea.objects.get()
    assert (idea.submitter, idea.written_by) == (hilde, leader)
    words = "Leder Lie har skrevet ned en idé for deg: Nøkler. Rett den om noe er feil."
    assert told(hilde) == [words]
    assert hilde.has_perm("ideas.edit_idea", idea)
    assert not leader.has_perm("ideas.view_idea", idea)
    services.take_on(idea, by=adviser_of(alna))
    assert not hilde.has_perm("ideas.edit_idea", Idea.objects.get())


def test_a_resident_without_an_account_stands_as_a_guest(as_person, alna, said):
    adviser = adviser_of(alna)
    guest = {"source": "resident", "guest_name": "Nabo Nilsen", "guest_contact": "912 34 567"}
    page = as_person(adviser).post("/ideer/skriv-ned/", {**said, **guest}, follow=True)
    assert "Nabo Nilsen" in text_of(page)
    idea = Idea.objects.get()
    assert (idea.submitter, idea.written_by, idea.guest.contact) == (None, adviser, "912 34 567")
    assert adviser.has_perm("ideas.answer_idea", idea)


def test_ones_own_idea_goes_the_usual_way(as_person, leader, said):
    page = as_person(leader).post("/ideer/skriv-ned/", {**said, "author": leader.email})
    assert field_error(page, "author") == "Din egen idé melder du inn på det vanlige skjemaet."


def test_employees_do_not_write_down_for_others(as_person, unit):
    client = as_person(PersonFactory(unit=unit))
    assert client.get("/ideer/skriv-ned/").status_code == 403
    assert client.get("/ideer/verksted/").status_code == 403


# A workshop -------------------------------------------------------------------------------------


def test_a_workshop_is_typed_in_and_sorted_and_saved_once(as_person, alna, unit, leader):
    adviser, area = adviser_of(alna), ServiceAreaFactory(district=alna)
    elsewhere = UnitFactory(parent=alna)
    client = as_person(leader)
    lines = "- Nøkkelbokser\n\nKaffe til pårørende\n* Bråk\n"
    shared = {
        "lines": lines,
        "unit": unit.pk,
        "source": "union",
        "campaign": "",
        "challenge": "",
        "form_token": str(uuid4()),
    }
    page = client.post("/ideer/verksted/", shared)
    assert [row["title"].value() for row in page.context["rows"]] == [
        "Nøkkelbokser",
        "Kaffe til pårørende",
        "Bråk",
    ]
    rows = {
        "l1-keep": "on",
        "l1-title": "",
        "l1-need": "Vi leter.",
        "l1-unit": unit.pk,
        "l1-service_area": area.pk,
        "l2-keep": "on",
        "l2-title": "Kaffe",
        "l2-need": "De venter.",
        "l2-unit": elsewhere.pk,
        "l3-title": "",
    }
    page = client.post("/ideer/verksted/", {**shared, **rows, "sortert": 1})
    assert page.status_code == 422
    assert field_error(page, "l1-title") == "Gi idéen en kort tittel."
    assert not Idea.objects.exists()
    for _twice in range(2):
        sent = {**shared, **rows, "l1-title": "Nøkler", "sortert": 1}
        assert client.post("/ideer/verksted/", sent).status_code == 302
    found = [(i.title, i.unit, i.service_area, i.source) for i in Idea.objects.order_by("pk")]
    assert found == [
        ("Nøkler", unit, area, "union"),
        ("Kaffe", elsewhere, None, "union"),
    ]
    assert {(i.submitter, i.written_by) for i in Idea.objects.all()} == {(None, leader)}
    assert told(adviser) == ["2 nye idéer fra et verksted, skrevet ned av Leder Lie"]


def test_sorting_costs_the_same_for_few_lines_and_many(as_person, alna, unit, leader):
    client = as_person(leader)

    def cost(lines):
        shared = {"unit": unit.pk, "source": "employee", "form_token": str(uuid4())}
        with CaptureQueriesContext(connection) as queries:
            client.post("/ideer/verksted/", {**shared, "lines": "\n".join(["Idé"] * lines)})
        return len(queries)

    assert cost(1) == cost(30) <= 12


# Waiting, without being read --------------------------------------------------------------------


def test_a_leader_sees_that_ideas_wait_and_since_when_but_not_what_they_say(
    as_person, alna, unit, leader
):
    hilde = PersonFactory(unit=unit, name="Hilde")
    idea = IdeaFactory(by=hilde, title="Hemmelig", need="Om lederen", visibility="hidden")
    IdeaFactory(unit=alna, title="Andres")
    page = text_of(as_person(leader).get("/ideer/venter/"))
    assert idea.number in page
    assert "1 av 1" in page or "1 idé" in page or "Viser 1" in page or idea.number in page
    for secret in ("Hemmelig", "Om lederen", "Hilde", "Andres"):
        assert secret not in page
    services.release_idea(idea, by=adviser_of(alna))
    assert idea.get_absolute_url() in as_person(leader).get("/ideer/venter/").content.decode()
    assert as_person(hilde).get("/ideer/venter/").status_code == 403


def test_the_list_of_what_waits_costs_little(as_person, alna, unit, leader):
    client = as_person(leader)
    costs = []
    for _nth in range(2):
        IdeaFactory(unit=unit)
        with CaptureQueriesContext(connection) as queries:
            client.get("/ideer/venter/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


# The campaign closed meanwhile ------------------------------------------------------------------


def campaign(unit, closes_in):
    now = datetime.now(UTC)
    return Campaign.objects.create(
        unit=unit,
        district=unit.district,
        title="Trygge netter",
        question="Hva gjør natten trygg?",
        opens_at=now - timedelta(days=2),
        closes_at=now + closes_in,
    )


def test_an_idea_answers_the_campaign_it_was_sent_to(as_person, unit, said):
    asked = campaign(unit, timedelta(hours=1))
    client = as_person(PersonFactory(unit=unit))
    page = client.get(f"/ideer/ny/?idesok={asked.pk}")
    assert "Idéen meldes inn til «Trygge netter»." in text_of(page)
    client.post("/ideer/ny/", {**said, "visibility": "shown", "campaign": asked.pk})
    assert Idea.objects.get().campaign == asked


def test_when_the_campaign_closes_while_one_writes_the_draft_is_kept(as_person, unit, said):
    asked, hilde = campaign(unit, -timedelta(seconds=1)), PersonFactory(unit=unit)
    client = as_person(hilde)
    sent = {**said, "visibility": "shown", "campaign": asked.pk}
    page = client.post("/ideer/ny/", sent)
    assert page.status_code == 422
    assert "Idésøket «Trygge netter» er stengt. Teksten din er lagret som utkast." in text_of(page)
    assert Draft.objects.get(person=hilde).first("need") == said["need"]
    client.post("/ideer/ny/", {**sent, "campaign": ""})
    assert Idea.objects.get().campaign is None


# Judged by the adviser --------------------------------------------------------------------------


def test_the_adviser_judges_before_an_idea_goes_on(as_person, alna, unit):
    idea, client = IdeaFactory(unit=unit), as_person(adviser_of(alna))
    judged = {
        "driving_force": "economy",
        "service_area": "",
        "is_new": "partly",
        "known_elsewhere": "on",
        "is_useful": "yes",
        "is_put_to_use": "no",
        "version": idea.version,
    }
    idea.outcome = "project"
    assert is_judged(idea) is not None
    client.post(f"{idea.get_absolute_url()}fordel/", judged)
    idea.refresh_from_db()
    assert (idea.is_new, idea.known_elsewhere) == ("partly", True)
    page = text_of(client.get(idea.get_absolute_url()))
    assert "Nytt: delvis. Nyttig: ja. Nyttiggjort: nei. Kjent løsning på et nytt sted." in page
    idea.outcome = "project"
    assert is_judged(idea) is None
    idea.outcome, idea.is_new = "declined", ""
    assert is_judged(idea) is None


def test_the_form_never_asks_the_submitter_to_judge(as_person, unit):
    form = as_person(PersonFactory(unit=unit)).get("/ideer/ny/").context["form"]
    assert not {"driving_force", "is_new", "is_useful", "is_put_to_use"} & set(form.fields)
