"""Benefits: the plan, the measurements, the shares and the sums."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organisation.audit import history
from organisation.errors import DomainError, Stale, StepRefused
from organisation.notices.models import Notice
from portfolio.lifecycle.benefit import BenefitKind
from portfolio.links import LinkClosed, link_for, open_link
from portfolio.models import Benefit, BenefitAsk, BenefitPoint, Project
from portfolio.models.benefit import plan_faults, realised_share, share_of_plan
from portfolio.queries import benefit as queries
from portfolio.services import benefit as services
from portfolio.tasks.benefit import ask_to_measure
from tests.factories.benefit import BASELINE_ON, TARGET_ON, make_benefit, point_of
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

VALUES = st.decimals(-(10**9), 10**9, places=2)
TODAY = timezone.localdate


class Silent:
    def report(self, done, total, text=""):
        pass


@pytest.fixture
def project(alna):
    return make_project(alna)


# --- Shares, plans and sums -----------------------------------------------------------------------


@given(VALUES, VALUES, VALUES)
def test_the_share_is_nothing_at_baseline_and_all_at_target(baseline, target, value):
    if baseline == target:
        assert share_of_plan(baseline, target, value) is None
        return
    assert share_of_plan(baseline, target, baseline) == 0
    assert share_of_plan(baseline, target, target) == 1
    # It does not matter which way is better, only how far one has come.
    there = share_of_plan(baseline, target, value)
    assert there == share_of_plan(-baseline, -target, -value)


@given(VALUES, VALUES, st.integers(0, 800))
def test_the_plan_stays_between_baseline_and_target(baseline, target, days):
    benefit = Benefit(
        baseline_value=baseline, target_value=target, baseline_on=BASELINE_ON, target_on=TARGET_ON
    )
    planned = benefit.planned_value(BASELINE_ON + timedelta(days=days))
    assert min(baseline, target) <= planned <= max(baseline, target)


def test_the_share_counts_what_was_measured_by_the_day(project):
    benefit = make_benefit(project, points=(date(2026, 6, 1), date(2026, 9, 1)))
    for number, value in ((1, 100), (2, 500)):
        point = point_of(benefit, number)
        services.measure(point, value=Decimal(value), on=point.due, by=project.owner)
    assert realised_share(benefit, date(2026, 5, 31)) is None
    assert realised_share(benefit, date(2026, 8, 31)) == Decimal("0.25")
    assert realised_share(benefit, date(2026, 9, 1)) == Decimal("1.25")


def test_a_point_says_how_it_differs_from_the_plan(project):
    benefit = make_benefit(project, points=(TARGET_ON - timedelta(days=365),))
    point = point_of(benefit)
    assert point.expected == 0
    point = services.measure(point, value=Decimal(-12), on=BASELINE_ON, by=project.owner)
    assert queries.deviation_words(point) == "12\xa0timer per år dårligere enn planen"


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5))
def test_a_target_that_is_worse_is_refused_for_a_benefit_and_asked_of_a_disbenefit(pairs):
    for baseline, target in pairs:
        facts = {
            "kind": BenefitKind.HOURS,
            "own_unit": "",
            "direction": "up",
            "baseline_value": baseline,
            "baseline_on": BASELINE_ON,
            "baseline_method": "Talt.",
            "target_value": target,
            "target_on": TARGET_ON,
        }
        good = plan_faults({**facts, "is_disbenefit": False})
        bad = plan_faults({**facts, "is_disbenefit": True})
        assert ("target_value" in good) == (target < baseline)
        assert ("target_value" in bad) == (target > baseline)


def test_sums_are_by_kind_and_never_across(project, nabo, django_assert_num_queries):
    make_benefit(project, points=(date(2026, 6, 1),))
    make_benefit(project, kind="budget", target_value=Decimal("1000.50"))
    make_benefit(project, kind="quality", own_unit="prosent", target_value=Decimal(90))
    make_benefit(project, baseline_value=None, baseline_on=None)
    make_benefit(project, is_disbenefit=True, target_value=Decimal(-40))
    other = make_benefit(make_project(nabo), target_value=Decimal(9999))
    taken_out = make_benefit(project, target_value=Decimal(7777))
    services.withdraw_benefit(taken_out, why="Lagt inn to ganger.", by=project.leader)
    first = project.benefits.get(points__number=1)
    services.measure(point_of(first), value=Decimal(90), on=date(2026, 6, 1), by=project.owner)
    with django_assert_num_queries(1):
        found = queries.sums(Project.objects.filter(pk=project.pk))
    assert other.project != project
    budget, hours, quality = found
    assert (budget.kind, budget.planned, budget.realised) == ("budget", Decimal("1000.50"), 0)
    assert (hours.count, hours.measured, hours.without_baseline) == (2, 1, 1)
    assert (hours.planned, hours.realised, hours.worse_planned) == (400, 90, 40)
    assert (quality.planned, quality.count) == (None, 1)


# --- The plan -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "quality", "own_unit": ""},
        {"baseline_on": None},
        {"baseline_method": ""},
        {"target_on": None},
        {"target_on": BASELINE_ON - timedelta(days=1)},
        {"target_value": Decimal(-1)},
        {"is_disbenefit": True},
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_service_and_database(project, facts):
    with pytest.raises(DomainError):
        make_benefit(project, **facts)
    benefit = make_benefit(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Benefit.objects.filter(pk=benefit.pk).update(**facts)


def test_the_second_of_two_editors_is_told(project):
    benefit = make_benefit(project)
    services.edit_benefit(benefit, {"title": "Kortere vei"}, version=1, by=project.leader)
    with pytest.raises(Stale):
        services.edit_benefit(benefit, {"title": "Raskere"}, version=1, by=project.owner)


def test_a_measured_point_stays_and_history_says_who_measured(project):
    benefit = make_benefit(project, points=(date(2026, 6, 1),))
    point = point_of(benefit)
    services.measure(point, value=Decimal(5), on=date(2026, 6, 2), by=project.owner)
    with pytest.raises(StepRefused):
        services.remove_point(point, by=project.leader)
    services.measure(point_of(benefit), value=Decimal(6), on=date(2026, 6, 2), by=project.owner)
    newest, first = history.changes(point)[:2]
    assert (newest.by, newest.title) == (project.owner, "Målt")
    assert [(field.before, field.after) for field in newest.fields] == [("5", "6")]
    assert first.title == "Målt"


@pytest.mark.parametrize("on", [timedelta(days=1), timedelta(days=-4000)])
def test_a_measurement_is_neither_of_tomorrow_nor_from_before_the_baseline(project, on):
    benefit = make_benefit(project, points=(date(2026, 6, 1),))
    with pytest.raises(DomainError):
        services.measure(point_of(benefit), value=Decimal(5), on=TODAY() + on, by=project.owner)


# --- Being asked ----------------------------------------------------------------------------------


def asked(person):
    return list(Notice.objects.filter(person=person, kind="benefit").order_by("pk"))


def test_the_line_owner_is_asked_reminded_twice_and_then_the_project_owner(project, alna):
    line_owner = PersonFactory(unit=alna)
    due = date(2026, 3, 2)
    benefit = make_benefit(project, owner=line_owner, points=(due,), by=line_owner)
    for day in range(40):
        for _again in range(2):  # a job that is run twice asks once
            ask_to_measure((due + timedelta(days=day)).isoformat(), progress=Silent())
    asks = BenefitAsk.objects.filter(point__benefit=benefit)
    assert [(ask.person, (ask.asked_on - due).days) for ask in asks] == [
        (line_owner, 0),
        (line_owner, 7),
        (line_owner, 21),
        (project.owner, 28),
    ]
    assert len(asked(line_owner)) == 3
    assert asked(line_owner)[0].url.startswith("/prosjekter/maling/")


def test_a_job_that_slept_asks_once_and_a_measured_point_is_not_asked_for(project):
    due = date(2026, 3, 2)
    benefit = make_benefit(project, points=(due,), by=project.owner)
    ask_to_measure("2026-03-25", progress=Silent())
    assert [ask.number for ask in BenefitAsk.objects.all()] == [2]
    services.measure(point_of(benefit), value=Decimal(1), by=project.owner)
    ask_to_measure("2026-05-01", progress=Silent())
    assert BenefitAsk.objects.count() == 1


def test_a_point_years_after_the_project_is_closed_is_asked_for(project):
    due = date(2026, 3, 2)
    make_benefit(project, points=(due,))
    Project.objects.filter(pk=project.pk).update(state="closed")
    ask_to_measure(due.isoformat(), progress=Silent())
    assert BenefitAsk.objects.get().person == project.owner


# --- The link -------------------------------------------------------------------------------------


def token_of(point, person):
    return link_for(point, person).split("/")[-2]


def why_closed(token):
    with pytest.raises(LinkClosed) as closed:
        open_link(token)
    return closed.value.why


def test_a_link_opens_its_own_round_of_its_own_point_once(project, time_machine):
    benefit = make_benefit(project, points=(date(2026, 6, 1), date(2026, 7, 1)))
    point, other = point_of(benefit), point_of(benefit, 2)
    token, moved = token_of(point, project.owner), token_of(other, project.owner)
    assert open_link(token).point == point
    services.edit_point(
        other,
        due=date(2026, 8, 1),
        measurer=None,
        expected_value=None,
        version=other.version,
        by=project.leader,
    )
    assert why_closed(moved) == "withdrawn"
    services.measure(point, value=Decimal(1), by=project.owner, by_link=True)
    assert why_closed(token) == "used"
    with pytest.raises(StepRefused):
        services.measure(point, value=Decimal(2), by=project.owner, by_link=True)
    fresh = token_of(point_of(benefit, 2), project.owner)
    assert open_link(fresh).person == project.owner
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert why_closed(fresh) == "expired"


def test_a_new_line_owner_closes_the_link_of_the_old(project, alna):
    benefit = make_benefit(project, points=(date(2026, 6, 1),))
    token = token_of(point_of(benefit), project.owner)
    services.edit_benefit(
        benefit, {"owner": PersonFactory(unit=alna)}, version=1, by=project.leader
    )
    assert why_closed(token) == "withdrawn"


@pytest.mark.parametrize("token", ["x", "WzEsMSwxXQ.1.x", "...."])
def test_a_token_we_have_not_signed_says_nothing(db, token, client):
    assert why_closed(token) == "withdrawn"
    answer = client.get(f"/prosjekter/maling/{token}/")
    assert answer.status_code == 410
    assert "gjelder ikke lenger" in answer.content.decode()


def test_a_stranger_with_the_link_reads_the_question_and_nothing_else(project, client):
    benefit = make_benefit(project, points=(date(2026, 6, 1),), description="Hemmelig nok")
    address = link_for(point_of(benefit), project.owner)
    page = client.get(address).content.decode()
    assert benefit.indicator in page
    assert "400" in page
    for secret in (project.title, benefit.description, project.owner.name, project.number):
        assert secret not in page
    kept = client.post(address, {"value": "mange", "comment": "Telt i mars"})
    assert kept.status_code == 422
    assert "Telt i mars" in kept.content.decode()
    thanks = client.post(address, {"value": "1 200,5", "comment": "Telt i mars"}, follow=True)
    assert "Målingen er lagret" in thanks.content.decode()
    point = point_of(benefit)
    assert (point.value, point.comment) == (Decimal("1200.50"), "Telt i mars")
    assert (point.measured_by, point.by_link, point.measured_on) == (project.owner, True, TODAY())
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "1"}).status_code == 410
    assert BenefitPoint.objects.count() == 1


def test_too_many_tries_of_one_link_are_stopped(project, client):
    benefit = make_benefit(project, points=(date(2026, 6, 1),))
    address = link_for(point_of(benefit), project.owner)
    answers = [client.post(address, {"value": "x"}).status_code for _nth in range(61)]
    assert answers == [422] * 60 + [429]
