"""The pages of money: what a person reads and can do there."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.people.models import Role
from portfolio.lifecycle.money import EntryKind
from portfolio.models import Entry, Fund, FundYear, LedgerImport
from portfolio.services import money
from tests.factories.money import HEADINGS, fund_year, make_fund, make_pot
from tests.factories.people import person_as
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alna):
    return make_project(alna, profile="small")


@pytest.fixture
def year(alna):
    return fund_year(make_fund(alna), 2026, 1000)


@pytest.fixture
def keeper(alna, as_person):
    return as_person(person_as(Role.ADMINISTRATOR, alna))


@pytest.fixture
def leader(project, as_person):
    return as_person(project.leader)


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def money_url(project, rest=""):
    return f"/prosjekter/{project.slug}/okonomi/{rest}"


def book(project, year, kind, amount):
    return money.book_entry(
        project, year, kind, Decimal(amount), text="=HYPERLINK(1)", by=project.leader
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_money_page_costs_the_same_however_much_there_is(
    project, year, leader, rows, django_assert_max_num_queries
):
    for n in range(rows):
        book(project, fund_year(year.fund, 2026 + n), EntryKind.RELEASED, 100)
    leader.get(money_url(project))
    with django_assert_max_num_queries(12):
        page = text_of(leader.get(money_url(project)))
    assert "100 kr" in page


def test_the_leader_books_by_hand_and_takes_it_back(project, year, leader):
    sent = {
        "kind": "spent",
        "fund": year.fund_id,
        "year": 2026,
        "amount_nok": "1 200,50",
        "vat": "none",
        "booked_on": "2026-03-01",
        "text": "Kurs",
    }
    assert leader.post(money_url(project, "ny/"), sent).status_code == 302
    entry = Entry.objects.get()
    assert entry.amount_nok == Decimal("1200.50")
    assert "over frigitt" in text_of(leader.get(money_url(project)))
    back = money_url(project, f"foringer/{entry.pk}/reverser/")
    assert "Reverser føringen" in text_of(leader.get(back))
    assert leader.post(back, {"reason": ""}).status_code == 422
    assert leader.post(back, {"reason": "Feil prosjekt"}).status_code == 302
    assert "Reversering" in text_of(leader.get(money_url(project, "foringer/")))


def test_the_leader_releases_nothing(project, year, leader):
    sent = {"kind": "released", "fund": year.fund_id, "year": 2026, "amount_nok": "1"}
    assert leader.post(money_url(project, "ny/"), sent).status_code == 422
    assert not Entry.objects.exists()


def test_the_plan_is_written_in_one_table_and_the_second_writer_sees_both(project, year, leader):
    field = f"plan_{year.fund_id}_2026"
    url = money_url(project, "plan/")
    assert field in text_of(leader.get(url))
    assert leader.post(url, {"seen": "", field: "500"}).status_code == 302
    late = leader.post(url, {"seen": "", field: "300"})
    assert late.status_code == 409
    assert "Noen andre lagret før deg" in text_of(late)
    assert Entry.objects.get().amount_nok == 500


def test_the_file_of_entries_runs_no_formula(project, year, leader):
    book(project, year, EntryKind.SPENT, "10.50")
    got = leader.get(money_url(project, "foringer.csv"))
    assert "'=HYPERLINK(1)" in got.content.decode()
    assert ";10,50;" in got.content.decode()


def test_entries_are_filtered_in_the_address(project, year, leader):
    book(project, year, EntryKind.SPENT, 11)
    book(project, year, EntryKind.PLAN, 22)
    page = text_of(leader.get(money_url(project, "foringer/?slag=plan")))
    assert "22 kr" in page
    assert "11 kr" not in page


def test_a_fund_is_made_with_its_purposes_and_a_frame(keeper):
    fund = {"name": "Utviklingsmidler", "kind": "development", "purposes": "Analyser\nNye metoder"}
    page = keeper.post("/prosjekter/fond/nytt/", {**fund, "is_active": "on"}, follow=True)
    assert "Nye metoder" in text_of(page)
    made = Fund.objects.get()
    frame = {"year": 2026, "frame_nok": "2 500 000"}
    page = keeper.post(f"/prosjekter/fond/{made.pk}/ramme/", frame, follow=True)
    assert "2 500 000 kr" in text_of(page)
    page = text_of(keeper.get("/prosjekter/fond/"))
    assert "Utviklingsmidler" in page
    assert FundYear.objects.get().frame_nok == 2500000


def test_carry_over_is_applied_for_and_answered(keeper, year):
    apply = f"{year.get_absolute_url()}overfor/"
    page = keeper.post(apply, {"applied_nok": "400", "reason": "Sent levert"}, follow=True)
    assert "Søkt 400 kr av 1 000 kr ubrukt" in text_of(page)
    asked = year.carried_on.get()
    answer = {
        "version": 1,
        "granted_nok": "300",
        "decided_by": "Bydelsdirektøren",
        "decided_on": "2027-01-15",
    }
    page = keeper.post(f"/prosjekter/fond/overforing/{asked.pk}/", answer, follow=True)
    assert "300 kr er overført til Utviklingsmidler 2027" in text_of(page)


def test_a_file_is_shown_before_it_is_booked_and_its_faults_by_row(project, year, keeper):
    bad = f"{HEADINGS}\n12.03.2026;1;2;P7;Tekst;tolv;\n"
    upload = SimpleUploadedFile("regnskap.csv", bad.encode())
    sent = {"file": upload, "fund": year.fund_id}
    page = text_of(keeper.post("/prosjekter/fond/import/", sent, follow=True))
    assert "Rad 2: Beløpet «tolv» kan ikke leses." in page
    assert "Ingenting kan føres før dette er rettet" in page
    brought = LedgerImport.objects.get()
    keeper.post(f"{brought.get_absolute_url()}for/", {"version": brought.version})
    assert not Entry.objects.exists()
    kept = keeper.get(brought.file.get_absolute_url())
    assert b"".join(kept.streaming_content) == bad.encode()
    kept.close()


def test_an_application_goes_from_plan_to_answer_on_its_page(project, alna, leader):
    pot = make_pot(alna)
    page = leader.post(
        money_url(project, "tilskudd/ny/"), {"pot": pot.pk, "applied_nok": "500"}, follow=True
    )
    assert "Meld sendt" in text_of(page)
    grant = project.grants.get()
    url = money_url(project, f"tilskudd/{grant.pk}/")
    page = leader.post(f"{url}sendt/", {"version": 1, "sent_on": "2026-03-01"}, follow=True)
    assert "Innvilget" in text_of(page)
    page = leader.post(
        f"{url}avslatt/",
        {"version": 2, "answered_on": "2026-04-01", "text": "Mange søkere"},
        follow=True,
    )
    assert "Mange søkere" in text_of(page)
    assert leader.get(f"{url}sendt/").status_code == 409
