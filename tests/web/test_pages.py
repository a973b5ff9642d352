"""The whole page or its fragment, and what a session that has ended answers."""

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path

from organisation.web.forms import Form
from organisation.web.pages import Request, render_page
from tests.factories.people import PersonFactory


class NeedForm(Form):
    need = forms.CharField(label="Behov")


@login_not_required
def need_page(request: Request) -> HttpResponse:
    form = NeedForm(request.POST or None)
    return render_page(request, "prove.html", {"form": form}, fragments=["need-form"])


def inside(request: Request) -> HttpResponse:
    return HttpResponse("inne")


def elsewhere(request: Request) -> HttpResponse:
    return HttpResponseRedirect("/prove/")


urlpatterns = [
    path("prove/", need_page),
    path("inne/", inside),
    path("videre/", elsewhere),
    path("", include("config.urls")),
]

pytestmark = [pytest.mark.urls("tests.web.test_pages"), pytest.mark.usefixtures("sample_templates")]

HTMX = {"HX-Request": "true", "HX-Target": "need-form"}


def test_a_browser_gets_the_whole_page(client):
    answer = client.get("/prove/")
    assert answer.status_code == 200
    assert "Hele siden" in answer.text
    assert "<title>Prøve – Nyttiggjort</title>" in answer.text


def test_htmx_gets_the_fragment_it_asks_for(client):
    answer = client.get("/prove/", headers=HTMX)
    assert answer.text.strip().startswith('<form id="need-form"')
    assert "Hele siden" not in answer.text


def test_both_answers_say_what_they_vary_on(client):
    for headers in ({}, HTMX):
        varies = {
            name.strip() for name in client.get("/prove/", headers=headers)["Vary"].split(",")
        }
        assert {"HX-Request", "HX-Target"} <= varies


def test_a_fragment_the_view_does_not_give_out_is_the_whole_page(client):
    answer = client.get("/prove/", headers={**HTMX, "HX-Target": "secret"})
    assert "Hele siden" in answer.text


def test_going_back_in_history_is_the_whole_page(client):
    answer = client.get("/prove/", headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "Hele siden" in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_a_form_with_faults_answers_422_with_the_fault_by_the_field(client, headers):
    answer = client.post("/prove/", {"need": ""}, headers=headers)
    assert answer.status_code == 422
    assert '<a class="ds-link" href="#id_need">Fyll ut «Behov».</a>' in answer.text
    assert 'aria-describedby="id_need_error"' in answer.text
    assert 'id="id_need_error"' in answer.text


def test_the_title_of_a_page_with_faults_says_so(client):
    answer = client.post("/prove/", {"need": ""})
    assert "<title>Feil: Prøve – Nyttiggjort</title>" in answer.text


def test_an_ended_session_sends_the_browser_to_log_in_and_back(client, db):
    answer = client.get("/inne/")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=/inne/")


def test_an_ended_session_sends_the_whole_page_to_log_in_from_htmx(client, db):
    headers = {**HTMX, "HX-Current-URL": "http://testserver/ideer/ny/?fra=1"}
    answer = client.get("/inne/", headers=headers)
    assert answer["HX-Redirect"] == "/konto/login/?next=/ideer/ny/%3Ffra%3D1"
    assert "Location" not in answer


def test_other_redirects_are_left_alone(client, alna):
    client.force_login(PersonFactory(unit=alna))
    assert client.get("/videre/", headers=HTMX)["Location"] == "/prove/"


@pytest.mark.parametrize(
    ("chosen", "scheme"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("rosa", "auto")]
)
def test_the_colour_scheme_is_remembered(client, chosen, scheme):
    answer = client.post("/utseende/", {"utseende": chosen, "next": "/prove/"})
    assert answer["Location"] == "/prove/"
    assert f'data-color-scheme="{scheme}"' in client.get("/prove/").text


def test_choosing_a_colour_scheme_never_leads_elsewhere(client):
    answer = client.post("/utseende/", {"utseende": "dark", "next": "https://example.com/"})
    assert answer["Location"] == "/"


def test_every_page_forbids_foreign_and_inline_code(client):
    policy = client.get("/prove/")["Content-Security-Policy"]
    directives = [directive.strip() for directive in policy.split(";")]
    assert "script-src 'self'" in directives
    assert "unsafe" not in policy
