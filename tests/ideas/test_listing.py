"""The list of ideas: narrowed, searched, in two forms, and as a workbook of what one may see."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from ideas import services
from ideas.models import Idea, Visibility
from ideas.models.comment import Comment
from ideas.models.support import Follow, Support
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory
from tests.factories.rooms import make_campaign, make_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna)


def titles(page):
    return {idea.title for idea in page.context["listing"]}


def test_it_is_narrowed_by_what_one_follows_supports_and_why_it_is_needed(as_person, adviser, unit):
    hilde = PersonFactory(unit=unit)
    client = as_person(hilde)
    campaign, challenge = make_campaign(unit, by=adviser), make_challenge(unit, by=adviser)
    vogn = answered_idea(adviser, unit=unit, title="Kaffevogn", need="Kaffe til alle")
    hage = services.release_idea(
        IdeaFactory(unit=unit, title="Sansehage", campaign=campaign, challenge=challenge),
        by=adviser,
    )
    Idea.objects.filter(pk=hage.pk).update(
        driving_force="economy",
        submitted_at=datetime(2026, 3, 31, 23, 30, tzinfo=ZoneInfo("Europe/Oslo")),
    )
    Support.objects.create(idea=hage, person=hilde)
    Support.objects.create(idea=hage, person=adviser)
    Follow.objects.create(idea=vogn, person=hilde)
    Comment.objects.create(idea=hage, author=hilde, text="Ja!")
    chosen = {
        "vis=stotter": {"Sansehage"},
        "vis=folger": {"Kaffevogn"},
        "drivkraft=economy": {"Sansehage"},
        f"idesok={campaign.pk}": {"Sansehage"},
        f"floke={challenge.pk}&fra=2026-03-31&til=31.03.2026": {"Sansehage"},
        "frist=holdt": {"Kaffevogn"},
        "frist=brutt": set(),
        "brukt=ja": set(),
        "q=kaffe": {"Kaffevogn"},
        "fra=tull&idesok=x": {"Kaffevogn", "Sansehage"},
    }
    assert {query: titles(client.get(f"/ideer/?{query}")) for query in chosen} == chosen
    cards = client.get("/ideer/?sorter=stotte").content.decode()
    assert cards.index("Sansehage") < cards.index("Kaffevogn")
    assert "2 støtter" in cards
    assert "1 kommentar<" in cards
    assert f"Idésøk: {campaign.title}" in cards
    assert "<mark>Kaffevogn</mark>" in client.get("/ideer/?q=kaffe").content.decode()
    table = client.get("/ideer/?form=tabell&vis=folger").content.decode()
    assert "<table" in table
    assert 'name="form" value="tabell"' in table  # filtering keeps the form


def test_excel_holds_what_is_filtered_and_no_hidden_name(as_person, adviser, unit):
    kari = PersonFactory(unit=unit, name="Kari Skjult")
    hidden = IdeaFactory(
        by=kari, unit=unit, title="=SUM(A1)", need="http://x.no", visibility=Visibility.HIDDEN
    )
    services.release_idea(hidden, by=adviser)
    answered = answered_idea(adviser, unit=unit, title="Kaffevogn")
    IdeaFactory(unit=unit, title="Bare for innmelder")
    client = as_person(PersonFactory(unit=unit))
    response = client.get("/ideer/excel/?sorter=tittel&side=7")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="ideer-')
    book = load_workbook(io.BytesIO(response.getvalue()))
    head, *rows = book.active.iter_rows()
    found = [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]
    assert [row["Tittel"].value for row in found] == ["=SUM(A1)", "Kaffevogn"]
    first, second = found
    assert first["Tittel"].data_type == "s"  # text, never a formula
    assert first["Behov"].hyperlink is None
    assert first["Innmelder"].value is None
    assert second["Innmelder"].value == str(answered.submitter)
    assert second["Innmeldt"].is_date
    assert second["Innmeldt"].value.date() == date.fromisoformat(
        timezone.localdate(answered.submitted_at).isoformat()
    )
    assert isinstance(second["Støtte"].value, int)
    only = load_workbook(io.BytesIO(client.get("/ideer/excel/?q=kaffevogn").getvalue()))
    assert only.active.max_row == 2


@pytest.mark.parametrize("address", ["/ideer/?q=behov&form=tabell", "/ideer/excel/"])
def test_the_list_costs_the_same_with_more_rows(as_person, adviser, unit, address):
    client = as_person(adviser)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
            assert response.getvalue() if response.streaming else response.content
        return len(asked)

    IdeaFactory(unit=unit, need="Et behov")
    cost()
    one = cost()
    for _each in range(2):
        IdeaFactory(unit=unit, need="Et behov til")
    assert cost() == one <= 12
