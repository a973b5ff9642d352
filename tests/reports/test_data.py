"""Blocks of live data: what each kind of case starts with, live until approval, frozen after."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from organisation.errors import DomainError
from organisation.web.richtext import to_plain
from portfolio.models import Entry, Gate, Prioritisation
from portfolio.services import restrict_project
from portfolio.services.phase_report import start_report
from portfolio.services.programme import start_programme
from reports import services
from reports.blocks import BLOCKS, blocks_for, draw
from reports.content import document_context
from reports.lifecycle import CaseKind
from reports.models import BoardCase
from reports.services import data
from tests.factories.benefit import make_benefit
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project
from tests.factories.priority import list_of, make_question, weigh_as
from tests.factories.reports import gate_for_board, put_on_agenda, write
from tests.factories.risk import make_risk

pytestmark = pytest.mark.django_db


def context_of(case: BoardCase) -> dict:
    return document_context(BoardCase.objects.with_text().get(pk=case.pk))


def shown(case: BoardCase) -> dict[str, dict]:
    """The blocks of live data in the paper, by name."""
    return {b["block"]: b for b in context_of(case)["blocks"] if b["kind"] == "data"}


def said(case: BoardCase) -> str:
    return str(context_of(case)["blocks"])


def approve(case: BoardCase, secretary, director) -> BoardCase:
    write(case, secretary)
    services.send_to_quality_check(case, by=secretary)
    return services.approve_case(case, by=director)


@pytest.fixture
def gate(unit):
    gate = gate_for_board(unit)
    make_risk(gate.project, event="Vaktlisten holder ikke", likelihood=4, impact=5)
    make_benefit(gate.project)
    return gate


def test_a_gate_starts_with_live_data_that_approval_freezes(gate, secretary, director, as_person):
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    found = shown(case)
    assert set(found) == {"project_facts", "phase_plan", "criteria", "benefits", "risks"}
    assert "Vaktlisten holder ikke" in found["risks"]["html"]
    assert "R1: sannsynlighet 4, virkning 5" in found["risks"]["figure"]
    today = timezone.localdate()
    assert found["risks"]["note"] == f"Tallene er fra {today:%d.%m.%Y}."
    assert context_of(case) == context_of(case)  # the same data are the same text

    make_risk(gate.project, event="Leverandøren trekker seg")
    assert "Leverandøren trekker seg" in said(case)

    case = approve(case, secretary, director)
    make_risk(gate.project, event="Kom etter godkjenningen")
    assert "Leverandøren trekker seg" in said(case)
    assert "Kom etter godkjenningen" not in said(case)
    # The board reads the frozen figures; who works on it is led to them.
    put_on_agenda(case, secretary)
    part = case.sections.get(block="risks")
    client = as_person(secretary)
    assert "Leverandøren" in client.get(f"/saker/{case.pk}/les/").content.decode()
    answer = client.get(f"/saker/{case.pk}/data/{part.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/saker/{case.pk}/#del-{part.pk}")
    with pytest.raises(DomainError):
        data.add_data(case, block="risks", by=secretary)

    # Written again, it is live again.
    services.return_with_remarks(case, remarks="Se på risikoen.", by=director)
    assert "Kom etter godkjenningen" in said(case)


def test_an_open_case_never_tells_of_a_restricted_project(gate, alna, unit, secretary, director):
    project = gate.project
    project.refresh_from_db()
    restrict_project(
        project,
        reason="Personalsak",
        legal_basis="offl. § 13",
        version=project.version,
        by=director,
    )
    gate = Gate.objects.with_project().get(pk=gate.pk)
    exempt = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    assert exempt.is_exempt
    assert "Vaktlisten holder ikke" in said(exempt)
    BoardCase.objects.filter(pk=exempt.pk).update(is_exempt=False)
    assert shown(exempt) == {}

    make_project(alna, unit=unit, title="Åpent prosjekt")
    programme = start_programme(
        unit, {"title": "Hjemme lenger", "outcome_goal": "Flere bor hjemme"}, by=secretary
    )
    type(project).objects.update(programme=programme)
    told = [
        services.make_case(
            kind=CaseKind.ORIENTATION, is_portfolio=True, unit=unit.district, by=secretary
        ),
        services.make_case(kind=CaseKind.PROGRAMME, programme=programme, by=secretary),
    ]
    for case in told:
        for block in BLOCKS.values():
            if block.fits(case):
                data.add_data(case, block=block.name, params={"chart": "veikart"}, by=secretary)
        text = said(case)
        assert "Åpent prosjekt" in text
        for secret in (project.title, project.number, "Vaktlisten"):
            assert secret not in text


def test_each_kind_starts_from_what_it_is_about(gate, alna, unit, secretary, as_person):
    client = as_person(secretary)
    project = gate.project
    programme = start_programme(
        unit, {"title": "Hjemme lenger", "outcome_goal": "Flere bor hjemme"}, by=secretary
    )
    type(project).objects.filter(pk=project.pk).update(programme=programme)
    report = start_report(project.phases.get(kind="forstudie"), by=project.leader)
    report.sections.filter(part="conclusions").update(
        text="<p>Behovet er stort.</p>", is_left_out=False
    )
    asked: Prioritisation = make_question(unit, [project], by=secretary)
    chosen = weigh_as(asked, project, 4, 900, by=secretary)
    list_of(asked, chosen, by=secretary)
    expected = {
        f"program={programme.pk}": (CaseKind.PROGRAMME, {"programme_projects", "benefits"}),
        f"rapport={report.pk}": (CaseKind.PHASE_REPORT, {"phase_plan", "risks", "benefits"}),
        f"prioritering={asked.pk}": (CaseKind.FUNDING_ROUND, {"ranking"}),
    }
    for address, (kind, names) in expected.items():
        page = client.get(f"/saker/ny/?{address}")
        assert (page.status_code, BoardCase.objects.filter(kind=kind).count()) == (200, 0)
        name, _equals, pk = address.partition("=")
        assert client.post("/saker/ny/", {name: pk}).status_code == 302
        case = BoardCase.objects.get(kind=kind)
        found = shown(case)
        assert names <= set(found), address
        assert all("Tallene er fra" in block["note"] for block in found.values())
        assert case.proposal
    assert "Behovet er stort." in said(BoardCase.objects.get(kind=CaseKind.PHASE_REPORT))
    ranking = shown(BoardCase.objects.get(kind=CaseKind.FUNDING_ROUND))["ranking"]
    assert project.title in ranking["html"]
    assert "Ramme 1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr, 2027." in ranking["note"]

    client.post("/saker/ny/", {"kind": "portfolio", "title": ""})
    case = BoardCase.objects.get(kind=CaseKind.ORIENTATION)
    found = shown(case)
    assert {"figures", "chart", "changes"} <= set(found)
    charts = [b["figure"] for b in context_of(case)["blocks"] if b.get("block") == "chart"]
    assert any("Status per enhet" in each for each in charts)
    assert project.title in found["changes"]["html"]
    assert "Startet" in found["changes"]["html"]


def test_a_round_without_a_list_of_ours_has_its_ranking_pasted_in(
    unit, secretary, director, as_person
):
    client = as_person(secretary)
    client.post("/saker/ny/", {"kind": "funding_round", "title": "Grønne tiltak"})
    case = BoardCase.objects.get(kind=CaseKind.FUNDING_ROUND)
    assert "slik den står i rangeringen" in case.proposal
    part = case.sections.get(block="ranking")
    assert draw(part, case)["is_empty"]
    sent = {"version": 1, "heading": "Rangering", "level": 3, "valg-caption": "Høsten 2026"}
    for wrong in ("Tiltak;Poeng", "Tiltak\nHage", "Tiltak;Poeng\nHage;18;4"):
        answer = client.post(part.get_absolute_url(), {**sent, "valg-typed": wrong})
        assert answer.status_code == 422, wrong
    rows = "Tiltak\tPoeng\tBeløp\nHage & <b>bed</b>\t17,5\t40 000\nVerksted\t9\n"
    assert client.post(part.get_absolute_url(), {**sent, "valg-typed": rows}).status_code == 302

    case = write(case, secretary)
    services.approve_case(services.send_to_quality_check(case, by=secretary), by=director)
    html = shown(case)["ranking"]["html"]
    assert "<caption>Høsten 2026</caption>" in html
    assert "Hage &amp; &lt;b&gt;bed&lt;/b&gt;" in html
    assert to_plain(html).splitlines()[-1].split("\t") == ["Verksted", "9", "–"]


def test_a_block_is_put_in_moved_asked_for_something_else_and_taken_out(
    gate, unit, secretary, director, as_person
):
    case = services.make_case(kind=CaseKind.FREE, title="Status", unit=unit, by=secretary)
    client = as_person(secretary)
    first = case.sections.order_by("position").first()
    page = client.get(f"/saker/{case.pk}/data/ny/?etter={first.pk}")
    assert [value for value, _title in page.context["form"].fields["block"].choices] == [
        block.name for block in blocks_for(case)
    ]
    client.post(f"/saker/{case.pk}/data/ny/?etter={first.pk}", {"block": "changes"})
    part = case.sections.get(kind="data")
    assert part.position == first.position + 1
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    sent = {"version": 1, "heading": "Nytt", "level": 3, "valg-since": tomorrow}
    assert client.post(part.get_absolute_url(), sent).status_code == 302
    assert client.post(part.get_absolute_url(), sent).status_code == 409
    part.refresh_from_db()
    assert (part.heading, part.params) == ("Nytt", {"since": tomorrow})
    live = client.get(f"/saker/{case.pk}/data/{part.pk}/").content.decode()
    assert "Ingenting er endret." in live
    assert (
        f'hx-get="/saker/{case.pk}/data/{part.pk}/"'
        in client.get(part.get_absolute_url()).content.decode()
    )
    client.post(f"/saker/{case.pk}/del/{part.pk}/flytt/", {"vei": "ned"})
    part.refresh_from_db()
    assert part.position == first.position + 2
    client.post(f"/saker/{case.pk}/del/{part.pk}/fjern/")
    assert not case.sections.filter(kind="data").exists()

    with pytest.raises(DomainError):
        data.add_data(case, block="risks", by=secretary)  # the case is about no project
    other = as_person(PersonFactory(unit=unit))
    assert other.get(f"/saker/{case.pk}/data/ny/").status_code == 404


def test_a_block_nobody_knows_any_more_is_left_out(unit, secretary):
    case = services.make_case(kind=CaseKind.FREE, title="Gammel", unit=unit, by=secretary)
    part = data.add_data(case, block="figures", by=secretary)
    part.block = "used_to_be"
    assert draw(part, case)["is_empty"]


def test_money_of_a_programme_is_of_the_open_projects(alna, unit, secretary):
    projects = [make_project(alna, unit=unit, title=title) for title in ("En", "To")]
    programme = start_programme(
        unit, {"title": "Hjemme lenger", "outcome_goal": "Flere bor hjemme"}, by=secretary
    )
    year = fund_year(make_fund(alna), frame_nok=1000)
    for project in projects:
        type(project).objects.filter(pk=project.pk).update(programme=programme)
        Entry.objects.create(
            project=project,
            fund_year=year,
            kind="plan",
            amount_nok=Decimal(200),
            booked_on=timezone.localdate(),
            source="hand",
        )
    case = services.make_case(kind=CaseKind.PROGRAMME, programme=programme, by=secretary)
    assert "400\N{NO-BREAK SPACE}kr" in shown(case)["money"]["html"]
