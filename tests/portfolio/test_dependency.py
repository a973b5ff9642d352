"""Shared rows that projects rest on: kept by advisers, pointed to by projects, told of once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio.models import Dependency, DependencyUse
from portfolio.services import dependency as services
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project

MOST_QUERIES = 12


@pytest.fixture
def adviser(alna):
    return person_as(Role.ADVISER, alna)


def make_row(adviser, kind="system", name="Gerica"):
    return services.add_dependency(adviser.district, kind=kind, name=name, by=adviser)


def used_by(project, row, **more):
    return services.use_dependency(project, row, use="Leser vaktlisten", by=project.leader, **more)


def test_a_name_is_there_once_for_each_kind(adviser):
    make_row(adviser)
    with pytest.raises(DomainError, match="finnes alt"):
        make_row(adviser, name="GERICA")
    make_row(adviser, kind="standard")


def test_a_new_status_is_told_once_to_each_leader_of_a_running_project(adviser, alna):
    row, leader = make_row(adviser), PersonFactory(unit=alna)
    for _nth in range(2):
        used_by(make_project(alna, leader=leader), row)
    over = make_project(alna)
    used_by(over, row)
    type(over).objects.filter(pk=over.pk).update(state="closed")
    leader.notices.all().delete()
    row = services.edit_dependency(row, {"owner": "Helse"}, version=row.version, by=adviser)
    assert not leader.notices.exists()
    services.edit_dependency(row, {"status": "phased_out"}, version=row.version, by=adviser)
    assert [notice.text for notice in leader.notices.all()] == [
        "Gerica, som prosjektet ditt bygger på, har ny status: fases ut"
    ]
    assert not over.leader.notices.filter(text__contains="fases ut").exists()


def test_a_data_source_is_used_with_its_lawful_basis(adviser, alna):
    project, row = make_project(alna), make_row(adviser, "data_source", "KPR")
    with pytest.raises(DomainError, match="hjemmelen"):
        used_by(project, row, has_personal_data=True)
    with pytest.raises(DomainError, match="personopplysninger"):
        used_by(project, row, legal_basis="hpl. § 39")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        DependencyUse.objects.create(project=project, dependency=row, use="Leser")
    used = used_by(project, row, legal_basis="hpl. § 39", has_personal_data=True)
    assert (used.legal_basis, used.has_personal_data) == ("hpl. § 39", True)


def test_a_row_of_another_district_is_not_pointed_to(alna, nabo):
    project, row = make_project(alna), make_row(person_as(Role.ADVISER, nabo))
    with pytest.raises(DomainError, match="annen bydel"):
        used_by(project, row)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        DependencyUse.objects.create(project=project, dependency=row, use="Leser")


def test_the_register_shows_where_several_projects_meet_and_what_is_stale(adviser, alna, as_person):
    shared, alone = make_row(adviser), make_row(adviser, name="Altinn")
    for _nth in range(2):
        used_by(make_project(alna), shared)
    Dependency.objects.filter(pk=alone.pk).update(checked_on=localdate() - timedelta(days=366))
    client = as_person(adviser)
    page = client.get("/prosjekter/avhengigheter/?show=shared")
    assertContains(page, "Gerica")
    assertNotContains(page, "Altinn")
    page = client.get("/prosjekter/avhengigheter/?show=stale")
    assertContains(page, "over et år siden")
    assertNotContains(page, "Gerica")
    client.post(f"{alone.get_absolute_url()}sjekket/")
    assert Dependency.objects.get(pk=alone.pk).checked_on == localdate()
    page = client.get(shared.get_absolute_url())
    for used in shared.uses.select_related("project"):
        assertContains(page, used.project.number)


def test_a_leader_points_to_a_row_and_is_asked_for_the_basis_beside_the_field(
    adviser, alna, as_person
):
    project, row = make_project(alna), make_row(adviser, "data_source", "KPR")
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/avhengigheter/"
    form = {"dependency": row.pk, "use": "Teller innleggelser"}
    page = client.post(f"{address}ny/", form)
    assertContains(page, "Skriv hjemmelen", status_code=422)
    basis = {"legal_basis": "hpl. § 39", "has_personal_data": "no"}
    assertRedirects(client.post(f"{address}ny/", {**form, **basis}), address)
    used = DependencyUse.objects.get()
    assertContains(client.get(address), "Uten personopplysninger")
    assert client.get("/prosjekter/avhengigheter/ny/").status_code == 403
    assertRedirects(client.post(f"{address}{used.pk}/fjern/"), address)
    assert not DependencyUse.objects.exists()


def test_an_adviser_writes_a_row_and_changes_it(adviser, as_person):
    client = as_person(adviser)
    form = {"kind": "standard", "name": "HL7 FHIR", "status": "in_use"}
    answer = client.post("/prosjekter/avhengigheter/ny/", form)
    row = Dependency.objects.get()
    assertRedirects(answer, row.get_absolute_url())
    assertContains(client.post("/prosjekter/avhengigheter/ny/", form), "finnes", status_code=422)
    change = {**form, "status": "changing", "version": row.version}
    client.post(f"{row.get_absolute_url()}endre/", change)
    assertContains(client.get(row.get_absolute_url()), "Endres")
    assertContains(
        client.post(f"{row.get_absolute_url()}endre/", change), "Noen andre", status_code=409
    )


def test_the_pages_ask_a_fixed_number_of_questions(
    adviser, alna, as_person, django_assert_max_num_queries
):
    project = make_project(alna)
    for nth in range(3):
        used_by(project, make_row(adviser, name=f"System {nth}"))
    client = as_person(adviser)
    row = Dependency.objects.first()
    for address in (
        "/prosjekter/avhengigheter/",
        row.get_absolute_url(),
        f"/prosjekter/{project.slug}/avhengigheter/",
    ):
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)
