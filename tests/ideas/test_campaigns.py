"""A question put to some, answered while it is open, and what became of the answers."""

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from ideas.models import Idea
from ideas.models.campaign import Campaign, CampaignAnswer
from ideas.services import campaign as services
from ideas.services.idea import NotForCampaign
from ideas.services.nameless import submit_as_guest
from ideas.services.written import Line, submit_workshop
from organisation.drafts.services import load_draft
from organisation.errors import DomainError, Stale
from organisation.files.models import Document
from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from organisation.files.services import open_file
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


def photo():
    """A JPEG that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Kamera"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("hage.jpg", out.getvalue(), content_type="image/jpeg")


def test_it_has_a_picture_without_its_place_criteria_and_somebody_who_answers(
    as_person, adviser, unit, alna
):
    owner = PersonFactory(unit=unit)
    as_person(adviser).post(
        "/idesok/ny/",
        facts(unit, owner=owner.pk, criteria="Nytt\nNyttig", picture_text="En hage")
        | {"picture": photo()},
    )
    made = Campaign.objects.get()
    assert [row.text for row in made.criteria.all()] == ["Nytt", "Nyttig"]
    assert made.owner == owner
    with open_file(made.picture) as content:
        assert not Image.open(content).getexif()
    client = as_person(PersonFactory(unit=alna))
    page = client.get(made.get_absolute_url()).content.decode()
    assert 'alt="En hage"' in page
    assert "Nyttig" in page
    assert client.get(made.picture.get_absolute_url()).getvalue()
    # The owner changes it without being adviser, and takes the picture away.
    kept = facts(unit, owner=owner.pk, remove_picture="on", version=made.version)
    assert as_person(owner).post(f"{made.get_absolute_url()}endre/", kept).status_code == 302
    made.refresh_from_db()
    assert (made.picture, made.picture_text, made.criteria.count()) == (None, "", 0)


def test_what_comes_late_is_kept_as_a_draft_and_the_person_is_told(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser, open_form=True, questions=["Når?"])
    services.edit_campaign(
        made, {"closes_at": timezone.now() - timedelta(seconds=1)}, version=1, by=adviser
    )
    made.refresh_from_db()
    hilde = PersonFactory(unit=unit)
    typed = {
        "need": "Få vikarer",
        "title": "Vikarer",
        "unit": unit.pk,
        "visibility": "shown",
        "campaign": made.pk,
        "form_token": "2f1c4a3e-5b7d-4c1a-9f61-0a1b2c3d4e5f",
    }
    client = as_person(hilde)
    late = client.post("/ideer/ny/", typed)
    assert late.status_code == 422
    assert "er stengt. Teksten din er lagret som utkast" in late.content.decode()
    assert load_draft(hilde, "ideas.submit").first("need") == "Få vikarer"
    assert not Idea.objects.exists()
    # Sent once more it is an ordinary idea; the service holds the line for every other way in.
    assert client.post("/ideer/ny/", typed | {"campaign": ""}).status_code == 302
    for send in (
        lambda: IdeaFactory(unit=unit, campaign=made),
        lambda: submit_as_guest(unit=unit, campaign=made, need="x", title="y"),
        lambda: submit_workshop(
            [Line(1, "Tittel", "Behov", unit)], form_token=uuid4(), campaign=made, by=adviser
        ),
    ):
        with pytest.raises(NotForCampaign):
            send()
    assert Idea.objects.get().campaign is None


def test_only_those_it_is_put_to_answer_it(as_person, adviser, unit, alna):
    made = make_campaign(unit, by=adviser, audience=[unit])
    other = UnitFactory(parent=alna, name="Kultur")
    outside = PersonFactory(unit=other)
    page = as_person(outside).get(made.get_absolute_url()).content.decode()
    assert "går til andre enheter enn din" in page
    with pytest.raises(NotForCampaign):
        IdeaFactory(by=outside, unit=other, campaign=made)
    inside = IdeaFactory(by=PersonFactory(unit=UnitFactory(parent=unit)), campaign=made)
    assert inside.campaign == made


def test_its_own_questions_are_asked_of_guests_and_of_workshops(client, as_person, adviser, unit):
    made = make_campaign(unit, by=adviser, open_form=True, questions=["Når på dagen?"])
    field = f"own_question_{made.questions.get().pk}"
    address = f"/ideer/apen/{made.open_slug}/"
    form = client.get(address).context["form"]
    assert field in form.fields
    sent = {name: form[name].value() for name in ("form_token", "code")}
    client.post(
        address, sent | {"need": "Mer lys", "title": "Lys", "source": "resident", field: "Kveld"}
    )
    lines = {"lines": "Første\nAndre", "unit": unit.pk, "source": "employee", "campaign": made.pk}
    lines["form_token"] = str(uuid4())
    writer = as_person(adviser)
    rows = writer.post("/ideer/verksted/", lines)
    assert "Når på dagen?" in rows.content.decode()
    kept = {
        f"l{n}-{name}": value
        for n in (1, 2)
        for name, value in {"keep": "on", "title": "T", "need": "N", "unit": unit.pk}.items()
    }
    writer.post("/ideer/verksted/", lines | kept | {field: "Morgen", "sortert": "1"})
    said = sorted(answer.text for answer in CampaignAnswer.objects.all())
    assert said == ["Kveld", "Morgen", "Morgen"]


def test_the_poster_is_made_once_of_what_it_says(as_person, adviser, unit):
    made = make_campaign(unit, by=adviser, open_form=True)
    client = as_person(PersonFactory(unit=unit))
    first = client.post(f"{made.get_absolute_url()}plakat/pdf/")
    assert client.post(f"{made.get_absolute_url()}plakat/pdf/").url == first.url
    document = Document.objects.get()
    assert document.data["address"].endswith(f"/ideer/apen/{made.open_slug}/")
    rendered = pdf.render_pdf(pdf.html_of(document.template, document.data))
    assert rendered.pages == 1
    assert faults(rendered.data) == []
    with pikepdf.open(io.BytesIO(rendered.data)) as book:
        told = [each.get("/Alt") for each in book.objects if isinstance(each, pikepdf.Dictionary)]
        assert any("Skann koden" in str(words) for words in told)


def test_numbers_of_people_are_warned_about_before_a_workshop_is_kept(as_person, adviser, unit):
    lines = {"lines": "Ring 912 34 567", "unit": unit.pk, "source": "employee", "sortert": "1"}
    row = {"l1-keep": "on", "l1-title": "Ring", "l1-need": "Ring 912 34 567", "l1-unit": unit.pk}
    sent = lines | row | {"form_token": str(uuid4())}
    client = as_person(adviser)
    warned = client.post("/ideer/verksted/", sent)
    assert warned.status_code == 422
    assert "912 34 567" in warned.context["numbers"]
    assert not Idea.objects.exists()
    assert client.post("/ideer/verksted/", sent | {"send_anyway": "912 34 567"}).status_code == 302
    assert Idea.objects.get().title == "Ring"
