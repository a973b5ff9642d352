import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

from organisation.web.pages import Request
from tests.factories.people import PersonFactory


def forbidden(request: Request) -> HttpResponse:
    raise PermissionDenied


def broken(request: Request) -> HttpResponse:
    raise RuntimeError


def taken(request: Request) -> HttpResponse:
    context = {"message": "Leder avgjorde BP1 i dag kl. 09.14.", "back_url": "/prosjekter/"}
    return render(request, "409.html", context, status=409)


urlpatterns = [
    path("forbudt/", forbidden),
    path("knust/", broken),
    path("tatt/", taken),
    path("", include("config.urls")),
]

pytestmark = pytest.mark.urls("tests.web.test_errors")


@pytest.fixture
def inside(alna):
    client = Client(raise_request_exception=False)
    client.force_login(PersonFactory(unit=alna))
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/finnes-ikke/", 404, "Vi fant ikke siden"),
        ("/forbudt/", 403, "Dette kan du ikke gjøre"),
        ("/knust/", 500, "Noe gikk galt hos oss"),
        ("/tatt/", 409, "Leder avgjorde BP1 i dag kl. 09.14."),
    ],
)
def test_what_went_wrong_is_said_with_a_way_on(inside, address, status, words):
    answer = inside.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert 'class="ds-button"' in answer.text


def test_a_page_that_is_not_there_offers_the_search(inside):
    assert 'id="let" type="search"' in inside.get("/finnes-ikke/").text


def test_a_stranger_is_told_the_same(client, db):
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Vi fant ikke siden" in answer.text


def test_a_form_from_a_page_too_old_is_explained(alna):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/utseende/", {"utseende": "dark"})
    assert answer.status_code == 403
    assert "Siden var for gammel" in answer.text
