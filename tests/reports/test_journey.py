"""From a gate to a vedtak, by the services, as the secretariat would."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from organisation.errors import DomainError, StepRefused
from organisation.files import documents
from organisation.files.models import Document
from organisation.notices.models import Notice
from organisation.people.models import Person, Unit
from organisation.web.richtext import to_plain
from portfolio.lifecycle import GateState, Outcome, PhaseState
from portfolio.models import Gate, GateDecision, Project
from portfolio.services import NewCondition, decide_gate
from reports import services
from reports.content import document_context
from reports.forms import VedtakForm
from reports.lifecycle import CaseKind, CaseState, VedtakKind
from reports.models import BoardCase, CaseSection, Committee
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


@pytest.fixture
def gate(unit: Unit) -> Gate:
    return gate_for_board(unit)


def case_of(gate: Gate, secretary: Person, director: Person) -> BoardCase:
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    write(case, secretary)
    services.send_to_quality_check(case, by=secretary)
    return put_on_agenda(services.approve_case(case, by=director), secretary)


def stop_of(case: BoardCase, kind: str):
    return case.stops.select_related("committee").get(committee__kind=kind)


def test_a_case_from_a_gate_holds_the_facts_of_the_project(gate, secretary):
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)

    text = {section.heading: to_plain(section.html) for section in case.sections.all()}
    assert case.title == "Ringeklokka – start av forstudie"
    assert case.project == gate.project
    assert "Vakten får ikke svar om natten." in text["Bakgrunn for saken"]
    plan = next(
        block for block in document_context(case)["blocks"] if block.get("block") == "phase_plan"
    )
    assert "Forstudie\tIkke fastsatt\tPlanlagt" in to_plain(plan["html"])
    assert "Behovet er godt beskrevet." in text["Vurdering"]
    assert to_plain(case.proposal) == (
        "Bydelsutvalget godkjenner at «Ringeklokka» starter forstudie."
    )
    assert case.proposed_outcome == Outcome.GO


def test_vedtak_as_proposed_decides_the_gate_and_starts_the_phase(gate, secretary, director):
    case = case_of(gate, secretary, director)
    services.record_vedtak(stop_of(case, "au"), VedtakKind.AS_PROPOSED, by=secretary)
    gate.refresh_from_db()
    assert gate.state == GateState.WAITING_FOR_BOARD

    services.record_vedtak(stop_of(case, "bu"), VedtakKind.AS_PROPOSED, by=secretary)

    gate.refresh_from_db()
    case.refresh_from_db()
    decision = GateDecision.objects.get(gate=gate)
    assert (gate.state, case.state) == (GateState.DECIDED, CaseState.DECIDED)
    assert gate.project.phases.get(kind="forstudie").state == PhaseState.RUNNING
    assert decision.committee == "Bydelsutvalget"
    assert decision.vedtak_text == to_plain(case.vedtak.text)
    told = Notice.objects.filter(key=f"case-vedtak-{case.vedtak.pk}")
    assert {each.person for each in told} == {gate.project.owner, gate.project.leader, director}


def test_orientation_leaves_the_gate_alone_and_notes_it(unit, secretary, director):
    gate = submitted_gate(unit)
    decision = decide_gate(gate, Outcome.GO, reason="Klart behov.", by=director)
    case = services.make_case(kind=CaseKind.ORIENTATION, gate=gate, by=secretary)
    write(case, secretary)
    services.send_to_quality_check(case, by=secretary)
    put_on_agenda(services.approve_case(case, by=director), secretary)

    services.record_vedtak(stop_of(case, "bu"), VedtakKind.TAKEN_NOTE_OF, by=secretary)

    assert list(GateDecision.objects.filter(gate=gate)) == [decision]
    assert decision.note.committee == "Bydelsutvalget"


def test_changed_vedtak_keeps_both_texts_and_needs_an_outcome(gate, secretary, director):
    case = case_of(gate, secretary, director)
    bu = stop_of(case, "bu")
    changed = "<p>Bydelsutvalget ber om mer om økonomien.</p>"

    with pytest.raises(DomainError, match="Velg hva vedtaket betyr for prosjektet"):
        services.record_vedtak(bu, VedtakKind.CHANGED, text=changed, by=secretary)
    vedtak = services.record_vedtak(
        bu, VedtakKind.CHANGED, text=changed, gate_outcome=Outcome.BACK, by=secretary
    )

    gate.refresh_from_db()
    assert to_plain(vedtak.text) == "Bydelsutvalget ber om mer om økonomien."
    assert to_plain(vedtak.proposal).startswith("Bydelsutvalget godkjenner")
    assert gate.state == GateState.WAITING_FOR_BOARD
    choice = services.confirm_outcome(vedtak.outcome_choice, version=1, by=director)
    gate.refresh_from_db()
    assert (gate.state, choice.confirmed_by) == (GateState.IN_PREPARATION, director)
    with pytest.raises(DomainError, match="har alt bekreftet"):
        services.confirm_outcome(choice, version=choice.version, by=director)


def test_the_director_may_mend_what_the_secretariat_chose(
    gate, secretary, director, client, employee
):
    case = case_of(gate, secretary, director)
    vedtak = services.record_vedtak(
        stop_of(case, "bu"),
        VedtakKind.CHANGED,
        text="<p>Vent til budsjettet.</p>",
        gate_outcome=Outcome.BACK,
        by=secretary,
    )
    page = f"/saker/{case.pk}/utfall/"
    client.force_login(secretary)
    assert "Bekreft utfallet" not in client.get(page).content.decode()
    client.force_login(director)
    assert page in client.get("/").content.decode()
    later = (timezone.localdate() + timedelta(days=90)).isoformat()
    sent = {"version": 1, "outcome": "hold", "hold_until": later, "gjor": "bekreft"}
    assert client.post(page, sent | {"hold_until": "aldri"}).status_code == 422
    assert client.post(page, sent).status_code == 302
    decision = GateDecision.objects.get(gate=gate)
    assert (decision.outcome, decision.decided_by) == (Outcome.HOLD, director)
    assert client.post(page, sent).status_code == 403
    choice = vedtak.outcome_choice
    choice.refresh_from_db()
    assert (choice.chosen_by, choice.confirmed_by) == (director, director)


def test_a_withdrawn_case_opens_the_gate_and_decides_nothing(gate, secretary, director):
    case = case_of(gate, secretary, director)
    services.record_vedtak(
        stop_of(case, "bu"), VedtakKind.WITHDRAWN, text="<p>Trukket.</p>", by=secretary
    )
    gate.refresh_from_db()
    assert (gate.state, gate.round) == (GateState.IN_PREPARATION, 1)
    assert not GateDecision.objects.filter(gate=gate).exists()


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (VedtakKind.SENT_BACK, {}, GateState.IN_PREPARATION),
        (VedtakKind.WITHDRAWN, {}, GateState.IN_PREPARATION),
        (
            VedtakKind.REJECTED,
            {"gate_outcome": Outcome.BACK, "reason": "For dyrt."},
            GateState.IN_PREPARATION,
        ),
        (
            VedtakKind.REJECTED,
            {"gate_outcome": Outcome.STOP, "lesson": "For tidlig.", "reason": "For tidlig."},
            GateState.DECIDED,
        ),
    ],
)
def test_what_each_answer_does_to_the_gate(gate, secretary, director, kind, facts, expected):
    case = case_of(gate, secretary, director)
    services.record_vedtak(
        stop_of(case, "bu"), kind, text="<p>Slik ble det.</p>", by=secretary, **facts
    )
    gate.refresh_from_db()
    case.refresh_from_db()
    assert (gate.state, case.state) == (expected, CaseState.DECIDED)


def test_a_gate_is_decided_and_not_only_noted(gate, secretary, director):
    case = case_of(gate, secretary, director)
    with pytest.raises(DomainError, match="kan ikke bare tas til orientering"):
        services.record_vedtak(
            stop_of(case, "bu"), VedtakKind.TAKEN_NOTE_OF, text="<p>Sett.</p>", by=secretary
        )
    case.refresh_from_db()
    assert case.state == CaseState.SCHEDULED
    stops = {stop.committee.kind: stop for stop in case.saksgang()}
    offered = {
        kind: [choice for choice, _label in VedtakForm(stop=stop, case=case)["kind"].field.choices]
        for kind, stop in stops.items()
    }
    assert VedtakKind.TAKEN_NOTE_OF not in offered["bu"]
    assert VedtakKind.TAKEN_NOTE_OF in offered["au"]


def test_the_words_of_an_exempt_case_stay_in_the_case(gate, secretary, director, employee):
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    case = write(case, secretary)
    case = services.register_case(
        case,
        is_exempt=True,
        legal_basis="offl. § 13",
        public_title="Unntatt sak",
        by=secretary,
        version=case.version,
    )
    services.send_to_quality_check(case, by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    services.record_vedtak(
        stop_of(case, "bu"),
        VedtakKind.CHANGED,
        text="<p>Hemmelig vedtak.</p>",
        gate_outcome=Outcome.GO_WITH_CONDITIONS,
        reason="Hemmelig grunn.",
        conditions=[NewCondition("Hemmelig vilkår", employee, timezone.localdate())],
        by=secretary,
    )
    services.confirm_outcome(stop_of(case, "bu").settled_by.outcome_choice, version=1, by=director)

    decision = GateDecision.objects.get(gate=gate)
    assert decision.reason == decision.vedtak_text == "Unntatt offentlighet, offl. § 13"
    condition = decision.conditions.get()
    assert condition.text == "Vilkår i vedtak som er unntatt offentlighet"
    assert condition.owner == employee
    kept = [*GateDecision.objects.values(), *Project.objects.values()]
    assert "emmelig" not in str(kept)


def test_the_lesson_of_an_exempt_case_stays_in_the_case(gate, secretary, director):
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    case = write(case, secretary)
    case = services.register_case(
        case,
        is_exempt=True,
        legal_basis="offl. § 13",
        public_title="Unntatt sak",
        by=secretary,
        version=case.version,
    )
    services.send_to_quality_check(case, by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    services.record_vedtak(
        stop_of(case, "bu"),
        VedtakKind.REJECTED,
        text="<p>Nei.</p>",
        gate_outcome=Outcome.STOP,
        lesson="Hemmelig lærdom.",
        reason="Hemmelig.",
        by=secretary,
    )
    kept = [*GateDecision.objects.values(), *Project.objects.values()]
    assert "Hemmelig lærdom" not in str(kept)


def test_a_rejection_does_not_become_a_yes(gate, secretary, director):
    case = case_of(gate, secretary, director)
    with pytest.raises(DomainError, match="Velg hva vedtaket betyr"):
        services.record_vedtak(
            stop_of(case, "bu"),
            VedtakKind.REJECTED,
            text="<p>Nei.</p>",
            gate_outcome=Outcome.GO,
            reason="Nei.",
            by=secretary,
        )


def test_conditions_of_the_board_follow_the_gate(gate, secretary, director, employee):
    case = case_of(gate, secretary, director)
    condition = NewCondition("Legg fram budsjett.", employee, timezone.localdate())
    services.record_vedtak(
        stop_of(case, "bu"),
        VedtakKind.CHANGED,
        text="<p>Ja, på vilkår.</p>",
        by=secretary,
        gate_outcome=Outcome.GO_WITH_CONDITIONS,
        conditions=[condition],
    )
    services.confirm_outcome(stop_of(case, "bu").settled_by.outcome_choice, version=1, by=director)
    assert [each.text for each in GateDecision.objects.get(gate=gate).conditions.all()] == [
        "Legg fram budsjett."
    ]


def test_a_postponed_case_waits_for_a_new_day_and_keeps_its_number(gate, secretary, director):
    case = case_of(gate, secretary, director)
    services.give_number(stop_of(case, "bu"), by=secretary, typed="7")
    services.record_vedtak(
        stop_of(case, "bu"), VedtakKind.POSTPONED, text="<p>Saken utsettes.</p>", by=secretary
    )

    case.refresh_from_db()
    bu = stop_of(case, "bu")
    assert (case.state, bu.meeting_date, bu.number.n) == (CaseState.APPROVED, None, 7)
    gate.refresh_from_db()
    assert gate.state == GateState.WAITING_FOR_BOARD
    put_on_agenda(BoardCase.objects.get(pk=case.pk), secretary)
    services.record_vedtak(stop_of(case, "bu"), VedtakKind.AS_PROPOSED, by=secretary)
    gate.refresh_from_db()
    assert gate.state == GateState.DECIDED


def test_the_second_to_record_a_vedtak_is_told_who_did_it(gate, secretary, director):
    case = case_of(gate, secretary, director)
    stop = stop_of(case, "au")
    services.record_vedtak(stop, VedtakKind.AS_PROPOSED, by=secretary)
    with pytest.raises(DomainError, match="Sekretær Solberg har alt ført svaret"):
        services.record_vedtak(stop, VedtakKind.CHANGED, text="<p>Nei.</p>", by=secretary)


def test_a_vedtak_is_not_recorded_before_the_meeting(unit, secretary, director):
    case = approved_case(unit, secretary, director)
    put_on_agenda(case, secretary, on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(DomainError, match="Møtet har ikke vært ennå"):
        services.record_vedtak(stop_of(case, "bu"), VedtakKind.AS_PROPOSED, by=secretary)


def test_a_case_that_must_be_decided_is_not_proposed_as_orientation(gate, secretary):
    with pytest.raises(DomainError, match="kan ikke legges fram til orientering"):
        services.make_case(kind=CaseKind.ORIENTATION, gate=gate, by=secretary)
    case = case_in(gate.project.unit, secretary, kind=CaseKind.ORIENTATION)
    with pytest.raises(DomainError, match="Bare en fasebeslutning"):
        services.save_proposal(
            case,
            proposal="<p>Ja.</p>",
            proposed_outcome=Outcome.GO,
            by=secretary,
            version=case.version,
        )


def test_a_gate_has_one_case_at_a_time(gate, secretary):
    services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    with pytest.raises(DomainError, match="Det er alt en sak om dette"):
        services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)


def test_an_incomplete_case_says_all_that_is_missing(unit, secretary):
    case = case_in(unit, secretary)
    with pytest.raises(StepRefused) as refused:
        services.send_to_quality_check(case, by=secretary)
    assert refused.value.reasons == [
        "2 ting mangler: Skriv «Bakgrunn for saken», «Saksframstilling»."
        " Skriv forslaget til vedtak."
    ]


def test_the_case_of_2015_can_be_made_with_days_of_the_past(alna, secretary, director):
    """What a loader of old cases needs: no gate, own sections, days long gone."""
    case = services.make_case(
        kind=CaseKind.ORIENTATION,
        title="Innovasjonsarbeid i Bydel Alna",
        unit=alna,
        by=secretary,
        with_sections=False,
        at=timezone.make_aware(timezone.datetime(2015, 1, 20)),
    )
    services.register_case(
        case, archive_case="201500143", archive_code="110", by=secretary, version=case.version
    )
    for level, heading in ((2, "Innledning"), (3, "Forstudien"), (4, "Helse og mestring")):
        services.add_section(case, heading=heading, level=level, html="<p>Tekst.</p>", by=secretary)
    case.refresh_from_db()
    services.save_proposal(
        case, proposal="<p>Tas til orientering.</p>", by=secretary, version=case.version
    )
    services.add_attachment(
        case, title="Forstudierapport", note="Ligger på bydelens nettsider.", by=secretary
    )
    services.send_to_quality_check(case, by=secretary)
    moment = timezone.make_aware(timezone.datetime(2015, 2, 3, 10))
    services.approve_case(case, by=director, at=moment)
    days = {stop_of(case, "au").pk: date(2015, 2, 12), stop_of(case, "bu").pk: date(2015, 2, 26)}
    services.schedule(case, days=days, by=secretary)
    services.record_vedtak(stop_of(case, "bu"), VedtakKind.TAKEN_NOTE_OF, by=secretary, at=moment)

    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    assert case.vedtak.decided_on == date(2015, 2, 26)
    assert case.approved_text.approved_at == moment


def test_statement_before_the_decision_moves_nothing(unit, secretary, director):
    case = scheduled_case(unit, secretary, director)
    services.record_vedtak(
        stop_of(case, "au"), VedtakKind.REJECTED, text="<p>Nei.</p>", by=secretary
    )
    case.refresh_from_db()
    assert case.state == CaseState.SCHEDULED
    assert case.vedtak is None


def test_a_council_states_before_the_case_is_decided(alna, unit, secretary):
    council = Committee.objects.create(
        district=alna, unit=alna, kind="raad", name="Eldrerådet", abbreviation="ER"
    )
    case = case_in(unit, secretary)
    services.add_stop(case, council, by=secretary)
    way = [(stop.committee.kind, stop.task) for stop in case.stops.order_by("order")]
    assert way == [("au", "recommends"), ("raad", "states"), ("bu", "decides")]


def test_a_committee_that_only_recommends_postpones_without_moving_the_case(
    unit, secretary, director, as_person
):
    case = scheduled_case(unit, secretary, director)
    services.record_vedtak(stop_of(case, "au"), "postponed", text="<p>Utsatt.</p>", by=secretary)
    case.refresh_from_db()
    au, bu = stop_of(case, "au"), stop_of(case, "bu")
    assert (case.state, au.meeting_date) == (CaseState.SCHEDULED, None)
    assert bu.meeting_date is not None
    assert "Utsatt, har ikke møtedato" in as_person(secretary).get("/").content.decode()
    services.record_vedtak(bu, VedtakKind.AS_PROPOSED, by=secretary)
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED


def test_the_board_finds_the_paper_of_a_case_on_the_agenda(
    unit, secretary, director, board_member, as_person
):
    case = scheduled_case(unit, secretary, director)
    document = Document.objects.get()
    documents.make(document, lambda *_said: None)
    document.refresh_from_db()

    page = as_person(board_member).get(case.get_absolute_url()).content.decode()
    assert document.file.get_absolute_url() in page
    answer = as_person(board_member).get(document.file.get_absolute_url())
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_days_in_the_paper_are_days_in_oslo(unit, secretary, director):
    case = services.send_to_quality_check(written_case(unit, secretary), by=secretary)
    after_midnight = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # the fifth in Oslo
    BoardCase.objects.filter(pk=case.pk).update(created_at=after_midnight)
    draft = BoardCase.objects.with_text().get(pk=case.pk)
    assert document_context(draft)["meta"]["created"] == "2026-03-05"
    services.approve_case(case, by=director, at=after_midnight)
    approved = BoardCase.objects.with_text().get(pk=case.pk)
    assert document_context(approved)["meta"]["created"] == "2026-03-05"


def test_a_change_of_the_way_is_a_new_version(unit, secretary):
    case = case_in(unit, secretary)
    au, bu = case.saksgang()
    seen = [case.version]

    def changed() -> bool:
        seen.append(BoardCase.objects.get(pk=case.pk).version)
        return seen[-1] > seen[-2]

    services.move_stop(au, step=1, by=secretary)
    assert changed()
    services.plan_stop(au, meeting_date=None, task="decides", by=secretary)
    assert changed()
    services.remove_stop(bu, by=secretary)
    assert changed()
    services.add_stop(case, bu.committee, by=secretary)
    assert changed()


def test_a_picture_without_words_is_not_approved(unit, secretary, director):
    case = written_case(unit, secretary)
    section = case.sections.get(heading="Saksframstilling")
    CaseSection.objects.filter(pk=section.pk).update(html='<p><img src="/filer/abc/" alt=""></p>')
    with pytest.raises(StepRefused, match="Beskriv bildene i «Saksframstilling»"):
        services.send_to_quality_check(case, by=secretary)
    BoardCase.objects.filter(pk=case.pk).update(state=CaseState.QUALITY_CHECK)
    with pytest.raises(StepRefused, match="Beskriv bildene i «Saksframstilling»"):
        services.approve_case(case, by=director)
    CaseSection.objects.filter(pk=section.pk).update(
        html='<p><img src="/filer/abc/" alt="Vei"></p>'
    )
    services.approve_case(case, by=director)


def test_a_form_sent_twice_makes_one_case(unit, secretary):
    token = uuid4()
    first, second = (case_in(unit, secretary, form_token=token) for _nth in range(2))
    assert first == second
    other = case_in(unit, secretary, title="Noe annet", form_token=token)
    assert other != first
    with pytest.raises(DomainError, match="Prøv igjen"):
        case_in(unit, PersonFactory(unit=unit), form_token=token)
