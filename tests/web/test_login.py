import pytest

from organisation.web import demo
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

NAMES = [
    "ansatt",
    "radgiver",
    "prosjektleder",
    "ledelse",
    "vurderer",
    "sekretariat",
    "direktor",
    "bumedlem",
    "admin",
]


def test_the_demo_offers_each_of_its_people(client, settings):
    settings.DEMO = True
    page = client.get("/konto/login/").text
    assert [door.email for door in demo.DOORS] == [f"{name}@demo.example" for name in NAMES]
    for door in demo.DOORS:
        assert f'name="login" value="{door.email}"' in page
        assert str(door.does) in page


def test_nobody_else_is_offered_a_known_password(client, settings):
    settings.DEMO = False
    page = client.get("/konto/login/").text
    assert "demo.example" not in page
    assert demo.PASSWORD not in page


def test_one_press_logs_in(client, settings, alna):
    settings.DEMO = True
    person = PersonFactory(unit=alna, email="ansatt@demo.example")
    person.set_password(demo.PASSWORD)
    person.save()
    answer = client.post(
        "/konto/login/", {"login": person.email, "password": demo.PASSWORD, "next": "/hjelp/"}
    )
    assert answer["Location"] == "/hjelp/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(client, alna):
    person = PersonFactory(unit=alna)
    answer = client.post("/konto/login/", {"login": person.email, "password": "feil-passord"})
    assert f'value="{person.email}"' in answer.text
    assert "ds-error-summary" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/konto/password/reset/",
        "/konto/signup/",
        "/konto/inactive/",
        "/konto/password/reset/done/",
        "/hjelp/",
        "/personvern/",
        "/tilgjengelighet/",
    ],
)
def test_what_stands_outside_the_door_opens_without_log_in(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(
    "address",
    [
        "/konto/logout/",
        "/konto/password/change/",
        "/konto/email/",
        "/konto/2fa/",
        "/konto/reauthenticate/",
    ],
)
def test_the_account_pages_have_our_look(as_person, alna, address):
    person = PersonFactory(unit=alna)
    person.set_password("et-godt-passord")
    person.save()
    page = as_person(person).get(address).text
    assert page.count("<h1") == 1
    assert "Nyttiggjort for" in page
