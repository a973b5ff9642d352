"""The red thread and the decisions log: whole, in order, narrowed, and at a constant price."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ideas.services import take_on
from organisation.people.models import Role
from portfolio import services
from portfolio.queries import chain
from portfolio.services import alternative, milestone, phase_report, rollout
from portfolio.services.lesson import write_lesson
from tests.factories.ideas import IdeaFactory, judged
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project, pass_gate
from tests.factories.substance import a_file, make_comparison, make_document

MOST_QUERIES = 12
OF_EVERY_FLOOR = 20  # the thread reads each noun of each floor that has something to tell


@pytest.fixture
def project(alna):
    idea = judged(IdeaFactory(unit=alna))
    adviser = person_as(Role.ADVISER, alna)
    take_on(idea, by=adviser)
    made = make_project(alna, unit=alna, idea=idea, reply="Vi prøver den.", by=adviser)
    return pass_gate(made)


def fill(project, nth):
    comparison, other = make_comparison(project, question=f"Valg {nth}")
    alternative.choose_alternative(
        comparison, other, reason="Best.", version=comparison.version, by=project.leader
    )
    make_document(project, title=f"Dokument {nth}", upload=a_file(f"Nr. {nth}"))
    write_lesson(project, title=f"Lærdom {nth}", text="Spør først.", by=project.leader)


def test_the_thread_goes_from_the_idea_to_the_lesson(project):
    fill(project, 1)
    phase_report.start_report(project.phases.running().get(), by=project.leader)
    milestone.add_milestone(
        project,
        what="Rommet er malt",
        due=None,
        done_on=timezone.localdate(),
        by=project.leader,
    )
    place = rollout.add_unit(project, project.unit, by=project.leader)
    rollout.mark_in_use(place, since=timezone.localdate(), by=project.leader)
    events = chain.whole_thread(project, project.leader)
    assert [event.on for event in events] == sorted(event.on for event in events)
    kinds = {event.kind for event in events}
    assert {"idea", "decision", "phase", "lesson", "document"} <= kinds
    titles = [event.title for event in events]
    assert any("meldt inn" in title for title in titles)
    assert any("startet" in title for title in titles)
    assert "Milepæl nådd: Rommet er malt" in titles
    assert any(title.startswith("Tatt i bruk i ") for title in titles)
    decision = next(event for event in events if event.document and event.kind == "decision")
    assert "/protokoll/" in decision.document


def test_the_thread_tells_nothing_to_those_who_do_not_see_the_project(project, nabo, as_person):
    stranger = PersonFactory(unit=nabo)
    assert list(chain.thread_of(project.pk, stranger)) == []
    assert as_person(stranger).get(f"{project.get_absolute_url()}trad/").status_code == 404


@pytest.mark.parametrize("page", ["trad", "logg", "fase", "alternativer", "dokumenter", "laerdom"])
def test_a_page_costs_the_same_with_one_row_and_with_three(
    page, project, as_person, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_person(project.leader)
    address = f"{project.get_absolute_url()}{page}/"
    fill(project, 1)
    client.get(address)
    most = OF_EVERY_FLOOR if page == "trad" else MOST_QUERIES
    with django_assert_max_num_queries(most) as first:
        client.get(address)
    fill(project, 2)
    fill(project, 3)
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address)


def test_the_thread_is_narrowed_to_one_kind(project, as_person):
    fill(project, 1)
    client = as_person(project.leader)
    page = client.get(f"{project.get_absolute_url()}trad/?slag=lesson")
    assertContains(page, "Lærdom 1")
    assertNotContains(page, "Dokument 1")


def test_the_log_fills_itself_newest_first(project, alna):
    fill(project, 1)
    project.refresh_from_db()
    new_leader = PersonFactory(unit=alna, name="Nora Ny")
    services.edit_project(
        project, {"leader": new_leader}, version=project.version, by=project.owner
    )
    entries = chain.log_of(project, project.owner)
    titles = [entry.title for entry in entries]
    assert any(title.startswith("BP1: ") for title in titles)
    assert "Ny prosjektleder: Nora Ny" in titles
    assert "Valgt: Egen drift – Valg 1" in titles
    changed = next(entry for entry in entries if "Nora Ny" in entry.title)
    assert changed.who == project.owner.name
    assert [entry.on for entry in entries] == sorted((e.on for e in entries), reverse=True)
    assert all(isinstance(entry.on, date) for entry in entries)
