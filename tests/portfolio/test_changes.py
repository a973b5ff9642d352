"""What has changed since a day, a meeting or a visit; and the line about what changes now."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from organisation import registries
from organisation.audit.tracking import acting, as_of, backdated
from organisation.people.models import Role
from portfolio.models import Gate, Phase, Project, ProjectGoal
from portfolio.models.follow import Visit
from portfolio.queries import changes as queries
from portfolio.services import visit
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db

MONDAY = datetime(2036, 3, 3, 12, tzinfo=UTC)
NOW = MONDAY + timedelta(days=7)
PAGE = "/portefolje/endringer/"


@pytest.fixture
def reader(alna):
    return person_as(Role.ADVISER, alna)


@pytest.fixture
def week(alna, reader):
    """Five projects on Monday; a week later four of them are not what they were, and one is new."""
    with time_machine.travel(MONDAY, tick=False), backdated(MONDAY):
        unit = reader.unit
        old = [make_project(alna, unit=unit, title=f"Prosjekt {n}") for n in range(5)]
        make_report(old[1], on=MONDAY.date())
        goal = ProjectGoal.objects.create(project=old[0], kind="outcome", text="Færre fall")
    later = MONDAY + timedelta(days=4)
    with time_machine.travel(later, tick=False), backdated(later):
        boss = PersonFactory(unit=unit, name="Berit Boss")
        with acting(boss, "portfolio.edit_project", reason="Ny retning etter høringen"):
            Project.objects.filter(pk=old[0].pk).update(owner=boss)
            ProjectGoal.objects.filter(pk=goal.pk).update(text="Ingen fall om natten")
            Gate.objects.filter(project=old[0], code="bp1").update(due=date(2036, 6, 1))
            Phase.objects.filter(project=old[0], position=1).update(planned_end=date(2036, 9, 1))
        Project.objects.filter(pk=old[2].pk).update(state="stopped")
        Project.objects.filter(pk=old[3].pk).update(version=99)
        make_report(
            Project.objects.get(pk=old[1].pk), on=later.date(), overall_light="yellow",
            time_light="yellow", time_text="Vi venter på leveransen.",
        )  # fmt: skip
        new = make_project(alna, unit=unit, title="Nattravnene")
        Project.objects.filter(pk=old[4].pk).update(
            title="Barnevernspiloten", access="restricted", access_reason="Barn", legal_basis="§ 13"
        )
    with time_machine.travel(NOW, tick=False):
        yield [*old, new]


def test_each_project_tells_what_who_and_why(week, reader, as_person):
    client = as_person(reader)
    page = client.get(PAGE, {"siden": "2036-03-04"})
    for words in (
        "Berit Boss", "Ny retning etter høringen", "Færre fall", "Ingen fall om natten",
        "01.06.2036", "01.09.2036", "På plan", "Følg med", "Stoppet", "Nattravnene", "Nytt",
    ):  # fmt: skip
        assertContains(page, words)
    assertNotContains(page, "Prosjekt 3")
    stopped = client.get(PAGE, {"siden": "2036-03-04", "vis": "stoppet"})
    assertContains(stopped, "Prosjekt 2")
    assertContains(stopped, "1 av 5")
    assertNotContains(stopped, "Nattravnene")
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE, {"siden": "2036-03-04", "vis": "stoppet"})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(PAGE, {"siden": "2036-03-04"})
    assert len(one) <= len(all_of_them) <= 25
    assertContains(client.get(PAGE, {"siden": "2036-03-08"}), "Ingenting er endret siden da")
    # On the dashboard they come when the page is there; those that turned for the worse first.
    assertContains(client.get("/portefolje/"), 'hx-target="#dashboard-changes"')
    headers = {"HX-Request": "true", "HX-Target": "dashboard-changes"}
    newest = client.get(PAGE, {"siden": "2036-03-04"}, headers=headers)
    assertNotContains(newest, "<main")
    assertContains(newest, "5 av 5 prosjekter")
    told = newest.content.decode()
    assert -1 < told.index("Prosjekt 1") < told.index("Prosjekt 2") < told.index("Nattravnene")
    assertContains(client.get(PAGE, {"siden": "2036-03-01", "per": "2036-03-04"}), "Prosjekt 3")


def test_what_changed_is_what_differs_between_two_days_as_they_were_shown(week, reader):
    def read(day):
        with as_of(day):
            seen = Project.objects.visible_to(reader)
            return {
                row[0]: row for row in seen.values_list("pk", "title", "owner", "state", "leader")
            }

    assert reader.grants
    before, after = read(date(2036, 3, 4)), read(date(2036, 3, 9))
    differing = {pk for pk in after if before.get(pk) != after[pk]}
    with time_machine.travel(NOW, tick=False):
        found = queries.changed_projects(reader, MONDAY + timedelta(days=1), timezone.now())
    told = {queries.NEW, queries.STOPPED, queries.PEOPLE, queries.FACTS}
    assert {each.project for each in found if each.kinds & told} == differing
    assert {each.project: each.kinds for each in found}[week[5].pk] == {queries.NEW}


def test_a_restricted_project_is_no_news_to_those_outside(week, alna, reader, as_person):
    assertContains(as_person(reader).get(PAGE, {"siden": "2036-03-04"}), "Barnevernspiloten")
    outside = as_person(PersonFactory(unit=alna))
    for address in (f"{PAGE}?siden=2036-03-04", f"{PAGE}?siden=2036-03-04&per=2036-03-08"):
        assertContains(outside.get(address), "Nattravnene")
        assertNotContains(outside.get(address), "Barnevernspiloten")


def test_since_the_last_meeting_since_ones_last_visit_and_since_what_cannot_be_read(
    week, reader, as_person, monkeypatch
):
    client = as_person(reader)
    monkeypatch.setattr(
        registries,
        "board_meetings",
        [lambda person: [(date(2036, 3, 9), "Møte"), (date(2036, 3, 10), "I dag")]],
    )
    first = client.get(PAGE)
    assertContains(first, "annerledes enn 09.03.2036")
    assertNotContains(first, "Du var her sist")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assertContains(client.get(PAGE), "Du var her sist, 10.03.2036")
        assertContains(client.get(PAGE, {"siden": "sist"}), "annerledes enn 10.03.2036")
    for asked, said in (
        ("2037-01-01", "er ikke over ennå"),
        ("'; --", "kan ikke leses"),
        ("1999-01-01", "Historikken begynner"),
    ):
        assertContains(client.get(PAGE, {"siden": asked}), said)


def test_a_visit_never_costs_the_page_anything(reader, monkeypatch):
    assert visit.looked_at(reader, visit.PORTFOLIO, at=NOW) is None
    assert visit.looked_at(reader, visit.PORTFOLIO, at=NOW + timedelta(hours=1)) is None
    assert visit.looked_at(reader, visit.PORTFOLIO, at=NOW + timedelta(hours=6)) == NOW + timedelta(
        hours=1
    )
    with as_of(timezone.now()):
        assert visit.looked_at(reader, visit.PORTFOLIO, at=NOW + timedelta(days=9)) is None
    assert Visit.objects.get(person=reader).last_at == NOW + timedelta(hours=6)
    monkeypatch.setattr(visit, "LOOKED", "SELECT 1 / 0")
    assert visit.looked_at(reader, visit.PORTFOLIO, at=NOW) is None
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(visit.LOOKED)


def test_a_quiet_line_tells_what_somebody_else_changed(alna, reader, as_person):
    project = make_project(alna, leader=PersonFactory(unit=alna, name="Liv Leder"))
    opened = timezone.now().isoformat()
    addresses = [f"{project.get_absolute_url()}endret/", "/portefolje/endret/"]
    client = as_person(reader)
    assertContains(client.get(project.get_absolute_url()), f'data-live="{addresses[0]}?siden=')
    with acting(reader, "portfolio.edit_phase"):
        Phase.objects.filter(project=project).update(conclusions="Egen endring")
    for address in addresses:
        assert client.get(address, {"siden": opened}).content.strip() == b""
    with acting(project.leader, "portfolio.edit_phase"):
        Phase.objects.filter(project=project).update(conclusions="Noe nytt")
    for address in addresses:
        told = client.get(address, {"siden": opened})
        assertContains(told, "Endret av Liv Leder")
        again = client.get(address, {"siden": opened}, HTTP_IF_NONE_MATCH=told["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address, {"siden": "nå"}).content.strip() == b""
    Project.objects.filter(pk=project.pk).update(
        access="restricted", access_reason="Barn", legal_basis="§ 13"
    )
    outside = as_person(PersonFactory(unit=alna))
    assert outside.get(addresses[0], {"siden": opened}).status_code == 404
    assertNotContains(outside.get(addresses[1], {"siden": opened}), "Liv Leder")
