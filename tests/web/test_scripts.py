"""The few scripts of our own: a draft is kept while one writes, and toasts go by."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from organisation.web.pages import Request

kept: list[dict[str, str]] = []


@login_not_required
def draft_page(request: Request) -> HttpResponse:
    return render(request, "utkast.html")


@login_not_required
def save(request: Request) -> JsonResponse:
    if request.POST["need"] == "for langt":
        return JsonResponse({"error": "Utkastet er for stort."}, status=413)
    kept.append({name: request.POST[name] for name in request.POST})
    return JsonResponse({"words": "Utkast lagret kl. 08.14"})


urlpatterns = [
    path("skriv/", draft_page),
    path("lagre/", save),
    path("", include("config.urls")),
]

pytestmark = [
    pytest.mark.urls("tests.web.test_scripts"),
    pytest.mark.usefixtures("sample_templates", "transactional_db"),
]


def test_a_draft_is_kept_while_one_writes(page):
    kept.clear()
    page.goto("/skriv/")
    page.get_by_label("Behov").fill("Pårørende ringer hver dag.")
    status = page.get_by_role("status").filter(has_text="Utkast lagret kl. 08.14")
    status.wait_for()
    assert [draft["need"] for draft in kept] == ["Pårørende ringer hver dag."]
    assert "csrfmiddlewaretoken" in kept[0]


def test_a_draft_that_cannot_be_kept_says_why(page):
    page.goto("/skriv/")
    page.get_by_label("Behov").fill("for langt")
    page.get_by_text("Utkastet er for stort.").wait_for()


def test_a_lost_connection_is_said(page):
    page.goto("/skriv/")
    page.context.set_offline(True)
    page.get_by_label("Behov").fill("uten nett")
    page.get_by_text("Ikke lagret. Vi prøver igjen om litt.").wait_for()


def test_leaving_with_unsaved_text_is_asked_about(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/skriv/")
    page.get_by_label("Behov").press_sequentially("x")
    page.goto("/hjelp/")
    assert asked == ["beforeunload"]


def test_a_form_goes_with_the_token_of_the_newest_log_in(page):
    page.goto("/skriv/")
    sent = page.evaluate(
        """() => {
            document.cookie = "csrftoken=nyeste; path=/";
            document.addEventListener("submit", (event) => event.preventDefault());
            const form = document.querySelector("main form");
            form.requestSubmit();
            return form.elements.csrfmiddlewaretoken.value;
        }"""
    )
    assert sent == "nyeste"


def test_a_toast_goes_by(page):
    page.goto("/skriv/")
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: 'Rollen er tatt bort'}))"
    )
    page.get_by_text("Rollen er tatt bort").wait_for()
