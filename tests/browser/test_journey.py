"""From an idea to a running forstudie, through the pages, as the people of a district would."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisation.web.wording import day
from portfolio.lifecycle import GateState, PhaseState
from portfolio.models import Gate, GateDecision
from reports.models import BoardCase
from tests.browser import people_do

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Ringeklokka som blir hørt"
NEED = "Pårørende ringer på om natten, og ingen hører det."
REPLY = "Vi vil prøve dette. Jonas Lien leder arbeidet, og du er velkommen med."


def words_in(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def project_from_idea(desk, people) -> Gate:
    """Sent in by the employee, made a project by the adviser, prepared for BP1 by the leader."""
    desk.sit(people.employee)
    people_do.submit_idea(desk, title=TITLE, need=NEED)
    desk.sit(people.adviser)
    people_do.answer_project(desk, title=TITLE, reply=REPLY)
    people_do.start_project(desk, owner=people.owner, leader=people.leader, reply=REPLY)
    desk.at(TITLE)
    gate = Gate.objects.with_project().get(project__title=TITLE, code="bp1")
    desk.sit(people.leader)
    people_do.assess(desk, gate, recommendation="Behovet er tydelig, og en forstudie er billig.")
    return gate


def case_from_gate(desk, people, gate: Gate, *, archive_case: str) -> BoardCase:
    """The secretariat writes it, the director approves it, and it stands on two agendas."""
    gate.refresh_from_db()
    desk.sit(people.secretary)
    people_do.make_case(desk, gate)
    case = BoardCase.objects.get()
    people_do.write_section(desk, "Sammendrag", "Ringeklokka høres ikke. Saken handler om det.")
    people_do.fill_in_archive(desk, case=archive_case, code="110")
    people_do.send_to_quality_check(desk)
    desk.sit(people.director)
    people_do.approve(desk, case.title)
    desk.sit(people.secretary)
    today = timezone.localdate()
    week_ago = today - timedelta(days=7)
    people_do.schedule(
        desk,
        case.title,
        {"Arbeidsutvalget": (week_ago, str(4)), "Bydelsutvalget": (today, str(9))},
    )
    return BoardCase.objects.get()


@pytest.mark.parametrize(
    "javascript",
    [True, pytest.param(False, marks=pytest.mark.crawl)],
    indirect=True,
    ids=["javascript", "no-javascript"],
)
def test_an_idea_becomes_a_forstudie_by_a_vedtak_of_the_board(desk, people, worker, tmp_path):
    gate = project_from_idea(desk, people)

    desk.sit(people.manager)
    people_do.lift(desk, gate, to="Bydelsutvalget", reason="Det gjelder hele bydelen.")
    desk.is_told("Venter på vedtak")
    with people_do.busy(worker):
        case = case_from_gate(desk, people, gate, archive_case="202600143")
        people_do.see_pdf_wait(desk)  # it was ordered when the case was put on the agenda
    people_do.see_pdf_ready(desk)
    pdf = people_do.download_pdf(desk, tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")
    with pikepdf.open(pdf) as document, document.open_metadata() as facts:
        assert facts["dc:title"].startswith(case.title)
    text = words_in(pdf)
    au, bu = case.saksgang()
    for words in (
        case.title,
        "202600143",
        "110",
        day(au.meeting_date),
        day(bu.meeting_date),
        "Ringeklokka høres ikke.",
        f"Bydelsutvalget godkjenner at «{TITLE}» starter forstudie.",
    ):
        assert words in text

    desk.sit(people.secretary)
    people_do.record_answer(desk, case.title, "Arbeidsutvalget", "Innstilt som foreslått")
    desk.is_told("Svaret fra Arbeidsutvalget er ført.")
    gate.refresh_from_db()
    assert gate.state == GateState.WAITING_FOR_BOARD
    desk.sit(people.secretary)
    people_do.record_answer(desk, case.title, "Bydelsutvalget", "Vedtatt som foreslått")
    desk.is_told("Vedtaket er ført.")

    gate.refresh_from_db()
    assert gate.state == GateState.DECIDED
    desk.sit(people.leader)
    desk.follow(TITLE)
    desk.at(TITLE)
    expect(desk.page.get_by_role("listitem").filter(has_text="Forstudie – nå")).to_be_visible()
    desk.sit(people.employee)
    desk.follow(TITLE)
    desk.is_told("Svaret: prosjekt")
    desk.is_told(REPLY)
    desk.follow(str(gate.project))
    desk.is_told("Forstudie – nå")


@pytest.mark.parametrize(
    "javascript",
    [pytest.param(True, marks=pytest.mark.crawl), False],
    indirect=True,
    ids=["javascript", "no-javascript"],
)
def test_the_director_decides_and_the_board_takes_note(desk, people, worker):
    gate = project_from_idea(desk, people)
    desk.sit(people.manager)
    people_do.lift(desk, gate, to="Bydelsdirektør", reason="Flere avdelinger er med.")
    desk.sit(people.director)
    people_do.decide(desk, gate, outcome="Gå videre", reason="Behovet er godt vist.")
    desk.is_told("Avgjort: gå videre.")
    before = GateDecision.objects.values().get()

    case = case_from_gate(desk, people, gate, archive_case="202600144")
    assert case.kind == "orientation"
    desk.sit(people.secretary)
    people_do.record_answer(desk, case.title, "Arbeidsutvalget", "Tatt til orientering")
    desk.sit(people.secretary)
    people_do.record_answer(desk, case.title, "Bydelsutvalget", "Tatt til orientering")

    assert GateDecision.objects.values().get() == before
    gate.refresh_from_db()
    assert gate.state == GateState.DECIDED
    assert gate.project.phases.get(kind="forstudie").state == PhaseState.RUNNING
    desk.sit(people.director)
    desk.page.goto(gate.get_absolute_url())
    decision = desk.part("Beslutning Gå videre").or_(
        desk.page.locator(f"#beslutning-{before['id']}")
    )
    expect(decision.first).to_contain_text("Tatt til orientering")
    expect(decision.first).to_contain_text("Tor Dahl, Bydelsdirektør")
