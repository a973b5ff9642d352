"""The browser fixtures: our Chromium, with and without JavaScript, and what they catch."""

import pytest

from organisation.people.models import Role
from tests.browsing import Faults
from tests.factories.people import person_as


def test_a_person_is_logged_in_with_and_without_javascript(page, as_person, alna, javascript):
    as_person(person_as(Role.ADVISER, alna), page)
    page.goto("/")
    assert "/konto/login/" not in page.url


def test_without_a_person_the_log_in_page_opens(page):
    page.goto("/")
    assert "/konto/login/" in page.url


def test_a_breach_of_the_content_security_policy_is_noticed(new_context, live_server):
    context = new_context(base_url=live_server.url)
    faults = Faults()
    faults.watch(context)
    page = context.new_page()
    page.goto("/konto/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/x.png'}))"
    )
    page.wait_for_timeout(200)
    assert len(faults.seen) == 1
    assert "Content Security Policy" in faults.seen[0]


def test_a_script_error_is_noticed(new_context, live_server):
    context = new_context(base_url=live_server.url)
    faults = Faults()
    faults.watch(context)
    page = context.new_page()
    page.goto("/konto/login/")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(200)
    assert [fault for fault in faults.seen if "broken" in fault] != []


def test_axe_speaks_norwegian_and_finds_an_image_without_text(page, axe):
    page.goto("/konto/login/")
    page.evaluate("document.body.append(document.createElement('img'))")
    assert [fault for fault in axe(page) if fault.startswith("image-alt: Bilder")] != []


@pytest.mark.parametrize("path", ["/konto/login/"])
def test_the_log_in_page_has_no_accessibility_fault(page, axe, path):
    page.goto(path)
    assert axe(page) == []
