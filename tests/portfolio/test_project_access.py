"""Who sees a project: the district, units that take part, or only its team and its line."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from organisation.audit.tracking import as_of
from organisation.errors import DomainError
from organisation.people.models import Person, Role
from organisation.search.models import Word
from organisation.search.words import rebuild_words
from portfolio import services
from portfolio.models import Project
from portfolio.services import action, audience, steering
from tests.factories.benefit import make_benefit
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import make_project
from tests.factories.risk import make_risk


@pytest.fixture
def project(alna):
    return make_project(alna, title="Barnevernspiloten")


def restrict(project, by=None):
    project.refresh_from_db()
    return services.restrict_project(
        project,
        reason="Få barn, lett å kjenne igjen.",
        legal_basis="offl. § 13",
        version=project.version,
        by=by or project.owner,
    )


def sees(person, project):
    person = Person.objects.get(pk=person.pk)
    listed = Project.objects.visible_to(person).filter(pk=project.pk).exists()
    assert listed == person.has_perm("portfolio.view_project", Project.objects.get(pk=project.pk))
    return listed


def test_a_restricted_project_is_seen_by_team_and_line_and_nobody_else(project, alna, as_person):
    colleague, member = PersonFactory(unit=project.unit), PersonFactory(unit=alna)
    services.add_member(project, member, role="Fagperson", by=project.leader)
    administrator = person_as(Role.ADMINISTRATOR, alna)
    assert sees(colleague, project)
    restrict(project)
    inside = [project.owner, project.leader, member, person_as(Role.MANAGER, project.unit)]
    inside += [person_as(role, alna) for role in (Role.DIRECTOR, Role.ADVISER, Role.SECRETARIAT)]
    assert [sees(person, project) for person in inside] == [True] * len(inside)
    assert [sees(person, project) for person in (colleague, administrator)] == [False, False]
    assert as_person(colleague).get(project.get_absolute_url()).status_code == 404
    assertNotContains(as_person(colleague).get("/prosjekter/"), project.title)
    assertContains(as_person(member).get(project.get_absolute_url()), "Skjermet: offl. § 13")


def test_who_answers_for_something_or_steers_reads_a_restricted_project(project, alna):
    risk_owner, doer, gainer, steerer = PersonFactory.create_batch(4, unit=alna)
    make_risk(project, owner=risk_owner)
    action.add_action(project, what="Ring", owner=doer, due=timezone.localdate(), by=project.leader)
    make_benefit(project, owner=gainer)
    steering.set_seat(project, steerer, role="member", by=project.leader)
    restrict(project)
    inside = [risk_owner, doer, gainer, steerer]
    assert [sees(person, project) for person in inside] == [True] * 4
    assert not Person.objects.get(pk=gainer.pk).has_perm("portfolio.edit_diagnosis", project)


def test_restricting_needs_a_reason_and_a_legal_basis_also_by_the_database(project, as_person):
    answer = as_person(project.owner).post(
        f"{project.get_absolute_url()}skjerming/", {"version": 1, "reason": "Få barn"}
    )
    assertContains(answer, "Skriv hjemmelen", status_code=422)
    with pytest.raises(DomainError, match="både grunn og hjemmel"):
        services.restrict_project(project, reason=" ", legal_basis="x", version=1, by=project.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(access="restricted")


def test_it_is_opened_again_and_both_turns_stand_in_its_history(project, as_person):
    client = as_person(project.owner)
    restrict(project)
    address = f"{project.get_absolute_url()}skjerming/"
    assertContains(client.get(address), "Åpne prosjektet for alle ansatte")
    client.post(address)
    project.refresh_from_db()
    assert (project.access, project.legal_basis) == ("open", "")
    page = client.get(f"{project.get_absolute_url()}mal/")
    assertContains(page, "Skjermet etter offl. § 13")
    assertContains(page, "Åpnet for alle ansatte")


def test_what_was_open_is_closed_in_the_past_too(project, alna):
    colleague = PersonFactory(unit=alna)
    moment = timezone.now()
    restrict(project)
    assert colleague.grants
    with as_of(moment):
        assert not Project.objects.visible_to(colleague).exists()
        assert Project.objects.visible_to(project.owner).exists()


def test_words_of_a_restricted_project_are_never_suggested(project):
    rebuild_words()
    assert Word.objects.filter(word="barnevernspiloten").exists()
    restrict(project)
    rebuild_words()
    assert not Word.objects.filter(word="barnevernspiloten").exists()


def test_who_works_in_a_unit_that_takes_part_reads_also_from_another_district(project, nabo):
    part = UnitFactory(parent=nabo)
    guest, below = PersonFactory(unit=part), PersonFactory(unit=UnitFactory(parent=part))
    manager, other = person_as(Role.MANAGER, part), PersonFactory(unit=nabo)
    assert not sees(guest, project)
    taking_part = audience.add_unit(project, part, role="Prøver det samme", by=project.leader)
    assert [sees(person, project) for person in (guest, below, manager, other)] == [
        True, True, True, False,
    ]  # fmt: skip
    restrict(project)
    assert [sees(person, project) for person in (guest, below, manager)] == [False, False, True]
    audience.remove_unit(taking_part, by=project.leader)
    assert not sees(manager, project)


@pytest.mark.parametrize("count", [1, 3])
def test_membership_is_asked_for_once_whatever_the_number(count, alna, django_assert_num_queries):
    member = PersonFactory(unit=alna)
    projects = [make_project(alna) for _nth in range(count)]
    for project in projects:
        services.add_member(project, member, role="", by=project.leader)
        restrict(project)
    rows = list(Project.objects.select_related("unit"))
    member = Person.objects.get(pk=member.pk)
    assert member.grants
    with django_assert_num_queries(2):  # the line, and the team
        assert all(member.has_perm("portfolio.view_project", row) for row in rows)
