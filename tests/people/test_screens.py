"""The administrator's screens, as a person meets them."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from organisation.people.models import Partner, Person, Role, RoleGrant, Strategy, Unit
from tests.factories.people import PersonFactory, UnitFactory, person_as


def test_an_administrator_adds_a_unit(as_person, administrator, health):
    answer = as_person(administrator).post(
        reverse("people:unit_add"), {"name": "Dagsenteret", "parent": health.pk, "kind": "enhet"}
    )
    unit = Unit.objects.get(name="Dagsenteret")
    assert answer.url == unit.get_absolute_url()
    assert unit.parent == health


def test_a_name_that_is_taken_is_said_beside_the_field_and_what_was_typed_stays(
    as_person, administrator, health, home_care
):
    answer = as_person(administrator).post(
        reverse("people:unit_add"),
        {"name": "hjemmetjenesten", "parent": health.pk, "kind": "enhet"},
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Det finnes alt en enhet med dette navnet her." in text
    assert 'value="hjemmetjenesten"' in text


def test_an_administrator_lets_somebody_in(as_person, administrator, home_care):
    as_person(administrator).post(
        reverse("people:person_add"),
        {"name": "Ny Ansatt", "email": "Ny@Eksempel.no", "unit": home_care.pk, "is_employee": "on"},
    )
    person = Person.objects.get(email="ny@eksempel.no")
    assert person.district == administrator.district
    assert not person.has_usable_password()


def test_two_people_cannot_share_an_address(as_person, administrator, employee, home_care):
    answer = as_person(administrator).post(
        reverse("people:person_add"),
        {"name": "En til", "email": employee.email.upper(), "unit": home_care.pk},
    )
    assert answer.status_code == 422
    assert "Det finnes alt en person med denne e-postadressen." in answer.content.decode()


def test_the_second_editor_of_a_person_sees_both_texts(as_person, administrator, employee):
    client = as_person(administrator)
    address = reverse("people:person_edit", args=[employee.pk])
    fields = {
        "name": employee.name,
        "email": employee.email,
        "unit": employee.unit_id,
        "is_employee": "on",
        "version": 1,
    }
    assert client.post(address, {**fields, "job_title": "Sykepleier"}).status_code == 302
    answer = client.post(address, {**fields, "job_title": "Vernepleier"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Noen andre lagret før deg" in text
    assert "Sykepleier" in text
    assert "Vernepleier" in text


def test_an_administrator_gives_and_takes_a_role(as_person, administrator, employee, health):
    client = as_person(administrator)
    client.post(
        reverse("people:role_add", args=[employee.pk]), {"role": Role.ADVISER, "unit": health.pk}
    )
    grant = RoleGrant.objects.get(person=employee)
    assert grant.unit == health
    address = reverse("people:role_remove", args=[employee.pk, grant.pk])
    assert "Ta bort rollen?" in client.get(address).content.decode()
    client.post(address)
    assert not RoleGrant.objects.filter(person=employee).exists()


def test_a_partner_with_a_wrong_organisation_number_is_refused(as_person, administrator):
    fields = {"name": "Nabolaget", "kind": "voluntary", "version": 1}
    client = as_person(administrator)
    address = reverse("people:partner_add")
    refused = client.post(address, {**fields, "organisation_number": "974761077"})
    assert "Kontrollsifferet stemmer ikke" in refused.content.decode()
    client.post(address, {**fields, "organisation_number": "974761076"})
    assert Partner.objects.get().organisation_number == "974761076"


def test_a_strategy_cannot_end_before_it_begins(as_person, administrator):
    answer = as_person(administrator).post(
        reverse("people:strategy_add"),
        {"title": "Plan", "first_year": 2016, "last_year": 2013, "version": 1},
    )
    assert answer.status_code == 422
    assert not Strategy.objects.exists()


def test_a_closed_unit_opens_again(as_person, administrator, health):
    unit = UnitFactory(parent=health)
    client = as_person(administrator)
    address = reverse("people:unit_close", args=[unit.pk])
    client.post(address)
    unit.refresh_from_db()
    assert not unit.is_active
    client.post(address)
    unit.refresh_from_db()
    assert unit.is_active


def test_a_neighbour_finds_nobody_here(as_person, nabo, employee, health):
    client = as_person(person_as(Role.ADMINISTRATOR, nabo))
    assert client.get(employee.get_absolute_url()).status_code == 404
    assert client.get(health.get_absolute_url()).status_code == 404


def test_an_administrator_of_one_unit_cannot_change_people_in_another(
    as_person, alna, health, employee
):
    other = UnitFactory(parent=alna)
    client = as_person(person_as(Role.ADMINISTRATOR, other))
    assert client.get(reverse("people:person_edit", args=[employee.pk])).status_code == 403


def test_each_page_costs_at_most_twelve_queries(
    as_person, administrator, alna, django_assert_max_num_queries
):
    for _ in range(4):
        PersonFactory(unit=UnitFactory(parent=alna), role=Role.MANAGER)
    client = as_person(administrator)
    for name in (
        "profile",
        "admin",
        "unit_list",
        "unit_add",
        "person_list",
        "person_add",
        "service_area_list",
        "service_area_add",
        "strategy_list",
        "strategy_add",
        "partner_list",
        "partner_add",
    ):
        with django_assert_max_num_queries(12, info=name):
            assert client.get(reverse(f"people:{name}")).status_code == 200, name


def test_my_page_reads_only_what_somebody_has(as_person, alna, django_assert_max_num_queries):
    """It gathers from every noun there is; one query tells which of them have something."""
    client = as_person(PersonFactory(unit=alna, roles=dict.fromkeys(Role, alna)))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("people:my_page")).status_code == 200


@pytest.fixture
def local_administrator(health: Unit) -> Person:
    return person_as(Role.ADMINISTRATOR, health)


@pytest.mark.parametrize("page", ["person_edit", "person_close", "role_add"])
def test_an_administrator_of_a_unit_cannot_take_over_somebody_with_wider_roles(
    page, as_person, alna, home_care, local_administrator
):
    director = PersonFactory(unit=home_care, roles={Role.DIRECTOR: alna})
    answer = as_person(local_administrator).post(
        reverse(f"people:{page}", args=[director.pk]), {"email": "tyv@eksempel.no"}
    )
    assert answer.status_code == 403
    assert as_person(local_administrator).get(director.get_absolute_url()).status_code == 200


def test_an_administrator_of_a_unit_changes_those_whose_roles_are_within_it(
    home_care, health, local_administrator
):
    manager = PersonFactory(unit=home_care, roles={Role.MANAGER: health})
    assert local_administrator.has_perm("people.change_person", manager)


def test_only_their_like_change_who_administers_the_installation(
    alna, home_care, administrator, employee
):
    Person.objects.filter(pk=employee.pk).update(is_installation_admin=True)
    above = PersonFactory(unit=alna, is_installation_admin=True)
    employee.refresh_from_db()
    assert not administrator.has_perm("people.change_person", employee)
    assert above.has_perm("people.change_person", employee)


def test_the_last_administrator_of_a_district_cannot_be_closed_out(as_person, alna, administrator):
    above = PersonFactory(unit=alna, is_installation_admin=True)
    address = reverse("people:person_close", args=[administrator.pk])
    page = as_person(above).post(address, follow=True).content.decode()
    assert "Bydelen må ha minst én administrator." in page
    administrator.refresh_from_db()
    assert administrator.is_active
    person_as(Role.ADMINISTRATOR, alna)
    as_person(above).post(address)
    administrator.refresh_from_db()
    assert not administrator.is_active


def test_an_old_address_opens_nothing_when_the_address_has_changed(
    as_person, administrator, employee
):
    EmailAddress.objects.create(user=employee, email=employee.email, verified=True)
    EmailAddress.objects.create(user=employee, email="privat@eksempel.no", verified=True)
    as_person(administrator).post(
        reverse("people:person_edit", args=[employee.pk]),
        {"name": employee.name, "email": "ny@eksempel.no", "unit": employee.unit_id, "version": 1},
    )
    employee.refresh_from_db()
    assert employee.email == "ny@eksempel.no"
    assert not EmailAddress.objects.exists()
