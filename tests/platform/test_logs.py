"""What a log line says, and what it never says."""

import logging

import pytest
from django.http import HttpResponse

from config.logs import log_request
from tests.factories.people import PersonFactory


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="nyttiggjort.request")
    return caplog


def test_a_line_says_who_and_what_but_not_what_was_searched_for(lines, as_person, alna):
    person = PersonFactory(unit=alna)
    as_person(person).get("/sok/?q=hemmelig", REMOTE_ADDR="192.0.2.7")
    (line,) = lines.records
    assert (line.method, line.path, line.person) == ("GET", "/sok/", person.pk)
    assert "hemmelig" not in str(vars(line))
    assert "192.0.2.7" not in str(vars(line))


def test_an_anonymous_idea_leaves_no_person_and_no_exact_address(lines, rf, alna):
    request = rf.get("/ideer/anonym/en-kode/", REMOTE_ADDR="192.0.2.7")
    request._cached_user = PersonFactory(unit=alna)
    log_request(lambda _request: HttpResponse())(request)
    (line,) = lines.records
    assert line.path == "/ideer/anonym/"
    assert not hasattr(line, "person")
    assert "en-kode" not in str(vars(line))


def test_the_health_check_is_not_logged(lines, client, db):
    client.get("/helse/")
    assert lines.records == []
