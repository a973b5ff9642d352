"""Nothing typed is lost: every form one writes in keeps a draft, or asks before it goes.

The pages themselves are looked at in tests/permissions/test_matrix.py, where each is opened.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django.asserts import assertContains

from organisation.drafts.models import Draft
from organisation.people.models import Role
from organisation.registries import following
from portfolio.lifecycle import Answer, Outcome
from tests.factories.ideas import IdeaFactory
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import decider_of, gate_of, make_project, pass_gate, submit
from tests.factories.reports import (
    approved_case,
    committee_of,
    director_of,
    put_on_agenda,
    secretary_of,
)

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)
FIELDS = re.compile(r"<textarea|\{\{ \w*form \}\}|as_field_group|_fields\.html|\{\{ new\b")
ONE_CHOOSES = {  # nothing is written there, or only what a browser fills in
    "account": "log-in and passwords",
    "ideas/sort.html": "two lists to choose from",
    "notices/choice.html": "boxes to tick",
    "people/person.html": "a role and a unit to choose",
    "web/style.html": "shows components",
}
# What must not be kept here is kept in the browser.
KEEPS = ("autosave_attributes", "data-guard", "data-local-draft")
KEPT = {"data-autosave-url", "data-guard", "data-local-draft"}
MOST_QUERIES = 12
TYPED = "Pårørende ringer hver ettermiddag."


class Textareas(HTMLParser):
    """Each field one writes in by name, with the attributes of its form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.form: dict[str, str | None] = {}
        self.form_of: dict[str, dict[str, str | None]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.form = dict(attrs)
        if tag == "textarea":
            self.form_of[dict(attrs)["name"] or ""] = self.form


def test_every_form_one_writes_in_keeps_a_draft_or_asks_before_it_goes():
    careless = []
    for template in sorted(TEMPLATES.rglob("*.html")):
        name = str(template.relative_to(TEMPLATES))
        if name in ONE_CHOOSES or name.split("/")[0] in ONE_CHOOSES:
            continue
        for form in FORM.finditer(template.read_text()):
            head, body = form["head"], form["body"]
            writes = 'method="post"' in head and FIELDS.search(body)
            if writes and not any(way in head for way in KEEPS) and "stop_add" not in head:
                careless.append(f"{name}: <form{head}>")
    assert careless == []


# Each form with a draft: who writes, where, the field, and what is sent at last ---------------


def start(alna):
    adviser = person_as(Role.ADVISER, alna)
    leader = PersonFactory(unit=alna)
    sent = {
        "title": "Ett nummer inn",
        "unit": alna.pk,
        "kind": "development",
        "profile": "small",
        "leader": leader.pk,
        "need": TYPED,
    }
    return adviser, "/prosjekter/nytt/", "need", sent


def project(alna):
    made = make_project(alna)
    sent = {
        "title": made.title,
        "kind": made.kind,
        "profile": made.profile,
        "owner": made.owner_id,
        "leader": made.leader_id,
        "version": made.version,
        "summary": TYPED,
    }
    return made.leader, f"{made.get_absolute_url()}endre/", "summary", sent


def phase(alna):
    running = pass_gate(make_project(alna)).phases.get(kind="forstudie")
    sent = {
        "version": running.version,
        "conclusions": TYPED,
        "goals": "Ett mål",
        "actual_start": timezone.localdate().isoformat(),
    }
    address = f"{running.project.get_absolute_url()}fase/forstudie/"
    return running.project.leader, address, "conclusions", sent


def answer(alna):
    gate = gate_of(make_project(alna))
    key = gate.lines[1].question.key
    sent = {"answer": Answer.PARTLY, "reason": TYPED}
    return gate.project.leader, f"{gate.get_absolute_url()}?steg={key}", "reason", sent


def recommend(alna):
    gate = gate_of(make_project(alna))
    sent = {"recommendation": Outcome.GO, "recommendation_text": TYPED, "version": gate.version}
    address = f"{gate.get_absolute_url()}?steg=tilrading"
    return gate.project.leader, address, "recommendation_text", sent


def lift(alna):
    gate = submit(gate_of(make_project(alna)))
    sent = {"to": "board", "reason": TYPED, "version": gate.version}
    return decider_of(gate), f"{gate.get_absolute_url()}loft/", "reason", sent


def correct(alna):
    made = pass_gate(make_project(alna))
    decision = gate_of(made).decisions.get()
    sent = {
        "outcome": decision.outcome,
        "reason": TYPED,
        "vilkar-TOTAL_FORMS": "0",
        "vilkar-INITIAL_FORMS": "0",
    }
    address = f"{gate_of(made).get_absolute_url()}rett/{decision.pk}/"
    return decision.decided_by, address, "reason", sent


def vedtak(alna):
    secretary = secretary_of(alna)
    committee_of(alna)
    case = put_on_agenda(approved_case(alna, secretary, director_of(alna)), secretary)
    stop = case.saksgang()[-1]
    sent = {
        "kind": "as_proposed",
        "decided_on": timezone.localdate().isoformat(),
        "text": f"<p>{TYPED}</p>",
    }
    return secretary, f"{case.get_absolute_url()}vedtak/{stop.pk}/", "text", sent


def return_case(alna):
    secretary, director = secretary_of(alna), director_of(alna)
    committee_of(alna)
    case = approved_case(alna, secretary, director)
    return director, f"{case.get_absolute_url()}tilbake/", "remarks", {"remarks": TYPED}


def ask(alna):
    idea = IdeaFactory(unit=alna)
    adviser = person_as(Role.ADVISER, alna)
    return adviser, f"{idea.get_absolute_url()}sporsmal/", "question", {"question": TYPED}


@pytest.mark.parametrize(
    "form",
    [start, project, phase, answer, recommend, lift, correct, vedtak, return_case, ask],
    ids=lambda form: form.__name__,
)
def test_what_was_typed_is_offered_again_until_it_is_sent(
    form, alna, as_person, django_assert_max_num_queries
):
    person, address, field, sent = form(alna)
    client = as_person(person)
    opened = Textareas(client.get(address).content.decode()).form_of[field]
    assert client.post(opened["data-autosave-url"], sent).status_code == 200
    client.logout()

    client = as_person(person)
    with django_assert_max_num_queries(MOST_QUERIES):
        again = client.get(address)
    assertContains(again, TYPED)
    assertContains(again, "Du skriver videre på utkastet ditt")
    (row,) = following["drafts"](person)
    assertContains(client.get(row.url, follow=True), TYPED)

    assert client.post(opened.get("action") or address, sent).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_that_leads_nowhere_is_not_offered(alna):
    person = PersonFactory(unit=alna)
    Draft.objects.create(person=person, form="ideas.edit", object_ref="nowhere")

    assert list(following["drafts"](person)) == []
