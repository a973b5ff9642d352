"""What a project says of itself: goals and their versions, readers, partners, milestones, tests."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from organisation.people.models import Role, StrategyGoal
from portfolio import services
from portfolio.models import Milestone, Tag, ThreeTests
from portfolio.queries.versions import goal_lives
from portfolio.services import audience, milestone
from tests.factories.people import PartnerFactory, PersonFactory, StrategyFactory, person_as
from tests.factories.portfolio import make_project


@pytest.fixture
def project(alna):
    return make_project(alna)


def edit(project, **changes):
    project.refresh_from_db()
    services.edit_project(project, {}, version=project.version, by=project.owner, **changes)


# --- Goals ----------------------------------------------------------------------------------------


def test_earlier_wordings_of_a_goal_are_kept_with_who_and_when(project, as_person):
    edit(project, goals={"outcome": ["Færre fall"]})
    edit(project, goals={"outcome": ["Færre fall om natten"]})
    edit(project, goals={"outcome": ["Ingen fall om natten"], "deliverable": ["En sensor"]})
    edit(project, goals={"deliverable": []})
    standing, removed = goal_lives(project)
    assert [wording.text for wording in standing.wordings] == [
        "Ingen fall om natten",
        "Færre fall om natten",
        "Færre fall",
    ]
    assert {wording.by for wording in standing.wordings} == {project.owner}
    assert (removed.text, removed.removed_at is not None) == ("En sensor", True)
    page = as_person(project.leader).get(f"{project.get_absolute_url()}mal/")
    for words in ("2 tidligere versjoner", "Færre fall om natten", "Mål som er tatt bort"):
        assertContains(page, words)


def test_a_goal_is_marked_with_its_level_and_not_that_of_another_project(project, alna, as_person):
    other = make_project(alna)
    for each in (project, other):
        edit(each, goals={"outcome": ["Færre fall"]})
    mine, theirs = project.goals.get(), other.goals.get()
    as_person(project.leader).post(
        f"{project.get_absolute_url()}mal/",
        {f"level-{mine.pk}": "culture", f"level-{theirs.pk}": "system", "level-x": "system"},
    )
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.level, theirs.level) == ("culture", "")
    assertContains(as_person(project.leader).get(project.get_absolute_url()), "kultur")


# --- Plan goals -----------------------------------------------------------------------------------


def test_plan_goals_show_their_projects_and_those_that_have_none(alna, as_person):
    plan = StrategyFactory(district=alna, case_reference="BU-sak 15/13", first_year=2013)
    served, alone = (
        StrategyGoal.objects.create(strategy=plan, number=number, text=text)
        for number, text in (("1", "Flere bor hjemme"), ("2", "Færre kjøper plass"))
    )
    over = StrategyFactory(district=alna, first_year=2009, last_year=2012)
    StrategyGoal.objects.create(strategy=over, number="1", text="Flere på kurs")
    project = make_project(alna)
    edit(project, strategy_goals=[served])
    page = as_person(PersonFactory(unit=alna)).get("/prosjekter/planmal/")
    assertContains(page, "BU-sak 15/13")
    assertContains(page, "1 i planer som er over, vises ikke")
    assertNotContains(page, "Flere på kurs")
    assertContains(page, project.title)
    assertContains(page, "Ingen prosjekter", count=1)
    services.edit_project(
        project, {}, version=project.version + 1, strategy_goals=[alone], by=project.owner
    )
    assert {link.goal for link in project.strategy_links.all()} == {alone}


# --- Readers, target groups, partners, tags -------------------------------------------------------


def test_units_and_target_groups_come_and_go(project, alna, as_person):
    client, address = as_person(project.leader), f"{project.get_absolute_url()}deltakere/"
    client.post(address, {"what": "unit", "e-unit": alna.pk, "e-role": "Betaler"})
    client.post(
        address, {"what": "group", "g-name": "Over 80 år", "g-size": "1200", "g-priority": "1"}
    )
    page = client.get(project.get_absolute_url())
    assertContains(page, "Betaler")
    assertContains(page, "Over 80 år")
    client.post(f"{address}fjern/", {"unit": project.taking_part.get().pk})
    client.post(f"{address}fjern/", {"group": project.target_groups.get().pk})
    assert (project.taking_part.count(), project.target_groups.count()) == (0, 0)
    refused = client.post(address, {"what": "group", "g-name": "", "g-size": "0"})
    assertContains(refused, "Skriv hvem det er", status_code=422)


def test_a_partner_has_a_role_in_chosen_phases_and_its_page_lists_what_one_may_see(
    project, alna, as_person
):
    partner = PartnerFactory(district=alna, name="Karea KF")
    phase = project.phases.get(kind="forstudie")
    client = as_person(project.leader)
    client.post(
        f"{project.get_absolute_url()}folk/",
        {"what": "partner", "p-partner": partner.pk, "p-role": "Arbeid", "p-phases": [phase.pk]},
    )
    assertContains(client.get(project.get_absolute_url()), "Arbeid (forstudie)")
    reader = as_person(PersonFactory(unit=alna))
    page = reader.get(partner.get_absolute_url())
    for words in (project.title, "Arbeid", "I forstudie"):
        assertContains(page, words)
    project.refresh_from_db()
    services.restrict_project(
        project, reason="x", legal_basis="y", version=project.version, by=project.owner
    )
    assertNotContains(reader.get(partner.get_absolute_url()), project.title)


def test_a_tag_is_made_once_and_finds_its_projects(alna, as_person):
    one, other = make_project(alna, title="Sengen"), make_project(alna, title="Døren")
    edit(one, tags={"technology": ["Sensor", "sensor", " "]})
    edit(other, tags={"technology": ["SENSOR", "KI"]})
    edit(other, tags={"technology": ["KI"]})
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["KI", "Sensor"]
    client = as_person(one.leader)
    found = client.get(f"/prosjekter/?tag={Tag.objects.get(name='Sensor').pk}")
    assertContains(found, "Sengen")
    assertNotContains(found, "Døren")


# --- Milestones -----------------------------------------------------------------------------------


def test_a_milestone_is_planned_moved_reached_and_shown_on_the_overview(project, as_person):
    client, address = as_person(project.leader), f"{project.get_absolute_url()}milepaler/"
    late = timezone.localdate() - timedelta(days=3)
    client.post(address, {"what": "Lokalet er klart", "due": late.isoformat()})
    row = Milestone.objects.get()
    assertContains(client.get(project.get_absolute_url()), "Lokalet er klart, skulle vært nådd")
    client.post(f"{address}{row.pk}/", {"what": row.what, "due": "2040-01-01", "version": 1})
    stale = client.post(f"{address}{row.pk}/", {"what": "Annet", "due": "2041-01-01", "version": 1})
    assertContains(stale, "Noen andre lagret før deg", status_code=409)
    client.post(f"{address}{row.pk}/nadd/")
    row.refresh_from_db()
    assert (row.due, row.done_on) == (date(2040, 1, 1), timezone.localdate())
    assertContains(client.get(project.get_absolute_url()), "1 milepæl nådd")
    client.post(f"{address}{row.pk}/ta-bort/")
    assert not project.milestones.exists()


def test_a_milestone_of_a_development_project_has_a_day(alna, as_person):
    project = make_project(alna, kind="development")
    client = as_person(project.leader)
    answer = client.post(f"{project.get_absolute_url()}milepaler/", {"what": "Lokalet er klart"})
    assertContains(answer, "milepæler med dato", status_code=422)
    assert milestone.add_milestone(project, what="x", due=None, by=project.leader).due is None


# --- New, useful, put to use ----------------------------------------------------------------------


def test_the_three_tests_are_answered_at_the_start_and_again_at_the_closing(project, as_person):
    client, address = as_person(project.leader), f"{project.get_absolute_url()}nytt-og-nyttig/"
    answers = {"new": "yes", "useful": "partly", "put_to_use": "unknown", "version": 0}
    refused = client.post(f"{address}start/", {**answers, "known_solution": "on"})
    assertContains(refused, "Skriv hvor løsningen er kjent fra", status_code=422)
    known = {**answers, "known_solution": "on", "known_where": "Bærum"}
    assert client.post(f"{address}start/", known).status_code == 302
    assertContains(client.post(f"{address}start/", answers), "Noen andre", status_code=409)
    client.post(f"{address}closing/", {**answers, "put_to_use": "yes"})
    assert sorted(ThreeTests.objects.values_list("moment", "put_to_use")) == [
        ("closing", "yes"),
        ("start", "unknown"),
    ]
    page = client.get(address)
    assertContains(page, "Kjent løsning på et nytt sted, fra Bærum")
    assert client.get(f"{address}midt/").status_code == 404


# --- Without an owner -----------------------------------------------------------------------------


def test_who_leads_or_guides_is_warned_when_the_owner_has_left(project, alna, as_person):
    adviser = person_as(Role.ADVISER, alna)
    assertNotContains(as_person(adviser).get("/"), "Mangler eier i linjen")
    project.owner.is_active = False
    project.owner.save()
    for person in (adviser, project.leader):
        assertContains(as_person(person).get("/"), "Mangler eier i linjen")
    page = as_person(project.leader).get(project.get_absolute_url())
    assertContains(page, "Velg en prosjekteier i linjen")


def test_a_target_group_said_again_gets_the_new_size(project):
    for size in (10, 12):
        audience.add_target_group(project, name="Eldre", size=size, by=project.leader)
    assert [group.size for group in project.target_groups.all()] == [12]
