"""Files from the accounts: all of one or nothing, no line twice, and undone whole."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.errors import DomainError, StepRefused
from organisation.jobs.services import run_waiting
from organisation.people.models import Role
from portfolio.ledger import guess_columns, read_lines, read_table
from portfolio.lifecycle.money import EntryKind, FundKind
from portfolio.models import Entry, FundYear, LedgerImport
from portfolio.services import ledger_import as imports
from portfolio.services import money
from tests.factories.money import HEADINGS, ledger_file, make_fund
from tests.factories.people import person_as
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db
GOOD = "12.03.2026;1001;38100;P77;Sensorer;1 234,50;308,63"
NAMES = ("Ansvar", "Tjeneste", "Art", "Prosjekt")


@pytest.fixture
def keeper(alna):
    return person_as(Role.ADMINISTRATOR, alna)


@pytest.fixture
def fund(alna):
    return make_fund(alna)


@pytest.fixture
def project(alna, keeper):
    made = make_project(alna, profile="small")
    money.set_codes(made, {("", "", "", "P77"): None}, by=keeper)
    return made


@pytest.fixture
def bring_in(alna, fund, keeper):
    def bring(*rows, skip_unmatched=False, **details):
        brought = imports.upload_ledger(alna, ledger_file(*rows, **details), fund, by=keeper)
        if skip_unmatched:
            brought = imports.read_as(
                brought,
                mapping=brought.mapping,
                fund=fund,
                skip_unmatched=True,
                version=brought.version,
                by=keeper,
            )
        return imports.confirm_import(brought, version=brought.version, by=keeper)

    return bring


def test_a_file_becomes_entries_that_say_where_they_come_from(project, fund, bring_in, keeper):
    done = bring_in(GOOD, "20260401;1002;38100;P77;Retur;200,00-;")
    assert (done.state, done.booked, done.sum_nok) == ("done", 2, Decimal("1034.50"))
    first, second = Entry.objects.order_by("pk")
    assert first.project == project
    assert first.fund_year == FundYear.objects.get(fund=fund, year=2026)
    assert (first.kind, first.amount_nok, first.vat_nok) == (
        EntryKind.SPENT,
        Decimal("1234.50"),
        Decimal("308.63"),
    )
    assert (first.booked_on, first.voucher, first.row) == (date(2026, 3, 12), "1001", 2)
    assert (first.codes, first.text, first.booked_by) == (
        ("38100", "", "", "P77"),
        "Sensorer",
        keeper,
    )
    assert second.amount_nok == -200
    assert done.file.sha256


def test_the_columns_are_guessed_from_the_headings():
    headings = ["Bilagsdato", "Bilagsnr", "Ansvar", "Art", "Prosjekt", "Bilagstekst", "Beløp"]
    assert guess_columns(headings, NAMES) == {
        "booked_on": 0,
        "voucher": 1,
        "code_1": 2,
        "code_3": 3,
        "code_4": 4,
        "text": 5,
        "amount_nok": 6,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_it_comes(encoding, delimiter):
    text = delimiter.join(["Dato", "Beløp", "Tekst"]) + "\n"
    text += delimiter.join(["01.02.2026", '"1.234,50"', "Blåbær"])
    table = read_table("fil.csv", text.encode(encoding))
    (line,) = read_lines(table, guess_columns(table.headings, NAMES))
    assert (line.amount_nok, line.text, line.errors) == (Decimal("1234.50"), "Blåbær", [])


def test_excel_is_read_as_figures_and_days():
    book, out = openpyxl.Workbook(), BytesIO()
    book.active.append(["Dato", "Beløp", "Prosjekt", "Tekst"])
    book.active.append([date(2026, 5, 4), 0.1 + 0.2, 77.0, "Lisens"])
    book.save(out)
    table = read_table("fil.xlsx", out.getvalue())
    (line,) = read_lines(table, guess_columns(table.headings, NAMES))
    assert (line.booked_on, line.amount_nok, line.codes[3]) == (
        date(2026, 5, 4),
        Decimal("0.30"),
        "77",
    )


def test_the_same_line_in_a_later_file_is_not_booked_again(project, bring_in):
    bring_in(GOOD)
    again = bring_in(GOOD, "13.03.2026;1003;38100;P77;Nytt;10;")
    assert (again.booked, again.duplicates) == (1, 1)
    assert Entry.objects.count() == 2


def test_two_lines_of_one_file_that_say_the_same_are_two(project, bring_in):
    assert bring_in(GOOD, GOOD).booked == 2
    with_nothing_new = bring_in(GOOD, GOOD)
    assert with_nothing_new.state == "refused"
    assert "ingen nye rader" in with_nothing_new.error


def test_one_bad_row_among_five_thousand_and_nothing_is_written(project, bring_in):
    rows = [f"01.02.2026;{n};38100;P77;Rad {n};{n},25;" for n in range(1, 5000)]
    rows.insert(4321, "01.02.2026;x;38100;P77;Feil;tolv kroner;")
    brought = bring_in(*rows)
    assert brought.state == "running"  # so large that it is a job
    assert run_waiting() >= 1
    brought.refresh_from_db()
    assert brought.state == "refused"
    assert brought.error == "Rad 4323: Beløpet «tolv kroner» kan ikke leses."
    assert not Entry.objects.exists()


def test_five_thousand_good_rows_are_booked_by_a_job(project, bring_in):
    brought = bring_in(*(f"01.02.2026;{n};38100;P77;Rad;0,01;" for n in range(5000)))
    run_waiting()
    brought.refresh_from_db()
    assert (brought.state, brought.booked, brought.sum_nok) == ("done", 5000, Decimal("50.00"))
    assert Entry.objects.count() == 5000


def test_a_row_without_a_project_stops_the_file_unless_one_says_so(project, bring_in):
    stray = "12.03.2026;1004;99999;X1;Ukjent;5;"
    refused = bring_in(GOOD, stray)
    assert refused.error == "1 rad treffer ikke noe prosjekt, den første er rad 3."
    assert not Entry.objects.exists()
    done = bring_in(GOOD, stray, skip_unmatched=True)
    assert (done.booked, done.unmatched) == (1, 1)


def test_the_account_that_says_most_wins_and_brings_its_fund(alna, project, bring_in, keeper):
    grants = make_fund(alna, name="Tilskudd", kind=FundKind.EXTERNAL)
    other = make_project(alna, profile="small")
    money.set_codes(other, {("38100", "", "", "P77"): grants}, by=keeper)
    bring_in(GOOD)
    entry = Entry.objects.get()
    assert (entry.project, entry.fund_year.fund) == (other, grants)


def test_no_two_projects_share_an_account(alna, project, keeper):
    with pytest.raises(DomainError, match="Et annet prosjekt"):
        money.set_codes(make_project(alna), {("", "", "", "P77"): None}, by=keeper)


def test_a_file_is_undone_whole_and_can_be_brought_in_again(project, bring_in, keeper):
    done = bring_in(GOOD, "13.03.2026;1003;38100;P77;Nytt;10;")
    imports.undo_import(done, reason="Feil periode", by=keeper)
    assert sum(entry.amount_nok for entry in Entry.objects.all()) == 0
    assert Entry.objects.count() == 4
    with pytest.raises(StepRefused):
        imports.undo_import(LedgerImport.objects.get(), reason="Igjen", by=keeper)
    assert bring_in(GOOD).booked == 1


def test_what_is_no_table_is_refused_with_a_reason(alna, fund, keeper):
    for upload, why in (
        (SimpleUploadedFile("tom.csv", HEADINGS.encode()), "ingen rader"),
        (SimpleUploadedFile("enlinje.csv", b"x"), "ingen rader"),
    ):
        with pytest.raises(DomainError, match=why):
            imports.upload_ledger(alna, upload, fund, by=keeper)
    assert not LedgerImport.objects.exists()
