"""Understand first: the solution opens with the three, and causes stand in a tree."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError, Stale
from portfolio.models import Cause, Diagnosis
from portfolio.services import diagnosis as services
from tests.factories.portfolio import make_project

THREE = {"problem": "Uro om kvelden", "actors": "Beboere og vakter", "insight": "Uro etter middag"}


@pytest.fixture
def project(alna):
    return make_project(alna)


def write(project, version=0, **changes):
    return services.write_diagnosis(project, changes, version=version, by=project.leader)


def cause(project, text, under=None):
    return services.add_cause(
        project, text=text, level=Cause.Level.SYSTEM, under=under, by=project.leader
    )


def test_a_solution_is_refused_until_the_three_are_described(project):
    with pytest.raises(DomainError, match="før løsningen"):
        write(project, problem="Uro", solution_idea="Sansehage")
    write(project, **THREE)
    assert write(project, 1, solution_idea="Sansehage").solution_idea == "Sansehage"
    with pytest.raises(DomainError):
        write(project, 2, insight=" ")  # cannot be taken away under a solution
    with pytest.raises(IntegrityError), transaction.atomic():
        Diagnosis.objects.filter(project=project).update(actors=" ")


def test_the_first_of_two_who_write_wins_and_the_other_is_told(project):
    write(project, problem="Uro")
    with pytest.raises(Stale):
        write(project, problem="Støy")


def test_the_page_keeps_the_solution_closed_and_then_opens_it(project, as_person):
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/diagnose/"
    assertContains(client.get(address), "Lukket til vi forstår problemet")
    assertNotContains(client.get(f"{address}endre/"), "Løsningsidé")
    # a field that is not in the form is not read, whatever is sent
    client.post(f"{address}endre/", {**THREE, "version": 0, "solution_idea": "Sansehage"})
    assert Diagnosis.objects.get().solution_idea == ""
    assertContains(client.get(f"{address}endre/"), "Løsningsidé")
    emptied = {**THREE, "problem": "", "version": 1, "solution_idea": "Sansehage"}
    assertContains(client.post(f"{address}endre/", emptied), "Kan ikke være tom", status_code=422)
    client.post(f"{address}endre/", {**THREE, "version": 1, "solution_idea": "Sansehage"})
    assertContains(client.get(address), "Sansehage")


def test_causes_are_a_tree_that_never_bites_its_tail(project):
    top = cause(project, "Ingen ute om kvelden")
    below = cause(project, "Vaktlisten", under=top)
    deepest = cause(project, "Turnusen er gammel", under=below)
    with pytest.raises(DomainError, match="under seg selv"):
        services.edit_cause(
            top, text=top.text, level=top.level, under=deepest, version=1, by=project.leader
        )
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Cause.objects.filter(pk=top.pk).update(under=deepest)
    services.remove_cause(below, by=project.leader)
    assert Cause.objects.get(pk=deepest.pk).under == top


def test_a_cause_stands_only_under_one_of_the_same_project(project, alna):
    other = cause(make_project(alna), "Et annet sted")
    with pytest.raises(DomainError, match="annet prosjekt"):
        cause(project, "Her", under=other)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Cause.objects.create(project=project, text="Her", level="system", under=other)


def test_causes_are_added_moved_and_removed_without_a_script(project, as_person):
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/diagnose/"
    client.post(f"{address}arsak/ny/", {"text": "Vaktlisten", "level": "system"})
    first = Cause.objects.get()
    assertContains(client.get(f"{address}arsak/ny/?under={first.pk}"), "Vaktlisten")
    client.post(f"{address}arsak/ny/", {"text": "Vaner", "level": "culture", "under": first.pk})
    second = Cause.objects.latest("pk")
    assert second.under == first
    page = client.get(address)
    assertContains(page, "Kultur")
    moved = {"text": "Vaner", "level": "culture", "under": "", "version": second.version}
    assertRedirects(client.post(f"{address}arsak/{second.pk}/", moved), address)
    assert Cause.objects.get(pk=second.pk).under is None
    assertContains(client.get(f"{address}arsak/{first.pk}/fjern/"), "flyttes opp")
    client.post(f"{address}arsak/{first.pk}/fjern/")
    assert list(Cause.objects.all()) == [second]
