"""Papers of the portfolio: what stands in them is what the dashboard shows on the day."""

import io
from datetime import date, timedelta
from decimal import Decimal

import docx
import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertRedirects

from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.files.services import open_file
from organisation.jobs.services import run_waiting
from organisation.people.models import Role, UnitKind
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.status import Light
from portfolio.models import Gate, PortfolioPaper, Project
from portfolio.models.paper import PaperKind
from portfolio.papers.catalogue import PARTS
from portfolio.papers.choices import offers
from portfolio.papers.compose import context_of, reading_of
from portfolio.papers.pieces.wishes import sums_by_area, wishes
from portfolio.papers.sheets.catalogue import SHEETS
from portfolio.services import money
from portfolio.services.paper import Order, order_paper, wanted
from tests.factories.benefit import make_benefit
from tests.factories.ideas import IdeaFactory
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import gate_of, make_project, pass_gate, submit
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(alna):
    return person_as(Role.ADVISER, alna)


@pytest.fixture
def portfolio(alna):
    """A red project, one that waits for an answer about money, and a restricted one."""
    health = UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)
    red = pass_gate(make_project(alna, unit=health, title="Tilsyn om natten"))
    reasons = {"time_text": "Forsinket.", "overall_text": "=Vi mangler folk."}
    make_report(red, time_light=Light.RED, overall_light=Light.RED, **reasons)
    waiting = make_project(alna, unit=health, title="Ett nummer inn", kind="development")
    gate = submit(gate_of(waiting))
    Gate.objects.filter(pk=gate.pk).update(amount_nok=Decimal(40000))
    year = fund_year(make_fund(alna), localdate().year, 500000)
    money.book_entry(red, year, EntryKind.SPENT, Decimal(1200), text="Leie", by=red.leader)
    make_benefit(red)
    IdeaFactory(unit=health)
    hidden = make_project(alna, title="Skjermet varsling")
    Project.objects.filter(pk=hidden.pk).update(
        access=Project.Access.RESTRICTED, access_reason="Personvern", legal_basis="offl. § 13"
    )
    return red, waiting


def order(alna, person, kind=PaperKind.REPORT, **facts):
    usual = {
        "title": "Porteføljen",
        "as_of": localdate(),
        "parts": [offer.name for offer in offers(kind)],
    }
    return order_paper(Order(kind=kind, **{**usual, **facts}), district=alna, by=person)


def words_of(context):
    """Everything a reader finds in the parts."""
    said = []
    for part in context["parts"]:
        for block in part["blocks"]:
            said += [str(block.get("html", "")), str(block.get("table", ""))]
            said += [cell["text"] for row in block.get("rows", ()) for cell in row]
            said += [f"{fact['label']} {fact['value']}" for fact in block.get("facts", ())]
    return "\n".join(said)


@pytest.mark.parametrize("kind", [PaperKind.REPORT, PaperKind.ACCOUNT, PaperKind.PIECES])
def test_every_part_reads_and_writes(alna, adviser, portfolio, kind):
    context = context_of(wanted(order(alna, adviser, kind)))
    names = [part["name"] for part in context["parts"]]
    assert names == [part.name for part in PARTS[kind] if not part.compares]
    assert all(part["blocks"] for part in context["parts"])
    assert context == context_of(wanted(PortfolioPaper.objects.get()))
    if kind == PaperKind.REPORT:
        said = words_of(context)
        assert "Trenger tiltak 1" in said
        assert "=Vi mangler folk." in said
        assert "Tilsyn om natten" in said


def test_a_paper_holds_what_its_reader_sees_and_says_what_is_left_out(alna, portfolio):
    outside = PersonFactory(unit=portfolio[0].unit)
    manager = person_as(Role.MANAGER, UnitFactory(parent=alna))
    context = context_of(wanted(order(alna, manager)))
    assert "Skjermet varsling" not in words_of(context)
    assert context["remarks"] == ["1 er skjermet for deg."]
    paper = order(alna, manager)
    assert not outside.has_perm("portfolio.view_portfoliopaper", paper)
    assert person_as(Role.DIRECTOR, alna).has_perm("portfolio.view_portfoliopaper", paper)


def test_it_shows_the_day_that_was_chosen_and_what_changed_since_another(alna, adviser, portfolio):
    """What was begun today is not in a paper of yesterday."""
    red, _waiting = portfolio
    yesterday = localdate() - timedelta(days=1)
    paper = PortfolioPaper(
        unit=alna, district=alna, kind=PaperKind.REPORT, title="I går", as_of=yesterday,
        parts=["nokkeltall", "prosjekter"], ordered_by=adviser,
    )  # fmt: skip
    then = context_of(wanted(paper))
    assert ["Prosjekter", "0"] in then["head"]
    assert "Ingen prosjekter i utvalget." in words_of(then)
    paper.as_of, paper.compared_with = localdate(), yesterday
    paper.parts = ["endringer", "nokkeltall"]
    now = context_of(wanted(paper))
    assert [part["name"] for part in now["parts"]] == ["endringer", "nokkeltall"]
    assert f"{red.title}, {red.number}" in words_of(now)
    facts = now["parts"][1]["blocks"][1]["facts"]
    assert (facts[0]["value"], facts[0]["before"]) == ("3", "0")
    with pytest.raises(DomainError, match="Historikken begynner"):
        order(alna, adviser, as_of=date(2001, 1, 1))


def test_wishes_count_each_project_once_with_the_largest_amount(alna, adviser, portfolio):
    reading = reading_of(adviser, "", localdate(), alna, None)
    (wish,) = wishes(reading)
    assert (wish.title, wish.amount_nok) == ("Ett nummer inn", Decimal(40000))
    assert list(sums_by_area([wish, wish]).values()) == [Decimal(40000)]


def test_ordered_once_it_becomes_pdf_and_word_of_the_same_content(client, alna, adviser, portfolio):
    client.force_login(adviser)
    address = "/portefolje/rapport/ny/?papir=pieces&unit=feil"
    assertContains(client.get(address), "Noe i adressen kan ikke leses")
    page = client.post(address, {"title": "", "day": "2026-13-40"})
    assert page.status_code == 422
    sent = {"title": "Tertialet", "day": localdate().isoformat()}
    assertContains(client.post(address, sent), "Velg minst én del.", status_code=422)
    sent |= {"part_ramme": "on", "place_ramme": "1", "part_enheter": "on", "place_enheter": "2"}
    response = client.post(address, sent)
    paper = PortfolioPaper.objects.get()
    assert paper.parts == ["ramme", "enheter"]
    assertRedirects(response, paper.get_absolute_url())
    assertContains(client.get(paper.get_absolute_url()), "Henter tall fra porteføljen")
    run_waiting()
    pdf, word = Document.objects.filter(holder_id=paper.pk).order_by("pk")
    assert (pdf.format, word.format, pdf.context) == ("pdf", "docx", word.context)
    with open_file(word.file) as content:
        document = docx.Document(io.BytesIO(content.read()))
    assert "1\tPenger mot ramme" in [each.text for each in document.paragraphs]
    page = client.get(paper.get_absolute_url())
    assertContains(page, "Last ned PDF")
    assertContains(page, "Forbruk mot ramme")
    assertContains(page, 'data-copy="')
    assertContains(client.get("/portefolje/rapport/"), "Tertialet")


def test_the_workbook_has_real_figures_and_days_and_text_that_runs_nowhere(
    alna, adviser, portfolio
):
    red, waiting = portfolio
    paper = order(alna, adviser, PaperKind.WORKBOOK, query="state=running")
    run_waiting()
    document = Document.objects.get(holder_id=paper.pk)
    with open_file(document.file) as content:
        book = load_workbook(io.BytesIO(content.read()))
    assert book.sheetnames == [*(str(kind.title) for kind in SHEETS.values()), "Om"]
    about = {row[0].value: row[1] for row in book["Om"].iter_rows(2)}
    assert (about["Slik det sto"].is_date, about["Prosjekter"].value) == (True, 3)
    asked = [row[3].value for row in book["Beslutninger"].iter_rows(2)]
    assert any(red.title in words for words in asked)
    assert not any("{" in words for words in asked)
    projects = book["Prosjekter"]
    heads = [cell.value for cell in projects[1]]
    rows = {row[1].value: dict(zip(heads, row, strict=True)) for row in projects.iter_rows(2)}
    assert set(rows) == {red.title, waiting.title, "Skjermet varsling"}
    spent = rows[red.title]["Brukt"]
    assert (spent.value, spent.number_format) == (1200, '#,##0 "kr"')
    assert rows[red.title]["Registrert"].is_date
    told = next(row for row in book["Status"].iter_rows(2) if row[1].value == red.title)
    said = next(cell for cell in told if cell.value == "=Vi mangler folk.")
    assert said.data_type == "s"
