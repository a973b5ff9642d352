"""Trying is not using: the share in use counts only units that have it in daily use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio.models import Project, RolloutUnit
from portfolio.overview import rollout as overview
from portfolio.queries.rollout import Share, share_in_use
from portfolio.services import rollout as services
from tests.factories.people import UnitFactory, person_as
from tests.factories.portfolio import make_project

PAST = date(2026, 1, 1)


@pytest.fixture
def project(alna):
    return make_project(alna)


def add(project, unit, **facts):
    return services.add_unit(project, unit, by=project.leader, **facts)


def test_the_share_counts_daily_use_and_not_trials(project, alna):
    used, planned, tried = (UnitFactory(parent=alna) for _nth in range(3))
    row = add(project, used)
    add(project, planned, tried_from=PAST, tried_to=PAST + timedelta(days=30))
    add(project, tried, shall_use=False, tried_from=PAST)
    services.mark_in_use(row, since=PAST, by=project.leader)
    share = share_in_use(Project.objects.all())[project.pk]
    assert (share, share.of_all, share.per_cent) == (Share(2, 1), Decimal("0.5"), 50)
    annotated = Project.objects.annotate(
        **{name: read() for name, read in overview.NOUN.annotations.items()}
    ).get()
    assert "50 % nyttiggjort: 1 av 2" in str(overview.line(annotated, localdate()).text)


def test_no_planned_unit_is_unknown_and_not_nothing(project):
    assert share_in_use([project]) == {}
    assert Share(0, 0).of_all is None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=5))
def test_one_grouped_query_says_the_same_as_counting(alna, rows):
    with transaction.atomic():
        project = make_project(alna)
        for shall_use, adopted in rows:
            row = add(project, UnitFactory(parent=alna), shall_use=shall_use)
            if adopted:
                services.mark_in_use(row, since=PAST, by=project.leader)
        planned = sum(shall_use or adopted for shall_use, adopted in rows)
        in_use = sum(adopted for _shall_use, adopted in rows)
        expected = {project.pk: Share(planned, in_use)} if planned else {}
        assert share_in_use([project]) == expected
        transaction.set_rollback(True)


def test_use_and_trials_have_days_that_hold(project, alna):
    row = add(project, alna)
    with pytest.raises(DomainError, match="fram i tid"):
        services.mark_in_use(row, since=localdate() + timedelta(days=1), by=project.leader)
    changes = {"tried_from": PAST, "tried_to": PAST - timedelta(days=1)}
    with pytest.raises(DomainError, match="slutte før den begynte"):
        services.edit_unit(row, changes, version=row.version, by=project.leader)
    rows = RolloutUnit.objects.filter(pk=row.pk)
    for wrong in ({"adopted_on": PAST}, {"tried_from": None, "tried_to": PAST}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_a_unit_of_another_district_is_refused(project, nabo):
    with pytest.raises(DomainError, match="annen bydel"):
        add(project, nabo)


def test_the_leader_of_the_unit_marks_it_as_used_and_nobody_elses(project, alna, as_person):
    own, other = UnitFactory(parent=alna), UnitFactory(parent=alna)
    row, others = add(project, own), add(project, other)
    client = as_person(person_as(Role.MANAGER, own))
    address = f"/prosjekter/{project.slug}/innforing/"
    assertContains(client.get(address), f"{address}{row.pk}/i-bruk/")
    assertNotContains(client.get(address), f"{address}{others.pk}/i-bruk/")
    assert client.post(f"{address}{others.pk}/i-bruk/", {"since": PAST}).status_code == 403
    assertRedirects(client.post(f"{address}{row.pk}/i-bruk/", {"since": PAST}), address)
    row.refresh_from_db()
    assert (row.adopted_on, row.marked_by.unit) == (PAST, own)
    assert project.leader.notices.filter(text__contains="har tatt i bruk").exists()
    client.post(f"{address}{row.pk}/ikke-i-bruk/", {"reason": "For tung i bruk."})
    row.refresh_from_db()
    assert (row.adopted_on, row.note) == (None, "For tung i bruk.")


def test_the_leader_plans_units_and_sees_the_share(project, alna, as_person):
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/innforing/"
    form = {"place": alna.pk, "shall_use": "on", "tried_from": "2026-02-01", "tried_to": ""}
    assertRedirects(client.post(f"{address}ny/", form), address)
    row = RolloutUnit.objects.get()
    page = client.get(address)
    assertContains(page, "prøves nå")
    assertContains(page, "0 %")
    bad = {**form, "tried_to": "2026-01-01", "version": row.version}
    assertContains(client.post(f"{address}{row.pk}/", bad), "slutte før", status_code=422)
    client.post(f"{address}{row.pk}/fjern/")
    assert not RolloutUnit.objects.exists()
