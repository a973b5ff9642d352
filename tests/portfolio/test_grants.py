"""Pots outside the district, applications, and what an answer does to the money."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from organisation.errors import DomainError, StepRefused
from organisation.notices.models import Notice
from organisation.registries import thread_events
from portfolio.lifecycle.money import FundKind, GrantState
from portfolio.models import FundYear, ProjectTag, Tag
from portfolio.queries import money as queries
from portfolio.services import grant as grants
from portfolio.tasks.money import remind_of_grants
from tests.factories.money import make_fund, make_pot
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def project(alna):
    return make_project(alna, profile="small", title="Trygghetssensorer hjemme")


def apply(project, pot, **facts):
    return grants.plan_application(
        project, pot, **{"applied_nok": Decimal(500), "by": project.leader, **facts}
    )


def sent(project, pot, **facts):
    return grants.send_application(
        apply(project, pot), **{"sent_on": TODAY(), "by": project.leader, **facts}
    )


def test_a_grant_makes_the_frame_the_plan_and_the_release(project, alna):
    fund = make_fund(alna, name="Tilskudd", kind=FundKind.EXTERNAL)
    application = sent(project, make_pot(alna))
    done = grants.grant_application(
        application,
        granted_nok=Decimal(300),
        answered_on=TODAY(),
        fund=fund,
        year=2027,
        by=project.leader,
    )
    year = FundYear.objects.with_sums().get(fund=fund, year=2027)
    assert (year.frame_nok, year.released_nok, year.plan_nok, year.free_nok) == (300, 300, 300, 0)
    assert (done.state, done.fund_year) == (GrantState.GRANTED, year)
    told = thread_events["portfolio.grants"](project.pk, project.leader)
    assert [event.title for event in told] == ["Tilskudd innvilget: 300\xa0kr"]


def test_a_grant_goes_into_a_fund_for_grants(project, alna):
    with pytest.raises(StepRefused, match="eksterne tilskudd"):
        grants.grant_application(
            sent(project, make_pot(alna)),
            granted_nok=Decimal(300),
            answered_on=TODAY(),
            fund=make_fund(alna),
            year=2027,
            by=project.leader,
        )


def test_an_answer_comes_once_and_not_before_it_is_sent(project, alna):
    pot = make_pot(alna)
    with pytest.raises(StepRefused):
        grants.refuse_application(apply(project, pot), answered_on=TODAY(), by=project.leader)
    application = sent(project, pot)
    with pytest.raises(StepRefused, match="før søknaden ble sendt"):
        grants.refuse_application(
            application, answered_on=TODAY() - timedelta(1), by=project.leader
        )
    grants.refuse_application(application, answered_on=TODAY(), by=project.leader)
    with pytest.raises(StepRefused):
        grants.withdraw_application(application, reason="Angrer", by=project.leader)


def test_pots_that_share_words_or_tags_are_offered_while_they_are_open(project, alna, nabo):
    fitting = make_pot(alna, purpose="Støtte til sensorer for eldre som bor hjemme.")
    make_pot(alna, name="Idrett", purpose="Baner og haller.")
    make_pot(alna, name="Stengt", purpose="Sensorer.", deadline=TODAY() - timedelta(days=1))
    make_pot(nabo, purpose="Sensorer.")
    found = queries.pots_that_fit(project, project.leader, TODAY())
    assert [fit.pot for fit in found] == [fitting]
    tag = Tag.objects.create(district=alna, kind="technology", name="Idrett")
    ProjectTag.objects.create(project=project, tag=tag)
    found = queries.pots_that_fit(project, project.leader, TODAY())
    assert [fit.pot.name for fit in found] == ["Idrett", fitting.name] or len(found) == 2


def test_reminders_come_once_for_each_step(project, alna, monkeypatch):
    pot = make_pot(alna, deadline=TODAY() + timedelta(days=10))
    apply(project, pot)
    late = sent(project, make_pot(alna, name="En til"), answer_due=TODAY())
    tomorrow = (TODAY() + timedelta(days=1)).isoformat()
    for _each in range(2):
        remind_of_grants(tomorrow, progress=None)
    told = Notice.objects.filter(person=project.leader, key__startswith="grant-")
    assert sorted(told.values_list("url", flat=True)) == sorted(
        [f"/prosjekter/{project.slug}/okonomi/tilskudd/{late.pk - 1}/", late.get_absolute_url()]
    )


def test_the_neighbours_pots_are_not_for_us(project, nabo):
    with pytest.raises(DomainError, match="annen bydel"):
        apply(project, make_pot(nabo))
