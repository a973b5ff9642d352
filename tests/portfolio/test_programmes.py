"""Programmes: projects with a common outcome goal, and what they come to together."""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio import services
from portfolio.models import Programme
from portfolio.queries.programme import projects_of
from portfolio.services import programme as programmes
from tests.factories.benefit import make_benefit
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project


@pytest.fixture
def programme(alna):
    facts = {"title": "Alna innovasjon", "outcome_goal": "Flere klarer seg selv"}
    return programmes.start_programme(alna, facts, by=person_as(Role.ADVISER, alna))


def join(project, programme):
    project.refresh_from_db()
    services.edit_project(
        project, {"programme": programme}, version=project.version, by=project.owner
    )


def test_an_adviser_makes_one_and_a_leader_joins_it(alna, as_person):
    adviser = as_person(person_as(Role.ADVISER, alna))
    sent = {"title": "Alna innovasjon", "unit": alna.pk, "outcome_goal": "Flere klarer seg selv"}
    page = adviser.post("/prosjekter/program/nytt/", sent, follow=True)
    assertContains(page, "Flere klarer seg selv")
    assertContains(
        adviser.post("/prosjekter/program/nytt/", sent), "alt et program", status_code=422
    )
    programme = Programme.objects.get()
    project = make_project(alna, title="Dagsenteret")
    join(project, programme)
    assertContains(adviser.get(programme.get_absolute_url()), "Dagsenteret")
    assertContains(adviser.get(project.get_absolute_url()), "Alna innovasjon")
    assertContains(adviser.get(f"/prosjekter/?programme={programme.pk}"), "Dagsenteret")


def test_a_project_can_be_the_programme_but_not_stand_in_it(programme, alna, as_person):
    own = make_project(alna, title="Satsingen selv")
    facts = {"project": own}
    programmes.edit_programme(programme, facts, version=programme.version, by=own.owner)
    programme.refresh_from_db()
    with pytest.raises(DomainError, match="er selv programmet"):
        join(own, programme)
    page = as_person(own.leader).get(programme.get_absolute_url())
    assertContains(page, "Programmet som prosjekt")
    assertContains(page, "Satsingen selv")
    page = as_person(own.leader).get(own.get_absolute_url())
    assertContains(page, programme.get_absolute_url())


def test_the_sums_are_of_what_one_may_see_and_kinds_are_kept_apart(programme, alna, as_person):
    open_one, hidden = make_project(alna, title="Åpent"), make_project(alna, title="Hemmelig")
    for project in (open_one, hidden):
        join(project, programme)
        make_benefit(project)
    hidden.refresh_from_db()
    services.restrict_project(
        hidden, reason="x", legal_basis="y", version=hidden.version, by=hidden.owner
    )
    reader = PersonFactory(unit=alna)
    found = projects_of(programme, reader)
    assert ([row.title for row in found.rows], found.hidden) == (["Åpent"], 1)
    assert found.money().released_nok == Decimal(0)
    page = as_person(reader).get(programme.get_absolute_url())
    assertContains(page, "1 av 2, resten er skjermet")
    assertContains(page, "400 timer")
    assertNotContains(page, "Hemmelig")


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_asks_the_same_whatever_the_number(
    count, programme, alna, as_person, django_assert_max_num_queries
):
    for _nth in range(count):
        join(make_project(alna), programme)
    client = as_person(PersonFactory(unit=alna))
    with django_assert_max_num_queries(12):
        assert client.get(programme.get_absolute_url()).status_code == 200
