"""The goals of adopted plans that a project serves."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from organisation.people.models import Role, StrategyGoal
from tests.factories.people import PersonFactory, StrategyFactory, person_as
from tests.factories.portfolio import make_project


@pytest.fixture
def goal(alna):
    plan = StrategyFactory(
        district=alna,
        title="Strategisk plan",
        case_reference="BU-sak 15/13",
        first_year=2013,
        last_year=2016,
    )
    return StrategyGoal.objects.create(strategy=plan, number="3.2", text="Flere bor hjemme")


def test_a_project_points_to_goals_of_a_plan_and_its_page_shows_them(goal, alna, as_person):
    project = make_project(alna)
    address = project.get_absolute_url()
    reader = as_person(PersonFactory(unit=alna))
    assertNotContains(reader.get(address), goal.text)
    form = {
        "title": project.title,
        "unit": project.unit_id,
        "kind": project.kind,
        "profile": project.profile,
        "owner": project.owner_id,
        "leader": project.leader_id,
        "strategy_goals": [goal.pk],
        "version": project.version,
    }
    as_person(person_as(Role.ADVISER, alna)).post(f"{address}endre/", form)
    page = reader.get(address)
    assertContains(page, f"{goal.text} <span", count=1)
    assertContains(page, "Strategisk plan (BU-sak 15/13, 2013–2016), mål 3.2")


def test_a_plan_says_which_case_and_years_it_stands_for(goal, alna, as_person):
    page = as_person(PersonFactory(unit=alna)).get(f"/strategier/{goal.strategy_id}/")
    for words in ("BU-sak 15/13", "2013", "2016", goal.text):
        assertContains(page, words)
