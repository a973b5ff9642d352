"""The pages of a case, as the people who use them see them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisation.people.models import Person, Unit
from organisation.people.queries import my_page
from organisation.registries import Row, following
from portfolio.services import decide_gate, restrict_project
from reports import services
from reports.lifecycle import CaseKind, CaseState
from reports.models import BoardCase
from tests.factories.meeting import board_of, planned
from tests.factories.people import PersonFactory
from tests.factories.reports import (
    approved_case,
    case_in,
    gate_for_board,
    put_on_agenda,
    scheduled_case,
    submitted_gate,
    write,
    written_case,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def client(as_person, secretary):
    return as_person(secretary)


def queries(client, address: str) -> int:
    client.get(address)  # once before, so that nothing is counted that is read only once
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(seen)


def test_the_list_costs_the_same_with_one_case_and_with_three(
    unit: Unit, secretary: Person, director: Person, client
):
    scheduled_case(unit, secretary, director)
    with_one = queries(client, "/saker/")
    for title in ("To", "Tre"):
        scheduled_case(unit, secretary, director, title=title)
    assert queries(client, "/saker/") == with_one <= MOST_QUERIES


def test_every_page_of_a_case_is_cheap(unit, secretary, director, client, as_person):
    draft = written_case(unit, secretary)
    services.add_attachment(draft, title="Rapport", note="I arkivet.", by=secretary)
    services.order_pdf(draft, by=secretary)
    scheduled = scheduled_case(unit, secretary, director)
    section = draft.sections.first()
    stop = scheduled.stops.get(committee__kind="bu")
    cost = {
        address: queries(client, address)
        for address in (
            section.get_absolute_url(),
            f"/saker/{draft.pk}/forslag/",
            f"/saker/{draft.pk}/saksgang/",
            f"/saker/{draft.pk}/vedlegg/",
            f"/saker/{draft.pk}/hode/",
            f"/saker/{draft.pk}/les/",
            f"/saker/{draft.pk}/historikk/",
            f"/saker/{scheduled.pk}/",
            f"/saker/{scheduled.pk}/saksgang/",
            f"/saker/{scheduled.pk}/vedtak/{stop.pk}/",
            "/saker/ny/",
        )
    }
    assert {address: n for address, n in cost.items() if n > MOST_QUERIES} == {}


def test_a_case_is_found_by_words_state_and_committee(unit, secretary, client):
    written_case(unit, secretary, title="Gangvei ved Furuset")
    written_case(unit, secretary, title="Lokaler på Haugentunet")
    page = client.get("/saker/", {"q": "gangvei"}).content.decode()
    assert "Gangvei ved Furuset" in page
    assert "Haugentunet" not in page
    assert "1 av 2" in page
    page = client.get("/saker/", {"tilstand": "decided"}).content.decode()
    assert "Ingen saker passer." in page


def test_a_case_is_made_from_a_waiting_gate(unit, client):
    gate = gate_for_board(unit)
    page = client.get("/saker/ny/").content.decode()
    assert "Venter på vedtak" in page
    answer = client.post("/saker/ny/", {"port": gate.pk}, follow=True)
    case = BoardCase.objects.get(gate=gate)
    assert case.kind == CaseKind.GATE_DECISION
    assert "Saken er fylt ut med det prosjektet vet." in answer.content.decode()
    answer = client.post("/saker/ny/", {"port": gate.pk})
    assert answer.status_code == 409
    assert "Det er alt en sak om dette" in answer.content.decode()


def test_a_case_of_a_restricted_project_is_not_shown_to_others(unit, client, director):
    gate = gate_for_board(unit)
    project = gate.project
    restrict_project(
        project, reason="Få barn", legal_basis="offl. § 13", version=project.version, by=director
    )
    client.post("/saker/ny/", {"port": gate.pk})
    case = BoardCase.objects.get(gate=gate)
    assert (case.is_exempt, case.legal_basis) == (True, "offl. § 13")
    outsider = PersonFactory(unit=unit)
    assert not BoardCase.objects.visible_to(outsider).exists()
    case.state = CaseState.SCHEDULED  # on an agenda it is exempt still
    assert not outsider.has_perm("reports.view_boardcase", case)


def test_a_decided_gate_becomes_an_orientation(unit, director, client):
    gate = submitted_gate(unit)
    decide_gate(gate, "go", reason="Klart behov.", by=director)
    client.post("/saker/ny/", {"port": gate.pk})
    assert BoardCase.objects.get(gate=gate).kind == CaseKind.ORIENTATION


def test_a_case_from_the_bottom_needs_a_title(client):
    answer = client.post("/saker/ny/", {"title": "", "kind": "free"})
    assert answer.status_code == 422
    assert "Fyll ut «Tittel»." in answer.content.decode()
    page = client.get("/saker/ny/?tittel=Ny+sak")
    assert page.context["form"]["title"].value() == "Ny sak"
    sent = {
        "title": "Ny sak",
        "kind": "free",
        "form_token": page.context["form"]["form_token"].value(),
    }
    assert client.post("/saker/ny/", sent).url == client.post("/saker/ny/", sent).url
    assert BoardCase.objects.filter(title="Ny sak").count() == 1


def test_an_incomplete_case_cannot_be_sent_and_says_why_before_anyone_presses(
    unit, secretary, client
):
    case = case_in(unit, secretary)
    page = client.get(case.get_absolute_url(), follow=True).content.decode()
    assert "disabled" in page
    assert "Ikke klar ennå." in page
    answer = client.post(f"/saker/{case.pk}/steg/send/")
    assert answer.status_code == 409
    assert "2 ting mangler" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.DRAFT


def test_the_whole_flow_by_its_forms(unit, secretary, director, client, as_person):
    case = written_case(unit, secretary)
    page = f"/saker/{case.pk}/"
    assert client.post(f"{page}steg/send/").status_code == 302
    boss = as_person(director)
    assert "Godkjenn saken" in boss.get(page).content.decode()
    boss.post(f"{page}steg/approve/", {"version": BoardCase.objects.get(pk=case.pk).version})
    stops = list(case.stops.order_by("order"))
    today = timezone.localdate().isoformat()
    form = {"gjor": "lagre", "version": BoardCase.objects.get(pk=case.pk).version}
    for stop in stops:
        form |= {f"ledd-{stop.pk}-meeting_date": today, f"ledd-{stop.pk}-number": "7"}
    assert client.post(f"{page}saksgang/", form).status_code == 302
    client.post(f"{page}steg/schedule/")
    answer = client.post(
        f"{page}vedtak/{stops[1].pk}/",
        {
            "kind": "as_proposed",
            "decided_on": today,
            "text": "",
            "reason": "Enstemmig.",
        },
    )
    assert answer.status_code == 302
    client.post(
        f"{page}hode/",
        {
            "version": BoardCase.objects.get(pk=case.pk).version,
            "archive_case": "201500143",
            "archive_code": "110",
        },
    )
    client.post(f"{page}steg/archive/")
    case = BoardCase.objects.with_text().get(pk=case.pk)
    assert (case.state, case.archive_case) == (CaseState.ARCHIVED, "201500143")
    assert [stop.case_number for stop in case.saksgang()] == [f"7/{today[2:4]}"] * 2
    text = boss.get(f"{page}les/").content.decode()
    assert "Vedtatt som foreslått" in text


def test_a_case_is_approved_only_as_it_was_read(unit, secretary, director, as_person):
    case = services.send_to_quality_check(written_case(unit, secretary), by=secretary)
    boss, address = as_person(director), f"/saker/{case.pk}/steg/approve/"
    for sent in ({}, {"version": "x"}, {"version": case.version - 1}):
        assert boss.post(address, sent).status_code == 409
    assert BoardCase.objects.get(pk=case.pk).state == CaseState.QUALITY_CHECK
    assert boss.post(address, {"version": case.version}).status_code == 302


def test_the_second_of_two_who_plan_sees_both_and_loses_nothing(unit, secretary, client):
    case = case_in(unit, secretary)
    au, bu = case.saksgang()
    address = f"/saker/{case.pk}/saksgang/"
    mine = {
        "gjor": "lagre",
        "version": case.version,
        f"ledd-{au.pk}-task": "states",
        f"ledd-{au.pk}-meeting_date": "2026-03-12",
        f"ledd-{bu.pk}-task": "decides",
        f"ledd-{bu.pk}-meeting_date": "",
    }
    services.plan_stop(au, meeting_date=date(2026, 3, 5), by=secretary)

    answer = client.post(address, mine)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "05.03.2026" in text
    assert "12.03.2026" in text
    assert case.stops.get(pk=au.pk).meeting_date == date(2026, 3, 5)
    now = BoardCase.objects.get(pk=case.pk).version
    assert f'name="version" value="{now}"' in text
    assert client.post(address, mine | {"version": now}).status_code == 302
    there = case.stops.get(pk=au.pk)
    assert (there.task, there.meeting_date) == ("states", date(2026, 3, 12))
    # Only the line that was changed is written, so a version later nothing moves.
    before = BoardCase.objects.get(pk=case.pk).version
    assert before == now + 1
    client.post(address, mine | {"version": before})
    assert BoardCase.objects.get(pk=case.pk).version == before


def test_a_number_that_is_taken_is_refused_at_its_line(unit, secretary, director, client):
    first, second = (approved_case(unit, secretary, director) for _nth in range(2))
    today = timezone.localdate()
    stop = services.plan_stop(
        first.stops.get(committee__kind="bu"), meeting_date=today, by=secretary
    )
    services.give_number(stop, typed="7", by=secretary)
    other = second.stops.get(committee__kind="bu")
    answer = client.post(
        f"/saker/{second.pk}/saksgang/",
        {
            "gjor": "lagre",
            "version": second.version,
            f"ledd-{other.pk}-meeting_date": today.isoformat(),
            f"ledd-{other.pk}-number": "7",
        },
    )
    assert answer.status_code == 422
    assert "er gitt til en annen sak" in answer.content.decode()


def test_a_changed_vedtak_asks_what_it_means_for_the_project(unit, secretary, director, client):
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    put_on_agenda(services.approve_case(case, by=director), secretary)
    stop = case.stops.get(committee__kind="bu")
    data = {
        "kind": "changed",
        "decided_on": timezone.localdate().isoformat(),
        "text": "Mer arbeid.",
    }
    answer = client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", data)
    assert answer.status_code == 422
    assert "Velg hva vedtaket betyr for prosjektet." in answer.content.decode()
    # What goes with an outcome is asked for here, and not when the gate is to follow.
    with_conditions = {**data, "gate_outcome": "go_with_conditions"}
    half = {**with_conditions, **rows_of("Ny sak")}
    page = client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", half).content.decode()
    assert "Velg hvem som har ansvar for vilkåret." in page
    assert "Velg en frist for vilkåret." in page
    none = {**with_conditions, **rows_of("")}
    page = client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", none).content.decode()
    assert "Skriv minst ett vilkår" in page
    stray = {**data, "gate_outcome": "back", **rows_of("Ny sak")}
    page = client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", stray).content.decode()
    assert "Vilkår hører bare til utfallet" in page
    rejected = {**data, "kind": "rejected", "gate_outcome": "stop"}
    page = client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", rejected).content.decode()
    assert "Skriv hvorfor forslaget ble avvist." in page
    assert "En stopp er også et resultat." in page
    client.post(f"/saker/{case.pk}/vedtak/{stop.pk}/", {**data, "gate_outcome": "back"})
    choice = stop.vedtak_set.get().outcome_choice
    assert (choice.outcome, choice.confirmed_at) == ("back", None)


def rows_of(*texts, **more):
    """Rows of conditions as the form sends them; `more` goes to each."""
    rows = {"vilkar-TOTAL_FORMS": len(texts), "vilkar-INITIAL_FORMS": 0}
    for nth, text in enumerate(texts):
        rows[f"vilkar-{nth}-text"] = text
        rows |= {f"vilkar-{nth}-{name}": value for name, value in more.items()}
    return rows


def test_a_vedtak_takes_several_conditions_and_the_director_mends_them(
    unit, secretary, director, client, as_person
):
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    put_on_agenda(services.approve_case(case, by=director), secretary)
    stop = case.stops.get(committee__kind="bu")
    day = timezone.localdate() + timedelta(days=30)
    written = rows_of("Avklar driften", "Finn eier", owner=director.pk, due=day.isoformat())
    data = {
        "kind": "changed",
        "decided_on": timezone.localdate().isoformat(),
        "text": "Med vilkår.",
        "gate_outcome": "go_with_conditions",
        **written,
    }
    address = f"/saker/{case.pk}/vedtak/{stop.pk}/"
    longer = client.post(address, {**data, "add": "1"}).content.decode()
    assert all(words in longer for words in ("Avklar driften", "Finn eier", "Vilkår 3"))
    shorter = client.post(address, {**data, "remove": "1"}).content.decode()
    assert "Avklar driften" not in shorter
    assert "Finn eier" in shorter
    assert "Med vilkår." in shorter
    assert not stop.vedtak_set.exists()
    client.post(address, data)
    choice = stop.vedtak_set.get().outcome_choice
    assert [each["text"] for each in choice.conditions] == ["Avklar driften", "Finn eier"]

    boss = as_person(director)
    page = boss.get(f"/saker/{case.pk}/utfall/").content.decode()
    assert "Avklar driften" in page
    assert "Finn eier" in page
    mended = {
        "version": choice.version,
        "outcome": "go_with_conditions",
        "gjor": "bekreft",
        **rows_of("Avklar driften", "Finn eier i linjen", owner=director.pk, due=day.isoformat()),
    }
    boss.post(f"/saker/{case.pk}/utfall/", mended)
    choice.refresh_from_db()
    assert choice.confirmed_by == director
    gate.refresh_from_db()
    kept = gate.decisions.current().get().conditions.order_by("pk")
    assert [each.text for each in kept] == ["Avklar driften", "Finn eier i linjen"]


def test_attachments_are_added_described_moved_and_taken_out(unit, secretary, client):
    case = case_in(unit, secretary)
    page = f"/saker/{case.pk}/vedlegg/"
    assert client.post(page, {"vedlegg-title": "Uten alt"}).status_code == 422
    client.post(
        page,
        {
            "vedlegg-title": "Notat",
            "vedlegg-upload": SimpleUploadedFile("notat.txt", b"Tekst.\n"),
        },
    )
    client.post(page, {"vedlegg-title": "Rapport", "vedlegg-note": "Ligger i arkivet."})
    bad = SimpleUploadedFile("rapport.pdf", b"MZ not a pdf")
    answer = client.post(page, {"vedlegg-title": "Feil", "vedlegg-upload": bad})
    assert answer.status_code == 422
    report = case.attachments.get(title="Rapport")
    client.post(f"{page}{report.pk}/flytt/", {"gjor": "opp"})
    client.post(f"{page}{report.pk}/", {"title": "Forstudierapport", "note": "I arkivet."})
    client.post(f"{page}{case.attachments.get(title='Notat').pk}/fjern/")
    assert [str(each) for each in case.attachments.all()] == ["1. Forstudierapport"]


def waits(person: Person) -> list[Row]:
    return my_page(person, today=timezone.localdate()).waiting


def test_what_waits_on_my_page(unit, secretary, director):
    gate_for_board(unit)
    services.send_to_quality_check(written_case(unit, secretary, title="Les meg"), by=secretary)
    approved_case(unit, secretary, director, title="Sett opp meg")
    scheduled_case(unit, secretary, director, title="Før meg")
    returned = services.send_to_quality_check(
        written_case(unit, secretary, title="Rett meg"), by=secretary
    )
    services.return_with_remarks(returned, remarks="Et hull.", by=director)

    mine = {(row.title, str(row.action)) for row in waits(secretary)}
    assert mine == {
        ("BP1 Ringeklokka", "Lag sak"),
        ("Sett opp meg", "Sett på sakskartet"),
        ("Før meg", "Før vedtak"),
        ("Rett meg", "Skriv videre"),
    }
    assert [row.title for row in waits(director)] == ["Les meg"]


def test_a_case_to_come_is_put_on_the_agenda_of_a_meeting_of_our_own(unit, secretary, director):
    board = board_of(unit.district)
    case = approved_case(unit, secretary, director, title="Neste møte")
    day = timezone.localdate() + timedelta(days=9)
    put_on_agenda(case, secretary, on=day)
    without_number = ("Neste møte", "Gi saksnummer", f"/saker/{case.pk}/saksgang/")
    others = {str(stop.committee) for stop in case.saksgang() if stop.committee_id != board.pk}

    made = planned(board, secretary, on=day)
    found = {
        str(row.facts[0]): (row.title, str(row.action), row.url)
        for row in waits(secretary)
        if row.title == "Neste møte"
    }
    assert found == {
        str(board): ("Neste møte", "Sett på sakskartet", f"/moter/{made.pk}/sakskart/"),
        **dict.fromkeys(others, without_number),
    }


def test_cases_to_come_are_followed_by_the_board(unit, secretary, director, board_member):
    case = approved_case(unit, secretary, director, title="Neste møte")
    put_on_agenda(case, secretary, on=timezone.localdate() + timedelta(days=9))
    rows = list(following["reports"](board_member))
    assert [row.title for row in rows] == ["Neste møte", "Neste møte"]
