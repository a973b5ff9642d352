"""What a role opens, and what it does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.errors import DomainError
from organisation.people import services
from organisation.people.models import Partner, Person, Role, RoleGrant, Unit
from tests.factories.people import PersonFactory, UnitFactory, person_as


def test_a_role_reaches_the_units_below(health, home_care):
    adviser = person_as(Role.ADVISER, health)
    assert adviser.units_as(Role.ADVISER) == {health.pk, home_care.pk}


def test_a_role_opens_nothing_beside_or_above(alna, health, home_care):
    beside = UnitFactory(parent=health)
    adviser = person_as(Role.ADVISER, home_care)
    assert adviser.units_as(Role.ADVISER) == {home_care.pk}
    assert not {beside.pk, health.pk, alna.pk} & adviser.units_as(Role.ADVISER)


def test_an_installation_administrator_administers_every_district(alna, nabo):
    person = PersonFactory(unit=alna, is_installation_admin=True)
    assert {alna.pk, nabo.pk} <= person.units_as(Role.ADMINISTRATOR)


def test_who_has_left_may_nothing(alna):
    person = person_as(Role.ADMINISTRATOR, alna, is_active=False)
    assert person.grants.districts == frozenset()
    assert not person.has_perm("people.administer")


def test_grants_cost_one_query_however_many_roles(alna, django_assert_num_queries):
    person = person_as(Role.ADVISER, alna)
    for role in Role:
        RoleGrant.objects.get_or_create(person=person, unit=alna, role=role)
    with django_assert_num_queries(1):
        assert person.grants.roles == set(Role.values)
        assert person.grants.districts


@pytest.mark.parametrize("is_installation_admin", [False, True])
def test_grants_come_with_whoever_logs_in(alna, nabo, is_installation_admin, as_person):
    person = person_as(Role.ADVISER, alna, is_installation_admin=is_installation_admin)
    client = as_person(person)
    with CaptureQueriesContext(connection) as asked:
        seen = client.get("/hjelp/").wsgi_request.user
    assert seen.grants == Person.objects.get(pk=person.pk).grants
    assert sum("people_rolegrant" in each["sql"] for each in asked) == 1


def test_the_last_administrator_of_a_district_stays(alna, administrator):
    grant = RoleGrant.objects.get(person=administrator)
    with pytest.raises(DomainError, match="minst én administrator"):
        services.revoke_role(grant, by=administrator)


def test_letting_somebody_go_takes_roles_and_phone_but_not_the_name(alna, administrator):
    leaver = person_as(Role.MANAGER, alna, phone="22 33 44 55")
    services.let_person_go(leaver, version=1, by=administrator)
    leaver = Person.objects.get(pk=leaver.pk)
    assert (leaver.is_active, leaver.phone, leaver.role_grants.count()) == (False, "", 0)
    assert leaver.name


def test_numbers_come_from_one_series_a_district_and_year(alna, nabo):
    taken = [services.take_number(alna.pk, "idea", 2026) for _ in range(3)]
    assert taken == [1, 2, 3]
    assert services.take_number(alna.pk, "idea", 2027) == 1
    assert services.take_number(nabo.pk, "idea", 2026) == 1


@pytest.mark.parametrize("model", [Unit, Person, RoleGrant, Partner])
def test_reading_a_list_costs_the_same_at_any_size(model, alna, employee):
    def cost() -> int:
        reader = Person.objects.get(pk=employee.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(model.objects.visible_to(reader))
        return len(queries)

    before = cost()
    for _ in range(3):
        person_as(Role.MANAGER, UnitFactory(parent=alna))
    assert cost() == before


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_demos_people_log_in_only_in_the_demo(client, settings, alna, is_demo):
    settings.DEMO = is_demo
    person = PersonFactory(unit=alna, email="ansatt@demo.example")
    person.set_password("nyttiggjort")
    person.save()
    assert client.login(email="ansatt@demo.example", password="nyttiggjort") is is_demo
