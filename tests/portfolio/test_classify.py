"""What kind of project it is, and how large: changed with a reason by others than those who ask."""

import pytest
from pytest_django.asserts import assertContains

from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio import services
from portfolio.demands import demands_for
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models import Phase, Project
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import gate_of, make_project, pass_gate


def classify(project, by=None, **changes):
    project.refresh_from_db()
    facts = {"kind": project.kind, "profile": project.profile, "reason": "Større enn vi trodde."}
    return services.classify_project(
        project, **{**facts, **changes}, version=project.version, by=by or project.owner
    )


def test_an_adviser_changes_the_kind_with_a_reason_and_the_leader_does_not(alna, as_person):
    project = make_project(alna, kind=ProjectKind.INNOVATION)
    address = f"{project.get_absolute_url()}slag/"
    sent = {"kind": "development", "profile": "ordinary", "reason": "", "version": 1}
    assert as_person(project.leader).post(address, sent).status_code == 403
    adviser = as_person(person_as(Role.ADVISER, alna))
    assertContains(adviser.post(address, sent), "Skriv hvorfor dere endrer det", status_code=422)
    adviser.post(address, {**sent, "reason": "Løsningen er kjent nå."})
    project.refresh_from_db()
    assert project.kind == ProjectKind.DEVELOPMENT
    page = adviser.get(f"{project.get_absolute_url()}mal/")
    assertContains(page, "Fra innovasjonsprosjekt til utviklingsprosjekt")
    assertContains(page, "Løsningen er kjent nå.")


def test_a_profile_goes_up_and_keeps_what_is_written_and_never_down(alna):
    project = pass_gate(make_project(alna, profile=Profile.SMALL))
    running = Phase.objects.get(project=project, state="running")
    services.edit_phase(running, {}, goals=["Ett"], version=running.version, by=project.leader)
    classify(project, profile=Profile.LARGE)
    running.refresh_from_db()
    assert (running.state, [goal.text for goal in running.goals.all()]) == ("running", ["Ett"])
    assert gate_of(project).decisions.count() == 1
    with pytest.raises(DomainError, match="løftes, men ikke senkes"):
        classify(project, profile=Profile.ORDINARY)


def test_a_pilot_is_one_page_and_gets_its_phases_when_it_becomes_a_project(alna):
    person = PersonFactory(unit=alna)
    pilot = make_project(alna, kind=ProjectKind.PILOT, owner=person, leader=person)
    assert not pilot.gates.exists()
    assert not pilot.phases.exists()
    with pytest.raises(DomainError, match="kan ikke være samme person"):
        classify(pilot, kind=ProjectKind.INNOVATION)
    services.edit_project(
        pilot, {"owner": PersonFactory(unit=alna)}, version=pilot.version, by=person
    )
    classify(pilot, kind=ProjectKind.INNOVATION)
    assert gate_of(pilot).state == "in_preparation"


def test_development_demands_goals_and_dates_that_innovation_leaves_open():
    innovation = demands_for(ProjectKind.INNOVATION, Profile.ORDINARY)
    development = demands_for(ProjectKind.DEVELOPMENT, Profile.ORDINARY)
    assert set(development.required) - set(innovation.required) == {
        "deliverable_goal",
        "milestones",
    }
    assert demands_for(ProjectKind.PILOT, Profile.LARGE).phases is False
    assert demands_for(ProjectKind.INNOVATION, Profile.SMALL).overall_only


@pytest.mark.parametrize("kind", ["innovation", "development"])
def test_what_is_missing_is_said_by_kind_and_leads_to_where_it_is_mended(kind, alna, as_person):
    project = make_project(alna, kind=kind, need="")
    page = as_person(project.leader).get(project.get_absolute_url())
    assertContains(page, "Skriv hva behovet er")
    words = page.content.decode()
    assert ("Sett et resultatmål" in words) == (kind == "development")
    assert ("Ingen milepæler ennå" in words) == (kind == "development")
    assert "Sett et effektmål" in words


def test_only_the_pages_the_profile_puts_first_stand_in_the_line(alna, as_person):
    small = make_project(alna, profile=Profile.SMALL)
    page = as_person(small.leader).get(small.get_absolute_url()).content.decode()
    line, _more, aside = page.partition("<summary>Mer")
    assert f"{small.get_absolute_url()}slektskap/" in aside
    assert f"{small.get_absolute_url()}fase/" in line
    elsewhere = as_person(small.leader).get(f"{small.get_absolute_url()}slektskap/")
    assert 'aria-current="page">Slektskap' in elsewhere.content.decode()


def test_the_database_refuses_one_who_owns_and_leads(alna):
    project = make_project(alna)
    with pytest.raises(Exception, match="portfolio_project_owner_is_not_leader"):
        Project.objects.filter(pk=project.pk).update(owner=project.leader)
