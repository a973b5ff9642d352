"""A committee's meeting from the calendar to the minutes that the next one approved."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError, Stale, StepRefused
from organisation.files.models import Document
from organisation.notices.models import Notice
from organisation.people.models import Person, Unit
from reports import services as reports
from reports.lifecycle import CaseState
from reports.lifecycle.meeting import ItemKind, MeetingState
from reports.models import (
    AgendaItem,
    ApprovedMinutes,
    ApprovedText,
    BoardCase,
    CaseStop,
    CaseTemplate,
    Committee,
    LegalBasis,
    Meeting,
    MeetingPaper,
    Redaction,
    VoteLine,
)
from reports.queries.meeting import suggested
from reports.seats import voters
from reports.services import agenda, meeting, meeting_paper, member, minutes
from reports.services.minutes import Votes
from reports.services.template import revise_form
from tests.factories.meeting import (
    board_of,
    called,
    case_for,
    days_ago,
    exempt,
    planned,
    put_on,
    sit,
)
from tests.factories.reports import scheduled_case, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(alna: Unit) -> Committee:
    return board_of(alna)


def seat(made: Meeting, name: str):
    return made.attendances.get(name=name)


def read(made: Meeting) -> Meeting:
    return Meeting.objects.with_minutes().get(pk=made.pk)


def test_the_calendar_holds_a_meeting_a_day_and_moves_the_deadlines_along(board, secretary):
    first = timezone.localdate() + timedelta(days=30)
    facts = {"held_on": first, "papers_due": first - timedelta(days=14)}
    second = first + timedelta(days=28)
    made = meeting.plan_meeting(board, facts, by=secretary, days=[second])
    assert [(each.held_on, each.papers_due) for each in made] == [
        (first, first - timedelta(days=14)),
        (second, second - timedelta(days=14)),
    ]
    assert [item.kind for item in made[0].agenda()] == [
        ItemKind.OPEN_HALF_HOUR,
        ItemKind.NOTICE,
        ItemKind.MINUTES,
        ItemKind.INFORMATION,
        ItemKind.OTHER,
    ]
    with pytest.raises(DomainError, match="alt et møte"):
        planned(board, secretary, on=first)
    board.members.all().delete()
    with pytest.raises(StepRefused, match="ingen medlemmer"):
        meeting.call_meeting(made[0], by=secretary)


def test_the_call_numbers_meeting_and_cases_in_the_order_of_the_agenda(
    board, secretary, director, employee
):
    board.members.filter(name="Medlem 2").update(person=employee)
    cases = [case_for(board, secretary, director, title=f"Sak {n}") for n in "abc"]
    made = planned(board, secretary)
    exempt(cases[1])
    for case in cases:
        put_on(made, BoardCase.objects.get(pk=case.pk), secretary)
    # Closed cases come after the open ones.
    assert [item.words for item in made.case_items()] == ["Sak a", "Sak c", "Sak b"]
    agenda.move_item(made.case_items()[1], step=-1, by=secretary)
    assert {case.state for case in BoardCase.objects.all()} == {CaseState.SCHEDULED}
    made = meeting.call_meeting(made, by=secretary)
    year = f"{made.held_on:%y}"
    numbered = [(item.words, item.number) for item in read(made).case_items()]
    assert numbered == [("Sak c", f"1/{year}"), ("Sak a", f"2/{year}"), ("Sak b", f"3/{year}")]
    assert (made.number, made.state) == (1, MeetingState.CALLED)
    assert Notice.objects.filter(person=employee, text__contains="innkalt").count() == 1
    notice = Document.objects.get(kind="meeting_notice")
    titles = [line["title"] for line in notice.data["agenda"] if line["is_case"]]
    assert titles == ["Sak c", "Sak a", "Klagesak"]


def test_what_is_taken_off_or_called_off_waits_and_numbers_are_not_used_again(
    board, secretary, director
):
    case = case_for(board, secretary, director)
    made, [item] = called(board, secretary, case)
    number = item.stop.number
    agenda.remove_item(item, by=secretary)
    case.refresh_from_db()
    assert (case.state, case.stops.get().meeting_date) == (CaseState.APPROVED, None)
    put_on(made, case, secretary)
    assert case.stops.get().number == number
    meeting.cancel_meeting(made, reason="For få saker", by=secretary)
    case.refresh_from_db()
    assert case.state == CaseState.APPROVED
    later, _items = called(board, secretary, case)
    assert later.number == 2


def test_deputies_are_called_in_order_from_the_party_of_the_one_who_is_away(
    board, secretary, director
):
    made, [item] = called(board, secretary, case_for(board, secretary, director))
    for name in ("Medlem 2", "Medlem 4"):
        minutes.send_excuses(seat(made, name), by=secretary)
    first = minutes.call_deputy(seat(made, "Medlem 2"), by=secretary)
    assert first.name == "Vara 1"
    minutes.send_excuses(first, by=secretary)
    second = minutes.call_deputy(seat(made, "Medlem 2"), by=secretary)
    assert (second.name, second.stands_in_for.name) == ("Vara 2", "Medlem 2")
    with pytest.raises(DomainError, match="Alle varaene for S"):
        minutes.call_deputy(seat(made, "Medlem 4"), by=secretary)
    minutes.take_seat(seat(made, "Medlem 2"), by=secretary)
    assert not made.attendances.filter(name="Vara 2").exists()
    # Without the chair somebody else leads, and without half of them nothing is decided.
    minutes.choose_chair(seat(made, "Medlem 3"), by=secretary)
    for name in ("Medlem 1", "Medlem 2"):
        minutes.send_excuses(seat(made, name), by=secretary)
    with pytest.raises(DomainError, match="ikke vedtaksført: 2 av 5"):
        minutes.record_item_vedtak(item, "as_proposed", by=secretary)


def test_a_disqualified_member_does_not_vote_and_a_deputy_takes_the_seat(
    board, secretary, director
):
    made, [item] = called(board, secretary, case_for(board, secretary, director))
    line = minutes.disqualify(
        item,
        seat(made, "Medlem 2"),
        ground="Har som ansatt forberedt saken",
        calls_deputy=True,
        by=secretary,
    )
    made = read(made)
    able = {each.name for each in voters(made.attendances.all(), made.case_items()[0])}
    assert able == {"Medlem 1", "Medlem 3", "Medlem 4", "Medlem 5", "Vara 1"}
    assert "Vara 1" not in [each.name for each in voters(made.attendances.all())]
    minutes.find_impartial(line, by=secretary)
    assert not made.attendances.filter(name="Vara 1").exists()


def test_votes_are_held_against_those_who_are_there(board, secretary, director):
    made, [item] = called(board, secretary, case_for(board, secretary, director))
    entry = minutes.add_entry(
        item, kind="proposal", text="Med lys", mover=seat(made, "Medlem 4"), by=secretary
    )
    with pytest.raises(DomainError, match="A har 3 som kan stemme"):
        minutes.record_votes(item, {"A": Votes(3, 1)}, by=secretary)
    minutes.record_votes(item, {"A": Votes(3, 0), "S": Votes(0, 1)}, entry=entry, by=secretary)
    with pytest.raises(DomainError, match="S har 0 som kan stemme"):
        minutes.send_excuses(seat(made, "Medlem 4"), by=secretary)
    minutes.settle_entry(entry, is_adopted=True, by=secretary)
    minutes.save_proceedings(
        item, html="<p>Drøftet.</p>", is_unanimous=True, version=item.version, by=secretary
    )
    with pytest.raises(Stale):
        minutes.save_proceedings(item, html="", is_unanimous=False, version=1, by=secretary)
    [lines] = [each for each in minutes.minutes_context(read(made))["items"] if each["is_case"]]
    assert [vote["words"] for vote in lines["votes"]] == ["Enstemmig.", "3 stemmer for, 1 mot."]


def test_the_next_meeting_approves_the_minutes_and_then_nothing_changes(board, secretary, director):
    case = case_for(board, secretary, director, title="Ny gangvei")
    made, [item] = called(board, secretary, case, on=days_ago(28))
    entry = minutes.add_entry(item, kind="order", text="Meld tilbake", by=secretary)
    with pytest.raises(StepRefused, match="Før utfallet i sak"):
        meeting.hold_meeting(made, by=secretary)
    minutes.record_item_vedtak(item, "as_proposed", by=secretary)
    case.refresh_from_db()
    assert (case.state, case.vedtak.decided_on) == (CaseState.DECIDED, made.held_on)
    meeting.hold_meeting(made, by=secretary)
    assert set(MeetingPaper.objects.values_list("kind", flat=True)) == {
        "notice",
        "minutes",
        "extract",
    }
    later, _items = called(board, secretary)
    approved = minutes.approve_minutes(made, at_meeting=later, by=secretary)
    frozen = json.loads(ApprovedMinutes.objects.get().snapshot)["data"]
    assert [each["title"] for each in frozen["items"] if each["is_case"]] == ["Ny gangvei"]
    assert len(approved.sha256) == 64
    # Papers of it stay as they were, whatever the form of the district becomes.
    form = CaseTemplate.objects.current_for(board.district_id)
    letterhead = {**form.letterhead, "municipality": "En annen kommune"}
    revise_form(form, {"letterhead": letterhead}, by=secretary)
    papers = MeetingPaper.objects.count()
    meeting_paper.order_minutes(made, by=secretary)
    meeting_paper.order_extracts(made, by=secretary)
    meeting_paper.order_minutes(made, by=secretary)
    assert MeetingPaper.objects.count() == papers + 1  # the extract says that they are approved
    made, item = read(made), AgendaItem.objects.get(pk=item.pk)
    someone = made.attendances.first()
    for change in (
        lambda: minutes.send_excuses(someone, by=secretary),
        lambda: minutes.add_entry(item, kind="order", text="Nei", by=secretary),
        lambda: minutes.remove_entry(entry, by=secretary),
        lambda: minutes.settle_entry(entry, is_adopted=True, by=secretary),
        lambda: minutes.record_votes(item, {"A": Votes(1, 0)}, by=secretary),
        lambda: minutes.disqualify(item, someone, ground="Nei", by=secretary),
        lambda: minutes.note_times(made, opened_at=None, closed_at=None, by=secretary),
        lambda: minutes.add_attendee(made, name="Ny", role="secretary", by=secretary),
        lambda: minutes.save_proceedings(
            item, html="", is_unanimous=True, version=item.version, by=secretary
        ),
        lambda: agenda.remove_item(item, by=secretary),
        lambda: agenda.add_item(made, kind="other", by=secretary),
        lambda: meeting.change_meeting(made, {}, version=made.version, by=secretary),
        lambda: meeting.cancel_meeting(made, reason="Nei", by=secretary),
        lambda: minutes.approve_minutes(made, at_meeting=later, by=secretary),
    ):
        with pytest.raises(DomainError):
            change()
    assert read(made).state == MeetingState.LOCKED


def test_a_postponed_case_comes_back_as_a_suggestion_with_its_number(board, secretary, director):
    case = case_for(board, secretary, director)
    made, [item] = called(board, secretary, case, on=days_ago(3))
    number = item.stop.number
    minutes.record_item_vedtak(item, "postponed", text="<p>Utsatt.</p>", by=secretary)
    later = planned(board, secretary)
    [suggestion] = suggested(later, secretary)
    assert (suggestion.stop.case, suggestion.why.split()[0]) == (case, "Utsatt")
    again = agenda.put_on_agenda(later, suggestion.stop, by=secretary)
    meeting.call_meeting(later, by=secretary)
    assert CaseStop.objects.get(pk=again.stop_id).number == number
    assert read(made).case_items()[0].vedtak.kind == "postponed"
    assert suggested(later, secretary) == []


def test_a_case_with_two_committees_finds_the_next_meeting_of_the_second(
    board, secretary, director
):
    au = Committee.objects.get(district=board.district, kind="au")
    sit(au, "Leder", "A", "chair", 1)
    case = reports.make_case(kind="free", title="Plan", unit=board.district, by=secretary)
    case = reports.send_to_quality_check(write(case, secretary), by=secretary)
    case = reports.approve_case(case, by=director)
    board_day = timezone.localdate() + timedelta(days=14)
    planned(board, secretary, on=board_day)
    put_on(planned(au, secretary), case, secretary)
    days = {stop.committee.kind: stop.meeting_date for stop in CaseStop.objects.filter(case=case)}
    assert days == {"au": timezone.localdate(), "bu": board_day}


def test_committees_have_one_chair_and_who_has_met_stays(board, secretary, director):
    facts = {"name": "Ny leder", "party": "H", "function": "chair", "from_day": date(2024, 1, 1)}
    with pytest.raises(DomainError, match="Medlem 1 er leder"):
        member.elect(board, facts, by=secretary)
    chair = board.members.get(name="Medlem 1")
    member.end_membership(chair, last_day=days_ago(1), by=secretary)
    new = member.elect(board, facts, by=secretary)
    called(board, secretary, case_for(board, secretary, director))
    with pytest.raises(DomainError, match="står i en protokoll"):
        member.strike_member(new, by=secretary)
    member.strike_member(board.members.get(name="Vara 3"), by=secretary)


# --- Whatever happens -----------------------------------------------------------------------------

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["away", "back", "deputy", "out", "votes", "chair", "remove"]),
        st.integers(0, 7),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=14,
)


def do(made: Meeting, item: AgendaItem, move: tuple[str, int, int, int], by: Person) -> None:
    """One thing a secretary may try; whether it is refused is up to the services."""
    verb, who, ayes, noes = move
    seats = list(made.attendances.order_by("pk"))
    chosen = seats[who % len(seats)]
    if verb == "votes":
        party = "ASH"[who % 3]
        minutes.record_votes(item, {party: Votes(ayes, noes)}, by=by)
    elif verb == "out":
        minutes.disqualify(item, chosen, ground="Slekt", calls_deputy=ayes > 2, by=by)
    else:
        verbs = {
            "away": minutes.send_excuses,
            "back": minutes.take_seat,
            "deputy": minutes.call_deputy,
            "chair": minutes.choose_chair,
            "remove": minutes.remove_attendee,
        }
        verbs[verb](chosen, by=by)


def test_no_more_votes_than_voters_whatever_happens(board, secretary, director):
    planned, [first] = called(board, secretary, case_for(board, secretary, director))

    @settings(max_examples=15, deadline=None)
    @given(moves=MOVES)
    def holds(moves: list[tuple[str, int, int, int]]) -> None:
        with transaction.atomic():
            made, item = read(planned), AgendaItem.objects.get(pk=first.pk)
            for move in moves:
                try:
                    with transaction.atomic():
                        do(made, item, move, secretary)
                except DomainError:
                    continue
            now = read(made)
            able = Counter(
                each.party for each in voters(now.attendances.all(), now.case_items()[0])
            )
            for line in VoteLine.objects.filter(item=item):
                assert line.in_favour + line.against <= able[line.party]
            assert len([each for each in now.attendances.all() if each.role == "chair"]) <= 1
            transaction.set_rollback(True)

    holds()


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=st.lists(st.tuples(st.sampled_from([2025, 2026]), st.booleans()), max_size=6))
def test_numbers_of_meetings_are_never_used_twice(plan, board, secretary):
    with transaction.atomic():
        given_out = []
        for place, (year, is_cancelled) in enumerate(plan):
            made, _items = called(board, secretary, on=date(year, 3, 1 + place))
            given_out.append((year, made.number))
            if is_cancelled:
                meeting.cancel_meeting(made, reason="Avlyst", by=secretary)
        expected: Counter[int] = Counter()
        for year, number in given_out:
            expected[year] += 1
            assert number == expected[year]
        transaction.set_rollback(True)


# --- On the screen --------------------------------------------------------------------------------


def test_closed_items_are_a_number_and_a_neutral_title_for_those_outside(
    board, secretary, director, employee, board_member, client
):
    open_case = case_for(board, secretary, director, title="Gangveien")
    closed = exempt(case_for(board, secretary, director, title="Navn Navnesen"))
    made, items = called(board, secretary, open_case, closed)
    for item in items:
        minutes.record_item_vedtak(item, "as_proposed", by=secretary)
    meeting.hold_meeting(made, by=secretary)
    number = items[1].stop.case_number
    for address in (made.get_absolute_url(), f"/moter/{made.pk}/protokoll/", "/moter/dager/"):
        client.force_login(employee)
        page = client.get(address)
        assertContains(page, "Klagesak")
        assertContains(page, number)
        assertNotContains(page, "Navn Navnesen")
        client.force_login(board_member)
        assertContains(client.get(address), "Navn Navnesen")
    papers = {(each.kind, each.is_public) for each in MeetingPaper.objects.visible_to(employee)}
    assert papers == {("notice", True), ("minutes", True), ("extract", True)}
    for document in Document.objects.filter(kind__in=["meeting_notice", "meeting_minutes"]):
        if document.holder.is_public:
            assert "Navn Navnesen" not in document.context


def test_the_secretary_runs_a_meeting_without_script(board, secretary, director, client):
    case = case_for(board, secretary, director, title="Gangveien")
    client.force_login(secretary)
    today = timezone.localdate().isoformat()
    client.post("/moter/nytt/", {"committee": board.pk, "held_on": today})
    made = Meeting.objects.get()
    page = client.get(f"/moter/{made.pk}/sakskart/")
    assertContains(page, "Gangveien")
    stop = case.stops.get()
    client.post(f"/moter/{made.pk}/sakskart/sak/{stop.pk}/")
    assertContains(client.get(f"/moter/{made.pk}/kall-inn/"), "Kall inn")
    client.post(f"/moter/{made.pk}/kall-inn/")
    item = AgendaItem.objects.get(stop=stop)
    seats = f"/moter/{made.pk}/oppmote/"
    absent = seat(made, "Medlem 2")
    client.post(f"{seats}{absent.pk}/", {"gjor": "forfall"})
    assertContains(client.get(seats), "Kall inn Vara 1")
    client.post(f"{seats}{absent.pk}/", {"gjor": "vara"})
    client.post(seats, {"opened_at": "18.00", "closed_at": "19.30"})
    at = f"/moter/{made.pk}/punkt/{item.pk}/"
    client.post(f"{at}forslag/", {"kind": "proposal", "text": "Med lys", "mover": ""})
    entry = item.entries.get()
    wrong = client.post(f"{at}stemmer/?forslag={entry.pk}", {"for-0": "9"})
    assert wrong.status_code == 422
    client.post(f"{at}stemmer/?forslag={entry.pk}", {"for-0": "3", "is_adopted": "ja"})
    page = client.get(f"{at}utfall/")
    assertContains(page, "Med lys")  # what was adopted is filled in
    answer = {"kind": "changed", "text": "<p>Vedtatt med lys.</p>"}
    assert client.post(f"{at}utfall/", answer).status_code == 302
    client.post(
        at, {"proceedings": "Drøftet.", "version": AgendaItem.objects.get(pk=item.pk).version}
    )
    assert client.post(f"/moter/{made.pk}/holdt/").status_code == 302
    text = client.get(f"/moter/{made.pk}/protokoll/").content.decode()
    for words in (
        "Vara for Medlem 2",
        "Drøftet.",
        "Med lys",
        "Vedtatt med lys.",
        "kl. 18.00–19.30",
    ):
        assert words in text
    again = client.get(f"/moter/{made.pk}/")
    assertContains(again, "Lag saksprotokoller")


def test_where_meetings_are_elsewhere_the_list_shows_what_goes_where(
    alna, secretary, director, employee, client
):
    scheduled_case(alna, secretary, director, title="Badeplassen")
    client.force_login(employee)
    page = client.get("/moter/")
    assertContains(page, "Møtene holdes i kommunens møtesystem")
    assertContains(page, "Badeplassen", count=2)  # arbeidsutvalget and bydelsutvalget
    client.force_login(secretary)
    assert client.get("/moter/nytt/").status_code == 404


def test_papers_are_ordered_once_for_the_same_content(board, secretary, director):
    case = case_for(board, secretary, director)
    made, [item] = called(board, secretary, case)
    pack, again = (meeting_paper.order_pack(made, by=secretary) for _ in range(2))
    assert [each.pk for each in pack] == [each.pk for each in again]
    assert [each.job.queue for each in pack] == ["packs"]
    agenda.add_item(made, kind="information", title="Orientering om flom", by=secretary)
    notice = meeting_paper.order_notice(made, by=secretary)
    assert notice.holder.number == 2
    with pytest.raises(DomainError, match="ikke holdt"):
        meeting_paper.order_extract(item, by=secretary)


def test_a_paragraph_kept_back_stands_in_no_public_paper(board, secretary, director, employee):
    case = case_for(board, secretary, director)
    html = '<p data-id="aaaaaaaa">Åpent.</p><p data-id="bbbbbbbb">Navn Navnesen får 5.</p>'
    text = case.approved_text
    snapshot = json.loads(text.snapshot)
    snapshot["data"]["proposal"] = html
    case.approved_text = ApprovedText.objects.create(
        case=case,
        number=2,
        snapshot=json.dumps(snapshot),
        sha256=text.sha256,
        approved_by=director,
        approver_role="Bydelsdirektør",
        approved_at=timezone.now(),
    )
    case.save(update_fields=["approved_text"])
    basis = LegalBasis.objects.create(
        unit=board.unit, district=board.district, code="13", law="offl.", paragraph="§ 13"
    )
    Redaction.objects.create(
        case=case, place="forslag", block="bbbbbbbb", basis=basis, by=secretary
    )
    made, [item] = called(board, secretary, case)
    meeting_paper.order_pack(made, by=secretary)
    minutes.record_item_vedtak(item, "changed", text="<p>Avslag.</p>", by=secretary)
    meeting.hold_meeting(made, by=secretary)
    kept = {
        (paper.kind, paper.is_public): "Navnesen" in document.context
        for document in Document.objects.filter(kind__in=["meeting_pack", "meeting_minutes"])
        for paper in [document.holder]
    }
    assert kept == {
        ("pack", False): True,
        ("pack", True): False,
        ("minutes", False): True,
        ("minutes", True): False,
    }
    assert not MeetingPaper.objects.visible_to(employee).filter(kind="extract").exists()
