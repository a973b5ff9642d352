"""Projects that work on a challenge: chosen in their forms, shown in its room and on their page."""

import pytest

from tests.factories.ideas import IdeaFactory, adviser_of, judged
from tests.factories.people import PersonFactory, UnitFactory
from tests.factories.portfolio import make_project
from tests.factories.rooms import make_challenge

pytestmark = pytest.mark.django_db


def test_a_project_points_to_its_challenge_and_the_room_shows_it(as_person, alna):
    unit = UnitFactory(parent=alna, name="Hjemmetjenesten")
    adviser = adviser_of(alna)
    room = make_challenge(unit, by=adviser, title="Ensomhet")
    open_one, hidden = make_project(alna, unit=unit), make_project(alna, unit=unit)
    type(hidden).objects.filter(pk=hidden.pk).update(
        access="restricted", access_reason="Helse", legal_basis="offl. § 13", challenge=room
    )
    client = as_person(adviser)
    edit = client.get(f"/prosjekter/{open_one.slug}/endre/")
    form = edit.context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    assert (
        client.post(edit.request["PATH_INFO"], values | {"challenge": room.pk}).status_code == 302
    )
    open_one.refresh_from_db()
    assert open_one.challenge == room
    assert "Floke: Ensomhet" in client.get(open_one.get_absolute_url()).content.decode()
    colleague = as_person(PersonFactory(unit=unit))
    page = colleague.get(room.get_absolute_url()).content.decode()
    assert open_one.number in page
    assert hidden.number not in page
    # An idea of the room brings the room along to the form of the project it becomes.
    idea = judged(IdeaFactory(unit=unit, challenge=room))
    start = client.get(f"/prosjekter/nytt/?ide={idea.pk}")
    assert start.context["form"]["challenge"].value() == room.pk
