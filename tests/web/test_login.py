import re

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

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


@pytest.mark.parametrize("address", ["", "signup/", "email/", "confirm-email/", "confirm-email/1/"])
def test_nobody_signs_up_or_chooses_their_own_address(client, as_person, alna, address):
    assert client.get(f"/konto/{address}").status_code in {302, 404}
    assert as_person(PersonFactory(unit=alna)).get(f"/konto/{address}").status_code == 404


def test_a_forgotten_password_is_chosen_anew_through_the_letter(client, alna, mailoutbox):
    person = PersonFactory(unit=alna, password=make_password("et-gammelt-passord"))
    client.post("/konto/password/reset/", {"email": "ukjent@eksempel.no"})
    assert mailoutbox == []
    client.post("/konto/password/reset/", {"email": person.email})
    link = re.search(r"/konto/password/reset/key/\S+", mailoutbox[0].body)
    form = client.get(link[0], follow=True)
    chosen = {"password1": "et-nytt-og-godt-passord", "password2": "et-nytt-og-godt-passord"}
    answer = client.post(form.redirect_chain[-1][0], chosen, follow=True)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.check_password("et-nytt-og-godt-passord")


def wrong_password(client, email, address):
    sent = {"login": email, "password": "feil-passord"}
    return client.post("/konto/login/", sent, HTTP_X_FORWARDED_FOR=f"203.0.113.9, {address}")


def test_a_person_is_stopped_after_five_wrong_passwords_but_not_the_others_in_the_building(
    client, settings, alna
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    settings.DEMO = True
    guessed, colleague = PersonFactory(unit=alna), PersonFactory(unit=alna)
    colleague.set_password("et-godt-passord")
    colleague.save()
    pages = [wrong_password(client, guessed.email, "10.1.1.1").text for _ in range(6)]
    assert "For mange" in pages[5]
    assert "For mange" not in pages[4]
    for number in range(20):
        wrong_password(client, f"ukjent{number}@eksempel.no", "10.1.1.1")
    answer = client.post(
        "/konto/login/", {"login": colleague.email, "password": "et-godt-passord"},
        HTTP_X_FORWARDED_FOR="10.1.1.1",
    )  # fmt: skip
    assert answer.status_code == 302


def test_the_limits_count_the_address_that_our_proxy_saw(settings, rf):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 10.1.1.1", REMOTE_ADDR="172.18.0.2")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_adapter().get_client_ip(request) == "10.1.1.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert get_adapter().get_client_ip(request) == "172.18.0.2"
