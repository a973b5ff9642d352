"""Whatever is booked, reversed, released and carried on, the sums agree to the øre."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from organisation.errors import DomainError
from organisation.people.models import Unit
from portfolio.lifecycle.money import EntryKind
from portfolio.models import CarryOver, Entry, FundYear, Project
from portfolio.overview.lines import annotated
from portfolio.queries import money as queries
from portfolio.services import carry_over as carry_overs
from portfolio.services import money
from tests.factories.money import fund_year, make_fund
from tests.factories.portfolio import make_project

AMOUNTS = st.decimals("0.01", "700", places=2)
WHICH = st.integers(0, 1)
KINDS = st.sampled_from(EntryKind.values)


class AnythingIsBooked(RuleBasedStateMachine):
    """Two projects, two years; refusals are fine, a lost øre is not. `expected` keeps the books."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        alna = Unit.objects.get(slug="alna")
        fund = make_fund(alna)
        self.projects = [make_project(alna, profile="small") for _each in range(2)]
        self.years = [fund_year(fund, 2026, 1000), fund_year(fund, 2027, 500)]
        self.by = self.projects[0].leader
        self.expected = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, verb, *args, **kwargs):
        try:
            with transaction.atomic():
                return verb(*args, by=self.by, **kwargs)
        except DomainError:
            return None

    def count(self, entry):
        key = (entry.project_id, entry.fund_year_id, entry.kind)
        self.expected[key] = self.expected.get(key, Decimal(0)) + entry.amount_nok

    @rule(which=WHICH, year=WHICH, kind=KINDS, amount=AMOUNTS)
    def book(self, which, year, kind, amount):
        place = (self.projects[which], self.years[year])
        if entry := self.attempt(money.book_entry, *place, kind, amount, text="Noe"):
            self.count(entry)

    @rule(nth=st.integers(0, 20))
    def reverse(self, nth):
        entries = list(Entry.objects.order_by("pk"))
        if entries and (
            back := self.attempt(money.reverse_entry, entries[nth % len(entries)], reason="Feil")
        ):
            self.count(back)

    @rule(which=WHICH, year=WHICH, amount=AMOUNTS)
    def plan(self, which, year, amount):
        project, fund_year = self.projects[which], self.years[year]
        self.attempt(money.plan_budget, project, {fund_year: amount})
        self.expected[(project.pk, fund_year.pk, EntryKind.PLAN)] = amount

    @rule(which=st.sampled_from([None, 0, 1]), share=st.integers(1, 4))
    def carry_on(self, which, share):
        project = None if which is None else self.projects[which]
        left = carry_overs.unspent(self.years[0], project)
        application = self.attempt(
            carry_overs.apply_carry_over,
            self.years[0],
            project=project,
            applied_nok=left,
            reason="Rest",
        )
        if application is None:
            return
        granted = (left / share).quantize(Decimal("0.01"))
        done = self.attempt(
            carry_overs.decide_carry_over,
            application,
            granted_nok=granted,
            decided_by="Direktøren",
            decided_on=timezone.localdate(),
            reason="",
        )
        if done and project:
            for entry in done.entries.all():
                self.count(entry)

    @rule(nth=st.integers(0, 3))
    def carry_back(self, nth):
        granted = list(CarryOver.objects.filter(state="granted").order_by("pk"))
        if not granted:
            return
        done = self.attempt(
            carry_overs.undo_carry_over, granted[nth % len(granted)], reason="Feil beløp"
        )
        if done:
            taken_back = done.entries.exclude(reverses=None).order_by("-pk")[:2]
            for entry in taken_back if done.project_id else ():
                self.count(entry)

    @rule(frame=AMOUNTS)
    def cut_the_frame(self, frame):
        self.attempt(money.set_frame, self.years[0].fund, 2026, frame)

    @invariant()
    def every_krone_is_where_it_was_booked(self):
        for project in self.projects:
            for line in queries.budget_of(project).lines:
                for kind in EntryKind.values:
                    expected = self.expected.get((project.pk, line.fund_year, kind), 0)
                    assert getattr(line.sums, f"{kind}_nok") == expected

    @invariant()
    def all_ways_to_add_up_agree(self):
        everything = queries.sums(Project.objects.all())
        shown = annotated(Project.objects.all(), "money").in_bulk()
        for project in self.projects:
            budget = queries.budget_of(project)
            total = everything.get(project.pk, queries.Sums())
            assert total == budget.total
            row = shown[project.pk]
            assert row.money_free_nok == budget.free_nok
            assert row.money_spent_nok == total.spent_nok
            assert row.money_over == bool(budget.over)
        for year in FundYear.objects.with_sums():
            mine = [row.sums for row in queries.projects_in(year, self.by)]
            assert sum((row.released_nok for row in mine), Decimal(0)) == year.released_nok

    @invariant()
    def nothing_is_given_that_is_not_there(self):
        for year in FundYear.objects.with_sums():
            assert year.free_nok >= 0
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def what_leaves_one_year_comes_into_the_next(self):
        granted = sum((row.granted_nok or 0 for row in CarryOver.objects.all()), Decimal(0))
        years = list(FundYear.objects.with_sums())
        assert sum((year.carried_nok for year in years), Decimal(0)) == granted
        assert sum((year.opening_nok for year in years), Decimal(0)) == granted


@pytest.mark.django_db
def test_no_sequence_of_bookings_loses_an_ore():
    run_state_machine_as_test(
        AnythingIsBooked,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
