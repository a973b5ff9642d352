"""Booking, reversing, planning, releasing and carrying on; and what the database refuses."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from organisation.audit.tracking import as_of
from organisation.errors import DomainError, Stale, StepRefused
from organisation.people.models import Role
from portfolio.lifecycle import Outcome
from portfolio.lifecycle.money import EntryKind, EntrySource, FundKind
from portfolio.models import Entry, FundYear, Gate, GateDecision, Project
from portfolio.overview import money as overview
from portfolio.overview.lines import annotated
from portfolio.queries import chain
from portfolio.queries import money as queries
from portfolio.services import carry_over as carry_overs
from portfolio.services import decision as decisions
from portfolio.services import money
from tests.factories.money import fund_year, make_fund
from tests.factories.people import ServiceAreaFactory, person_as
from tests.factories.portfolio import decider_of, gate_of, make_project, submit

pytestmark = pytest.mark.django_db
ORE = Decimal("0.01")


@pytest.fixture
def project(alna):
    return make_project(alna, profile="small")


@pytest.fixture
def year(alna):
    return fund_year(make_fund(alna), 2026, 1000)


@pytest.fixture
def keeper(alna):
    return person_as(Role.ADMINISTRATOR, alna)


def book(project, year, kind, amount, **facts):
    return money.book_entry(
        project, year, kind, Decimal(amount), by=project.leader, **{"text": "Test", **facts}
    )


def sums_of(project):
    return queries.budget_of(project).total


def check_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def free_of(year):
    return FundYear.objects.with_sums().get(pk=year.pk).free_nok


# --- Entries --------------------------------------------------------------------------------------


def test_sums_are_what_is_booked_to_the_ore(project, year):
    for amount in ("0.10", "0.20", "99.70"):
        book(project, year, EntryKind.SPENT, amount)
    assert sums_of(project).spent_nok == Decimal("100.00")
    assert queries.sums(Project.objects.all())[project.pk].spent_nok == Decimal("100.00")


def test_an_entry_never_changes_not_by_raw_sql_either(project, year):
    entry = book(project, year, EntryKind.SPENT, 10)
    for statement in (
        "UPDATE portfolio_entry SET amount_nok = 1",
        "DELETE FROM portfolio_entry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get() == entry


def test_a_reversal_takes_back_all_of_it_and_only_once(project, year):
    entry = book(project, year, EntryKind.SPENT, "12.34")
    back = money.reverse_entry(entry, reason="Feil prosjekt", by=project.leader)
    assert (back.amount_nok, back.reverses, back.text) == (
        Decimal("-12.34"),
        entry,
        "Feil prosjekt",
    )
    assert sums_of(project).spent_nok == 0
    with pytest.raises(StepRefused, match="alt reversert"):
        money.reverse_entry(entry, reason="Igjen", by=project.leader)
    with pytest.raises(StepRefused, match="selv en reversering"):
        money.reverse_entry(back, reason="Angrer", by=project.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        money.mirror(entry, reason="Utenom", by=None).save()


def test_the_database_refuses_a_reversal_that_takes_back_something_else(project, year):
    entry = book(project, year, EntryKind.SPENT, 100)
    other = money.mirror(entry, reason="Halvparten", by=None)
    other.amount_nok = Decimal(-50)
    with pytest.raises(DatabaseError, match="mirror"), transaction.atomic():
        other.save()


def test_own_share_in_hours_is_kroner_at_a_rate(project, alna):
    own = fund_year(make_fund(alna, name="Egenandel", kind=FundKind.OWN_SHARE), 2026, 0)
    entry = book(project, own, EntryKind.PLAN, 0, hours=Decimal("37.5"), rate_nok=Decimal("612.50"))
    assert entry.amount_nok == Decimal("22968.75")
    assert sums_of(project).hours == Decimal("37.50")
    with pytest.raises(StepRefused, match="frigis ikke"):
        book(project, own, EntryKind.RELEASED, 1)


def test_nothing_is_booked_on_the_neighbours_fund(project, nabo):
    with pytest.raises(DomainError, match="annen bydel"):
        book(project, fund_year(make_fund(nabo)), EntryKind.SPENT, 1)


def test_overspending_is_marked_or_refused_as_the_district_says(project, year, alna, keeper):
    book(project, year, EntryKind.RELEASED, 100)
    book(project, year, EntryKind.SPENT, "100.01")
    assert [line.is_over for line in queries.budget_of(project).lines] == [True]
    shown = annotated(Project.objects.all(), "money").get(pk=project.pk)
    assert shown.money_over
    assert overview.line(shown, timezone.localdate()).mark == "late"
    settings = money.settings_of(alna.pk)
    money.save_settings(alna, {"refuse_overspending": True}, version=settings.version, by=keeper)
    with pytest.raises(StepRefused, match="igjen av det som er frigitt"):
        book(project, year, EntryKind.SPENT, ORE)


def test_the_overview_reads_the_same_sums_as_the_page(project, year):
    book(project, year, EntryKind.PLAN, 500)
    book(project, year, EntryKind.RELEASED, 400)
    book(project, year, EntryKind.COMMITTED, 50)
    book(project, year, EntryKind.SPENT, 100)
    shown = annotated(Project.objects.all(), "money").get(pk=project.pk)
    assert (
        shown.money_plan_nok,
        shown.money_released_nok,
        shown.money_spent_nok,
        shown.money_free_nok,
        shown.money_over,
    ) == (500, 400, 100, 250, False)
    assert queries.budget_of(project).free_nok == 250
    assert overview.line(shown, timezone.localdate()).share == 25


def test_the_past_shows_what_was_booked_by_that_day(project, year):
    today = timezone.localdate()
    book(project, year, EntryKind.SPENT, 10, booked_on=today - timedelta(days=60))
    book(project, year, EntryKind.SPENT, 5, booked_on=today)
    with as_of(today - timedelta(days=30)):
        entries = Entry.objects.known().filter(project_id=project.pk)
        assert sum(entry.amount_nok for entry in entries) == 10
    assert sums_of(project).spent_nok == 15


# --- The frame ------------------------------------------------------------------------------------


def test_no_more_is_released_than_the_frame_holds(project, year):
    book(project, year, EntryKind.RELEASED, 999)
    with pytest.raises(StepRefused, match="har 1\xa0kr fritt"):
        book(project, year, EntryKind.RELEASED, "1.01")
    book(project, year, EntryKind.RELEASED, 1)
    assert free_of(year) == 0


def test_the_database_holds_the_frame_when_the_service_is_passed_by(project, year):
    @transaction.atomic
    def release_past_the_service():
        Entry.objects.create(
            project=project,
            fund_year=year,
            kind=EntryKind.RELEASED,
            amount_nok=Decimal("1000.01"),
            booked_on=date(2026, 1, 1),
            source=EntrySource.HAND,
        )
        check_constraints()

    with pytest.raises(IntegrityError, match="Released"):
        release_past_the_service()


def test_a_frame_is_not_cut_below_what_is_released(project, year):
    @transaction.atomic
    def cut_past_the_service():
        FundYear.objects.filter(pk=year.pk).update(frame_nok=500)
        check_constraints()

    book(project, year, EntryKind.RELEASED, 600)
    with pytest.raises(StepRefused, match="100\xa0kr mer"):
        money.set_frame(year.fund, 2026, Decimal(500), by=None)
    with pytest.raises(IntegrityError, match="Released"):
        cut_past_the_service()


@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_never_break_the_frame(alna):
    """Two connections that pass the service by: the trigger locks the row and counts both."""
    project = make_project(alna, profile="small")
    year = fund_year(make_fund(alna), 2026, 1000)
    at_once, outcomes = Barrier(2), []

    def release():
        try:
            with transaction.atomic():
                Entry.objects.create(
                    project=project,
                    fund_year=year,
                    kind=EntryKind.RELEASED,
                    amount_nok=Decimal(600),
                    booked_on=date(2026, 1, 1),
                    source=EntrySource.HAND,
                )
                at_once.wait(timeout=10)
            outcomes.append("booked")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=release) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["booked", "refused"]
    assert free_of(year) == 400


# --- Releases by decisions ------------------------------------------------------------------------


def decide_with(project, year, amount):
    gate = submit(gate_of(project))
    Gate.objects.filter(pk=gate.pk).update(fund_year=year)
    return decisions.decide_gate(
        gate_of(project),
        Outcome.GO,
        reason="Godt grunnlag.",
        released_nok=Decimal(amount),
        by=decider_of(gate),
    )


def test_a_decision_releases_from_the_fund_of_its_gate_once(project, year):
    decision = decide_with(project, year, 400)
    entry = Entry.objects.get(kind=EntryKind.RELEASED)
    assert (entry.decision, entry.amount_nok, entry.fund_year) == (decision, 400, year)
    assert free_of(year) == 600
    with pytest.raises(IntegrityError), transaction.atomic():
        money.release(GateDecision.objects.get(), by=decision.decided_by)


def test_a_decision_over_the_frame_is_not_signed(project, year):
    with pytest.raises(StepRefused, match="fritt"):
        decide_with(project, year, 1001)
    assert not GateDecision.objects.exists()
    assert not Entry.objects.exists()


# --- The plan -------------------------------------------------------------------------------------


def test_a_new_plan_reverses_the_old_one_and_says_why(project, year):
    money.plan_budget(project, {year: Decimal(500)}, by=project.leader)
    money.plan_budget(project, {year: Decimal(300)}, by=project.leader, reason="Dyrere enn ventet")
    assert sums_of(project).plan_nok == 300
    assert Entry.objects.filter(kind=EntryKind.PLAN).count() == 3
    money.plan_budget(project, {year: Decimal(300)}, by=project.leader)
    assert Entry.objects.count() == 3  # the same plan is no news


def test_the_second_of_two_planners_is_told(project, year):
    money.plan_budget(project, {year: Decimal(500)}, by=project.leader, seen=[])
    with pytest.raises(Stale):
        money.plan_budget(project, {year: Decimal(300)}, by=project.leader, seen=[])


def test_leverage_is_external_kroner_for_each_own(project, year, alna):
    external = fund_year(make_fund(alna, name="Tilskudd", kind=FundKind.EXTERNAL), 2026, 900)
    own = fund_year(make_fund(alna, name="Egenandel", kind=FundKind.OWN_SHARE), 2026, 0)
    assert queries.budget_of(project).leverage is None
    book(project, external, EntryKind.RELEASED, 900)
    book(project, year, EntryKind.RELEASED, 200)
    book(project, own, EntryKind.PLAN, 100)
    assert queries.budget_of(project).leverage == Decimal("3.00")


def test_what_projects_need_is_added_up_by_year_and_area(alna, year):
    area = ServiceAreaFactory(district=alna, name="Pleie og omsorg")
    first, second = (make_project(alna, service_area=area) for _each in range(2))
    own = fund_year(make_fund(alna, name="Egenandel", kind=FundKind.OWN_SHARE), 2026, 0)
    book(first, year, EntryKind.PLAN, 400)
    book(second, year, EntryKind.PLAN, 100)
    book(second, own, EntryKind.PLAN, 0, hours=Decimal("847.5"), rate_nok=Decimal(2))
    (row,) = queries.need(alna, [2026, 2027])
    assert (row.area, row.year, row.projects) == ("Pleie og omsorg", 2026, 2)
    assert (row.plan_nok, row.man_years) == (Decimal("2195.00"), Decimal("0.50"))


# --- Carried to the next year ---------------------------------------------------------------------


def apply_for(year, amount, project=None):
    return carry_overs.apply_carry_over(
        year,
        project=project,
        applied_nok=Decimal(amount),
        reason="Utstyret kom sent.",
        by=year.fund and project.leader if project else None,
    )


def decide(application, granted, by):
    return carry_overs.decide_carry_over(
        application,
        granted_nok=Decimal(granted) if granted else None,
        decided_by="Byrådsavdelingen",
        decided_on=timezone.localdate(),
        reason="Etter søknad.",
        by=by,
    )


def test_what_is_granted_is_what_the_next_year_opens_with(project, year, keeper):
    book(project, year, EntryKind.RELEASED, 400)
    done = decide(apply_for(year, 600), 500, keeper)
    opened = FundYear.objects.with_sums().get(pk=done.to_year_id)
    assert (opened.year, opened.opening_nok, opened.free_nok) == (2027, 500, 500)
    assert free_of(year) == 100
    with pytest.raises(StepRefused):
        book(project, year, EntryKind.RELEASED, 101)


def test_a_projects_rest_goes_with_the_project(project, year, keeper):
    book(project, year, EntryKind.RELEASED, 400)
    book(project, year, EntryKind.SPENT, 150)
    with pytest.raises(StepRefused, match="250\xa0kr"):
        apply_for(year, 251, project)
    done = decide(apply_for(year, 250, project), 250, keeper)
    lines = {line.year: line.sums for line in queries.budget_of(project).lines}
    assert (lines[2026].released_nok, lines[2027].released_nok) == (150, 250)
    opened = FundYear.objects.with_sums().get(pk=done.to_year_id)
    assert (opened.opening_nok, opened.free_nok) == (250, 0)
    assert free_of(year) == 600


def test_a_carry_over_is_taken_back_by_reversals_while_the_money_is_there(project, year, keeper):
    book(project, year, EntryKind.RELEASED, 400)
    done = decide(apply_for(year, 300, project), 200, keeper)
    rest = decide(apply_for(year, 600), 600, keeper)
    opened = done.to_year
    book(project, opened, EntryKind.RELEASED, 500)
    with pytest.raises(StepRefused, match="bare 100\xa0kr igjen"):
        carry_overs.undo_carry_over(rest, reason="Feil", by=keeper)
    with pytest.raises(StepRefused, match="hvorfor"):
        carry_overs.undo_carry_over(done, reason=" ", by=keeper)
    undone = carry_overs.undo_carry_over(done, reason="Feil prosjekt", by=keeper)
    assert (undone.state, undone.granted_nok, undone.to_year) == ("applied", None, None)
    assert undone.entries.count() == 4  # two, and what takes each of them back
    lines = {line.year: line.sums for line in queries.budget_of(project).lines}
    assert (lines[2026].released_nok, lines[2027].released_nok) == (400, 500)
    with pytest.raises(StepRefused):
        carry_overs.undo_carry_over(undone, reason="Feil", by=keeper)
    again = decide(undone, 100, keeper)
    assert FundYear.objects.with_sums().get(pk=again.to_year_id).opening_nok == 700


def test_what_is_spent_meanwhile_is_not_carried_on(project, year, keeper):
    book(project, year, EntryKind.RELEASED, 400)
    application = apply_for(year, 400, project)
    with pytest.raises(DomainError, match="ligger alt en søknad"):
        apply_for(year, 10, project)
    book(project, year, EntryKind.SPENT, 300)
    with pytest.raises(StepRefused, match="bare 100\xa0kr igjen"):
        decide(application, 400, keeper)
    assert decide(application, 0, keeper).state == "refused"
    decide(apply_for(year, 100, project), 60, keeper)
    said = [row.title for row in chain.log_of(project, project.leader) if row.kind == "money"]
    assert said == [
        "Overføring av 400\xa0kr til neste år: avslått",
        "Overføring til neste år: 60\xa0kr av 100\xa0kr innvilget",
    ]
    told = [event.title for event in chain.whole_thread(project, project.leader)]
    assert "Overført til neste år: 60\xa0kr" in told
