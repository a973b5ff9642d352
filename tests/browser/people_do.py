"""What each of them does at the desk, named after the work and not after the page."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from organisation.people.models import Person
from portfolio.lifecycle import GateState
from portfolio.models import Gate
from tests.browser.desk import Desk
from tests.worker import Worker

# --- The employee and the adviser -----------------------------------------------------------------


def submit_idea(desk: Desk, *, title: str, need: str) -> None:
    desk.follow("Meld inn en idé")
    desk.at("Meld inn en idé")
    desk.write("Hva er behovet?", need)
    desk.write("Kort tittel", title)
    desk.press("Send inn idéen")
    desk.at("Takk, idéen er mottatt")


def answer_project(desk: Desk, *, title: str, reply: str) -> None:
    """Answer *project*; the reply goes with the form for a new project."""
    desk.waiting(title).click()
    desk.at("Idéer som venter på svar")
    desk.choose("Prosjekt")
    desk.follow("Vurder idéen")
    judge_idea(desk, title=title)
    desk.follow("Svar på idéen")
    desk.choose("Prosjekt")
    desk.write("Svar til innmelder", reply)
    desk.press("Send svar")
    desk.at("Nytt prosjekt")


def judge_idea(desk: Desk, *, title: str) -> None:
    """Say what drives the idea, and whether it is new, useful and put to use."""
    desk.at("Fordel idéen")
    page = desk.page
    page.get_by_label("Drivkraft").select_option(label="Trangere økonomi")
    for question in ("Er det nytt?", "Er det nyttig?", "Blir det tatt i bruk?"):
        page.get_by_label(question).select_option(label="Ja")
    desk.press("Lagre plasseringen")
    desk.at(title)


def start_project(desk: Desk, *, owner: Person, leader: Person, reply: str) -> None:
    page = desk.page
    expect(page.get_by_label("Svar til innmelderen")).to_have_value(reply)
    desk.choose("Innovasjonsprosjekt")
    desk.choose("Ordinær")
    page.get_by_label("Prosjekteier").select_option(label=owner.name)
    page.get_by_label("Prosjektleder").select_option(label=leader.name)
    desk.press("Start prosjektet")
    desk.is_told("er startet. Nå forberedes det første punktet.")
    desk.look()


# --- The project leader and those who decide ------------------------------------------------------


def assess(desk: Desk, gate: Gate, *, recommendation: str) -> None:
    """Answer question after question, and recommend to go on."""
    desk.waiting(f"BP1: {gate.project.title}").click()
    desk.at(gate.question)
    assessment = desk.part("Egenvurdering")
    for nth, line in enumerate(gate.lines):
        expect(assessment).to_contain_text(f"{nth} av {len(gate.lines)} besvart")
        expect(assessment.get_by_role("heading", name=line.question.text)).to_be_visible()
        desk.choose("Ja" if nth else "Delvis")
        if not nth:
            desk.write("Begrunnelse", "Vi har snakket med fem av åtte vaktlag.")
        desk.press("Lagre og gå til neste")
    expect(assessment.get_by_role("heading", name="Din tilråding")).to_be_visible()
    desk.choose("Gå videre")
    desk.write("Kort sagt", recommendation)
    desk.press("Lagre tilrådingen")
    desk.press("Send til avgjørelse")
    desk.is_told("Grunnlaget er sendt til avgjørelse.")


def lift(desk: Desk, gate: Gate, *, to: str, reason: str) -> None:
    """Let somebody higher decide."""
    desk.waiting(f"BP1: {gate.project.title}").click()
    desk.at(gate.question)
    desk.follow("Løft avgjørelsen")
    desk.at("Løft avgjørelsen")
    desk.choose(to)
    desk.write("Hvorfor løftes avgjørelsen?", reason)
    desk.press("Løft avgjørelsen")
    desk.is_told("Avgjørelsen er løftet.")


def decide(desk: Desk, gate: Gate, *, outcome: str, reason: str) -> None:
    desk.waiting(f"BP1: {gate.project.title}").click()
    desk.at(gate.question)
    fill_in_decision(desk, outcome=outcome, reason=reason)
    desk.press("Signer beslutningen")


def fill_in_decision(desk: Desk, *, outcome: str, reason: str) -> None:
    panel = desk.page.get_by_role("form", name="Din avgjørelse")
    panel.get_by_role("group", name="Er du habil i saken?").get_by_label("Ja").check()
    panel.get_by_role("radio", name=outcome).first.check()
    panel.get_by_label("Begrunnelse", exact=True).fill(reason)


# --- The secretariat and the director -------------------------------------------------------------


def make_case(desk: Desk, gate: Gate) -> None:
    """Make the case from the gate that waits for one, or that the board is to take note of."""
    if gate.state == GateState.WAITING_FOR_BOARD:
        desk.waiting(str(gate)).click()
    else:
        desk.follow("ikke lagt fram til orientering")
        desk.at("Ny sak")
        desk.page.get_by_role("link", name=str(gate), exact=True).click()
    desk.at(f"Sak om {gate}")
    desk.press("Lag saken")
    desk.at(gate.project.title)


def write_section(desk: Desk, name: str, text: str) -> None:
    desk.page.get_by_role("navigation", name="Deler").get_by_role("link", name=name).click()
    expect(desk.page.get_by_role("form", name=name)).to_be_visible()
    desk.write_rich("Tekst", text)
    desk.press("Lagre")
    desk.is_told(f"«{name}» er lagret.")


def fill_in_archive(desk: Desk, *, case: str, code: str) -> None:
    """Follow the check list to what is missing."""
    desk.follow("Arkivsak eller arkivkode mangler.")
    desk.at("Om saken")
    desk.write("Arkivsak", case)
    desk.write("Arkivkode", code)
    desk.press("Lagre")
    desk.is_told("Arkivsak og arkivkode er satt.")


def send_to_quality_check(desk: Desk) -> None:
    desk.press("Send til kvalitetssikring")
    desk.is_told("Saken er sendt til kvalitetssikring.")


def approve(desk: Desk, title: str) -> None:
    desk.waiting(title).click()
    desk.at(title)
    desk.press("Godkjenn saken")
    desk.is_told("Saken er godkjent, og teksten er låst.")


def schedule(desk: Desk, title: str, days: dict[str, tuple[date, str]]) -> None:
    """Give each committee its day and its case number, and put the case on the agenda."""
    desk.waiting(title).click()
    desk.at("Saksgang")
    for committee, (day, number) in days.items():
        desk.write(f"Møtedato for {committee}", day.isoformat())
        desk.part(committee).get_by_label("Saksnummer").fill(number)
    desk.press("Lagre saksgangen")
    desk.is_told("Saksgangen er lagret.")
    desk.press("Sett på sakskartet")
    desk.is_told("Saken står på sakskartet.")


@contextmanager
def busy(worker: Worker) -> Iterator[None]:
    """The worker hears nothing meanwhile, as when it has much to do."""
    os.killpg(worker.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(worker.process.pid, signal.SIGCONT)


def see_pdf_wait(desk: Desk) -> None:
    """The worker is busy elsewhere: the page shows that the PDF waits, also when loaded anew."""
    page = desk.page
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("PDF-en står i kø")).to_be_visible()
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    desk.look()


def see_pdf_ready(desk: Desk) -> None:
    page = desk.page
    if not desk.has_script:  # a page of its own loads itself anew
        desk.follow("Vis framdriften på nytt")
    expect(page.get_by_text("PDF-en er klar.")).to_be_visible(timeout=60_000)


def download_pdf(desk: Desk, folder: Path) -> Path:
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Last ned PDF (").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def record_answer(desk: Desk, title: str, committee: str, answer: str) -> None:
    """Record what the committee said at the meeting that has been."""
    row = desk.part("Venter på deg").get_by_role("listitem").filter(has_text=committee)
    row.get_by_role("link", name=title, exact=True).click()
    desk.at(committee)
    desk.choose(answer)
    desk.page.get_by_role("button", name="Før svaret").or_(
        desk.page.get_by_role("button", name="Før vedtaket")
    ).click()
    desk.at(title)
