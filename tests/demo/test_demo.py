"""The demo district as those who try the product meet it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.html import escape

from config.demo.alna import content
from organisation.files import documents
from organisation.files.models import Document
from organisation.people.models import Person
from organisation.web.lists import Listing
from organisation.web.navigation import navigation
from organisation.web.richtext import from_plain, to_plain
from portfolio.models import FundYear, GateDecision, Pilot, Programme, Project
from portfolio.sections import sections_of
from reports.models import BoardCase
from tests.documents import validators, vera
from tests.documents.validators import tool

pytestmark = pytest.mark.usefixtures("demo")

ACCOUNTS = (
    "ansatt",
    "radgiver",
    "prosjektleder",
    "ledelse",
    "vurderer",
    "sekretariat",
    "direktor",
    "bumedlem",
    "admin",
)
REGISTERS = ("/enheter/", "/personer/", "/tjenesteomrader/", "/strategier/", "/samarbeidsparter/")
MOST_QUERIES = 12
# What gathers from every noun there is reads those that have something.
GATHERS = {
    "people:my_page": 20,
    "portfolio:dashboard": 25,
    "portfolio:changes": 19,
    "portfolio:released": 25,
    "portfolio:thread": 20,
    "reports:case": 13,  # of a case with comments, for whoever of its line of posts signs now
}
# Ends a request only where the whole of it lies in a transaction, as here.
OF_OUR_TRANSACTION = "set_config('pghistory.context_id', ''"
# Pages of one address are alike; so many of them are enough.
OF_EACH_KIND = [1, pytest.param(3, marks=pytest.mark.crawl)]


def account(name: str) -> Person:
    return Person.objects.get(email=f"{name}@demo.example")


def logged_in(name: str) -> Client:
    client = Client()
    client.force_login(account(name))
    return client


def words_of(text: str) -> str:
    return " ".join(text.split())


# --- The case of February 2015 --------------------------------------------------------------------


@pytest.fixture
def case() -> BoardCase:
    return BoardCase.objects.get(archive_case="201500143")


@pytest.mark.parametrize("name", ["sekretariat", "bumedlem"])
def test_the_case_of_2015_opens(name: str, case: BoardCase) -> None:
    client = logged_in(name)
    assert escape(case.title) in client.get("/saker/").content.decode()
    page = client.get(case.get_absolute_url(), follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    for words in (case.title, "201500143", *(part.heading for part in case.text_parts())):
        assert escape(words) in text


@pytest.fixture
def paper(case: BoardCase, tmp_path: Path) -> Path:
    """The secretariat's PDF of the case; made here, as nothing is committed."""
    client = logged_in("sekretariat")
    assert client.post(f"{case.get_absolute_url()}pdf/").status_code == 302
    document = Document.objects.get(key__startswith=f"board-case-{case.pk}-")
    documents.make(document, lambda *_said: None)
    document.refresh_from_db()
    assert document.file
    answer = client.get(document.file.get_absolute_url())
    path = tmp_path / "2015.pdf"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return path


def test_its_pdf_carries_what_the_paper_of_2015_carried(case: BoardCase, paper: Path) -> None:
    printed = words_of(tool("pdftotext", "-raw", str(paper), "-"))
    facts = content("board_case")
    for words in (
        facts["title"],
        "201500143",
        "110",
        "12.02.2015",
        "26.02.2015",
        *(section["heading"] for section in facts["sections"]),
        to_plain(from_plain(facts["proposal"])),
        *(title for title, _note in facts["attachments"]),
    ):
        assert words_of(words) in printed


def test_every_validator_accepts_its_pdf(paper: Path) -> None:
    assert vera.violations(paper, "2a") == []
    assert vera.violations(paper, "ua1") == []
    assert validators.by_outloud(paper) == []
    assert validators.by_pdfua(paper) == []
    assert validators.by_poppler_and_qpdf(paper) == []


# --- Daily life -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCOUNTS)
def test_no_list_is_empty(name: str) -> None:
    client, person = logged_in(name), account(name)
    in_header = [entry.url for entry in navigation(person, "/")]
    empty, seen = [], 0
    for address in (*in_header, *REGISTERS, "/varsler/"):
        context = client.get(address, follow=True).context
        listing = context.get("listing")
        if isinstance(listing, Listing):
            seen += 1
            if not len(listing):
                empty.append(address)
    assert empty == []
    assert seen >= 4


@pytest.mark.parametrize("name", ACCOUNTS)
def test_something_stands_on_everybodys_own_page(name: str) -> None:
    page = logged_in(name).get("/").context["page"]
    assert page.waiting or page.following or page.panels


class Links(HTMLParser):
    """The addresses a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def walk(client: Client, faults: list[str], most: int) -> Iterator[str]:
    """Visit what the front page leads to, and what that leads to; says each address."""
    kinds: Counter[str] = Counter()
    known, step = {"/"}, ["/"]
    for _depth in range(3):
        further: list[str] = []
        while step:
            address = step.pop(0)
            further += visit(client, address, faults)
            yield address
        for address in further:
            path = urlsplit(address).path
            if path in known or not path.startswith("/") or path.startswith("/static/"):
                continue
            known.add(path)
            kind = resolve(path).view_name
            kinds[kind] += 1
            if kinds[kind] <= most:
                step.append(address)


def visit(client: Client, address: str, faults: list[str]) -> list[str]:
    """Where the page leads; what is wrong with it goes to `faults`."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
    if answer.status_code == 302:
        return [answer["Location"]]
    if answer.status_code != 200:
        faults.append(f"{address}: {answer.status_code}")
    most = GATHERS.get(resolve(urlsplit(address).path).view_name, MOST_QUERIES)
    if (count := sum(OF_OUR_TRANSACTION not in query["sql"] for query in asked)) > most:
        faults.append(f"{address}: {count} queries")
    if answer.streaming or not answer["Content-Type"].startswith("text/html"):
        return []
    links = Links(answer.content.decode()).found
    return [urljoin(address, link) for link in links if not re.match(r"(https?|mailto|tel):", link)]


@pytest.mark.parametrize("most", OF_EACH_KIND)
@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_page_two_steps_from_home_answers_and_asks_little(name: str, most: int) -> None:
    faults: list[str] = []
    visited = list(walk(logged_in(name), faults, most))
    assert faults == []
    assert len(visited) > 10


# --- What is steered ------------------------------------------------------------------------------

SHOWCASE = "Digitalt tilsyn om natten"


def project_called(title: str) -> Project:
    return Project.objects.get(title=title)


def test_the_programme_of_2015_reads_as_the_case_does() -> None:
    project = project_called("Alna innovasjon")
    programme = Programme.objects.get(title="Alna innovasjon")
    assert programme.outcome_goal == "Bydelen skal bli vesentlig bedre i stand til å omstille seg."
    assert programme.project == project
    assert programme.projects.count() == 6
    phases = {phase.kind: phase for phase in project.phases.all()}
    forstudie, forprosjekt = phases["forstudie"], phases["forprosjekt"]
    assert (forstudie.actual_start, forstudie.actual_end) == (date(2014, 5, 1), date(2014, 10, 9))
    assert [goal.result for goal in forstudie.goals.all()] == [
        "partly",
        "partly",
        "reached",
        "reached",
    ]
    assert (forprosjekt.state, forprosjekt.planned_end) == ("running", date(2015, 6, 1))
    assert forprosjekt.actual_start_precision == "month"
    assert forprosjekt.goals.count() == 4
    assert phases["hovedprosjekt"].state == "planned"
    decided = GateDecision.objects.filter(gate__project=project)
    assert {(each.gate.code, each.origin) for each in decided} == {
        ("bp1", "afterwards"),
        ("bp2", "afterwards"),
    }


def test_the_frame_of_2015_is_that_of_the_budget() -> None:
    year = FundYear.objects.get(fund__name="Utviklingsmidler", year=2015)
    assert year.frame_nok == 2_500_000
    assert "Velferdsteknologi" in year.fund.purpose_list


def test_every_page_of_a_project_has_something_on_it() -> None:
    project = project_called(SHOWCASE)
    for rows in (
        "phases",
        "gates",
        "status_reports",
        "risks",
        "entries",
        "grants",
        "carry_overs",
        "benefits",
        "rollout_units",
        "actions",
        "steering_members",
        "steering_meetings",
        "participations",
        "causes",
        "comparisons",
        "dependency_uses",
        "procurements",
        "market_dialogues",
        "target_groups",
        "three_tests",
        "milestones",
        "deliverables",
        "test_rounds",
        "factors",
        "documents",
        "lessons",
    ):
        assert getattr(project, rows).exists(), rows
    lights = set(project.status_reports.values_list("overall_light", flat=True))
    assert lights == {"green", "yellow", "red"}
    client = logged_in("prosjektleder")
    for section in sections_of(project, "project"):
        assert client.get(section.url).status_code == 200


def test_pilots_stops_and_what_only_some_may_see() -> None:
    assert set(Pilot.objects.values_list("state", flat=True)) == {"under_way", "finished"}
    stopped = Project.objects.get(state="stopped")
    assert stopped.lessons.exists()
    restricted = Project.objects.get(access="restricted")
    assert restricted.legal_basis
    assert logged_in("ansatt").get(restricted.get_absolute_url()).status_code == 404
    assert logged_in("oppvekst").get(restricted.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("prosjektleder", "Statusrapport: Følg meg hjem"),
        ("ledelse", "Ett nummer inn"),
        ("direktor", "Dagsenter for yngre med demens"),
        ("ansatt", "Ringe seks pasienter"),
        ("ansatt", "Brukerne sover bedre"),
    ],
)
def test_something_waits_for_those_who_try_it(name: str, words: str) -> None:
    assert words in logged_in(name).get("/").content.decode()
