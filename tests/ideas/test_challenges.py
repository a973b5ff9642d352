"""A room for a tangle: its needs, its ideas, its partners and the map of its causes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ideas.models.challenge import CauseLevel, Challenge, ChallengeCause
from ideas.services import challenge as services
from organisation import registries
from organisation.errors import DomainError, Stale
from organisation.registries import Row
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PartnerFactory, PersonFactory, UnitFactory
from tests.factories.rooms import make_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna)


@pytest.fixture
def room(unit, adviser):
    return make_challenge(unit, by=adviser)


def cause(room, text, by, under=None):
    return services.add_cause(room, text=text, level=CauseLevel.SYSTEM, under=under, by=by)


def test_an_adviser_opens_a_room_and_the_holder_furnishes_it(as_person, adviser, unit, alna):
    holder, partner = PersonFactory(unit=unit), PartnerFactory(district=alna)
    as_person(adviser).post(
        "/floker/ny/",
        {"title": "Ensomhet", "unit": unit.pk, "holder": holder.pk, "partners": [partner.pk]},
    )
    room = Challenge.objects.get()
    client, url = as_person(holder), room.get_absolute_url()
    client.post(f"{url}behov/ny/", {"text": "Noen å spise med", "unit": unit.pk})
    client.post(f"{url}arsaker/ny/", {"text": "Ingen møteplass", "level": "system"})
    above = room.causes.get()
    client.post(f"{url}arsaker/ny/", {"text": "Dyr leie", "level": "culture", "under": above.pk})
    page = client.get(url).content.decode()
    for words in ("Noen å spise med", "Ingen møteplass", "Dyr leie", "Kultur", partner.name):
        assert words in page
    need = room.needs.get()
    client.post(f"{url}behov/{need.pk}/", {"text": "Selskap", "unit": unit.pk, "version": 1})
    client.post(f"{url}arsaker/{above.pk}/ta-bort/")
    assert room.needs.get().text == "Selskap"
    assert room.causes.get().under is None
    client.post(f"{url}behov/{need.pk}/ta-bort/")
    assert not room.needs.exists()


def test_a_cause_never_stands_under_itself(room, adviser):
    top = cause(room, "Øverst", adviser)
    middle = cause(room, "I midten", adviser, under=top)
    lowest = cause(room, "Nederst", adviser, under=middle)
    with pytest.raises(DomainError, match="under seg selv"):
        services.edit_cause(
            top, text="Øverst", level=top.level, under=lowest, version=1, by=adviser
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeCause.objects.filter(pk=top.pk).update(under=lowest)


def test_a_cause_stands_in_one_room(room, adviser, unit):
    other = cause(make_challenge(unit, by=adviser), "Annet rom", adviser)
    with pytest.raises(DomainError, match="annen floke"):
        cause(room, "Her", adviser, under=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeCause.objects.create(challenge=room, text="Her", level="system", under=other)


def test_the_second_of_two_who_edit_is_told(room, adviser):
    services.edit_challenge(room, {"title": "Alene"}, version=1, by=adviser)
    with pytest.raises(Stale):
        services.edit_challenge(room, {"title": "Ensom"}, version=1, by=adviser)


def test_the_room_shows_the_ideas_one_may_read(as_person, room, adviser, unit):
    answered_idea(adviser, unit=unit, challenge=room, title="Felles middag")
    IdeaFactory(unit=unit, challenge=room, title="Hemmelig middag")
    for text in ("En", "To", "Tre"):
        cause(room, text, adviser)
    client = as_person(PersonFactory(unit=unit))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(room.get_absolute_url()).content.decode()
    assert len(queries) <= 12
    assert "Felles middag" in page
    assert "Hemmelig middag" not in page
    assert "Én idé" in client.get("/floker/").content.decode()
    assert "Felles middag" in client.get(f"/ideer/?floke={room.pk}").content.decode()


def test_floors_above_tell_what_they_do_about_it(as_person, room, adviser, monkeypatch):
    work = {"test": lambda challenge, person: [Row(icon="flag", title="Prosjekt Middag", url="/")]}
    monkeypatch.setattr(registries.challenge_work, "_entries", work)
    assert "Prosjekt Middag" in as_person(adviser).get(room.get_absolute_url()).content.decode()
