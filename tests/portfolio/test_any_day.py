"""Lists and pages of projects as they were on an earlier day."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Phases
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from organisation import days
from organisation.audit.days import address_on, with_day_kept
from organisation.audit.tracking import as_of, backdated
from organisation.people.models import Person, Role
from portfolio import services
from portfolio.dashboard import figures
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import BY_NAME
from portfolio.dashboard.selection import Selection
from portfolio.lifecycle.money import EntryKind, EntrySource
from portfolio.models import Entry, FundYear, Gate, Milestone, Phase, Project, ProjectGoal
from portfolio.overview.lines import NOUNS, annotated
from portfolio.papers.compose import asking
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project, pass_gate
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db

# Ahead of the clock, so that the districts every test has are there on all days.
MONDAY = datetime(2036, 3, 3, 12, tzinfo=UTC)
PER = "2036-03-04"  # the day after
NOW = MONDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _a_week_later():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def project(alna):
    with time_machine.travel(MONDAY, tick=False), backdated(MONDAY):
        return make_project(alna, title="Dagtilbud på Haugentunet")


@pytest.fixture
def reader(alna):
    return person_as(Role.ADVISER, alna)


def change_everything(project):
    """What happens after the day that is looked back to."""
    with backdated(NOW):
        pass_gate(project)
        make_report(project, overall_text="Levert senere.", on=NOW.date())
        project.refresh_from_db()
        services.edit_project(
            project, {"title": "Et helt annet navn"}, version=project.version, by=project.leader
        )


def main(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_pages_of_a_project_show_the_day_and_nothing_after_it(project, reader, as_person):
    change_everything(project)
    client, home = as_person(reader), project.get_absolute_url()
    today = client.get(home)
    assertContains(today, "Et helt annet navn")
    assertContains(today, "Vis en tidligere dag")
    for page in ("", "fase/", "beslutning/", "status/", "risiko/", "okonomi/", "gevinst/", "mal/"):
        then = client.get(f"{home}{page}?per={PER}")
        assertContains(then, "Slik det var 04.03.2036")
        assertContains(then, "Dagtilbud på Haugentunet")
        for later in ("Et helt annet navn", "Levert senere", 'method="post"', "/endre/", "/ny/"):
            assert later not in main(then), (page, later)
    assertNotContains(client.get(f"{home}beslutning/bp1/?per={PER}"), "Godt grunnlag.")
    assertContains(client.get(f"{home}beslutning/bp1/"), "Godt grunnlag.")
    listed = client.get(f"/prosjekter/?per={PER}&q=dagtilbud")
    assert f'href="{home}?per={PER}"' in main(listed)
    assert f'<input type="hidden" name="per" value="{PER}">' in main(listed)


def test_late_is_judged_by_the_day_that_is_shown(project, reader, as_person):
    with backdated(MONDAY):
        Gate.objects.filter(project=project).update(due=date(2036, 3, 6))
    client = as_person(reader)
    assertContains(client.get("/prosjekter/"), "dager over")
    assertNotContains(client.get(f"/prosjekter/?per={PER}"), "dager over")


def test_days_that_cannot_be_shown_are_explained(project, reader, as_person):
    client, home = as_person(reader), project.get_absolute_url()
    for asked, said in (
        ("2036-12-31", "har ikke vært ennå"),
        ("20360304", "kan ikke leses"),
        ("'; DROP TABLE", "kan ikke leses"),
    ):
        response = client.get(home, {"per": asked, "side": "2"})
        assert response.url == f"{home}?side=2"
        assert said in str(next(iter(get_messages(response.wsgi_request))))
        assertContains(client.get(response.url), said)
    assertContains(client.get(f"{home}?per=1999-12-31"), "begynte å føre historikk")
    before = client.get(f"{home}?per=2036-03-02")
    assertContains(before, "Fantes ikke den dagen", status_code=404)
    assert client.get(f"{home}endre/?per={PER}").url == f"{home}endre/"
    assert client.post(f"{home}endre/?per={PER}", {"title": "Nytt"}).status_code == 403
    assertContains(client.get("/dager/", {"side": home}), f"{home}?per=2036-02-29")
    assert client.get("/dager/", {"side": home, "dag": PER}).url == f"{home}?per={PER}"
    assert "ond.example" not in main(client.get("/dager/", {"side": "//ond.example/"}))


def test_who_sees_an_earlier_day_is_decided_by_todays_rows(project, alna, as_person):
    new_leader, old_leader = PersonFactory(unit=alna), project.leader
    with backdated(NOW):
        Project.objects.filter(pk=project.pk).update(
            leader=new_leader, access="restricted", access_reason="Barn", legal_basis="offl. § 13"
        )
    for person, status in ((old_leader, 404), (new_leader, 200)):
        person = Person.objects.get(pk=person.pk)
        then = as_person(person).get(f"{project.get_absolute_url()}?per={PER}")
        assert then.status_code == status
        listed = as_person(person).get(f"/prosjekter/?per={PER}")
        assert (project.title in main(listed)) == (status == 200)
        assert person.grants
        with as_of(date(2036, 3, 4)):
            row = Project.objects.get(pk=project.pk)
            assert person.has_perm("portfolio.view_project", row) == (status == 200)
            assert not person.has_perm("portfolio.edit_project", row)


def test_a_list_of_an_earlier_day_asks_as_much_with_three_rows_as_with_one(
    project, reader, alna, as_person
):
    client = as_person(reader)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/prosjekter/?per={PER}")
        return len(asked)

    cost()
    one = cost()
    with backdated(MONDAY):
        make_project(alna, title="Nummer to")
        make_project(alna, title="Nummer tre")
    assert cost() == one <= 25


def test_links_keep_the_day_only_where_it_can_be_shown():
    page = (
        '<a href="/prosjekter/">x</a><main><a href="/prosjekter/?side=2#bunn">a</a>'
        '<a href="/prosjekter/nytt/">b</a><a href="?side=2">c</a><a href="#her">d</a>'
        '<a href="https://example.org/prosjekter/">e</a><a href="/prosjekter/" data-today>f</a>'
        '<form method="get" action="/prosjekter/"></form>'
        '<form class="inline" method="post" action="/"><b>Følg</b></form></main>'
    )
    kept = with_day_kept(page, "/prosjekter/", date(2036, 3, 4))
    assert re.findall(r'href="([^"]*)"', kept) == [
        "/prosjekter/",
        f"/prosjekter/?side=2&amp;per={PER}#bunn",
        "/prosjekter/nytt/",
        f"?side=2&amp;per={PER}",
        "#her",
        "https://example.org/prosjekter/",
        "/prosjekter/",
    ]
    assert kept.count(f'name="per" value="{PER}"') == 1
    assert "Følg" not in kept
    assert address_on(f"/prosjekter/?side=2&per={PER}#a", None) == "/prosjekter/?side=2#a"


# Any history, any day -----------------------------------------------------------------------------


def retitle(world, project, title):
    Project.objects.filter(pk=project.pk).update(title=title)


def restate(world, project, state):
    Project.objects.filter(pk=project.pk).update(state=state)


def hand_over(world, project, owner):
    Project.objects.filter(pk=project.pk).update(owner=world.owners[owner])


def move_all_gates(world, project, day):
    Gate.objects.update(due=date(2036, 4, day))


def move_phases_by_hand(world, project, day):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE portfolio_phase SET planned_end = %s WHERE project_id = %s",
            [date(2037, 1, day), project.pk],
        )


def set_goal(world, project, is_there):
    if is_there:
        ProjectGoal.objects.create(project=project, kind="outcome", text="Et mål")
    else:
        ProjectGoal.objects.filter(project=project).delete()


def add_milestones(world, project, day):
    Milestone.objects.bulk_create(
        [Milestone(project=each, what="Prøvd", due=date(2036, 5, day)) for each in world.projects]
    )


def report(world, project, light):
    lights = {"overall_light": light, "time_light": light, "time_text": "Det drøyer."}
    make_report(Project.objects.get(pk=project.pk), on=timezone.localdate(), **lights)


def book(world, project, hundreds):
    Entry.objects.create(
        project=project,
        fund_year=world.year,
        kind=EntryKind.PLAN,
        amount_nok=hundreds * 100,
        booked_on=timezone.localdate(),
        source=EntrySource.HAND,
    )


DAY, LIGHTS = st.integers(1, 28), st.sampled_from(["green", "yellow", "red"])
EDITS = {
    retitle: st.sampled_from(["Ås", "Øst", "100 %"]),
    restate: st.sampled_from(["paused", "running"]),
    hand_over: st.integers(0, 1),
    move_all_gates: DAY,
    move_phases_by_hand: DAY,
    set_goal: st.booleans(),
    add_milestones: DAY,
    report: LIGHTS,
    book: st.integers(1, 9),
}
AN_EDIT = st.one_of(
    *(st.tuples(st.just(edit), st.integers(0, 2), value) for edit, value in EDITS.items())
)


@dataclass(frozen=True)
class World:
    projects: list[Project]
    owners: list[Person]
    year: FundYear


CHARTS = ("lys", "fasetrakt", "veikart", "penger", "faser")
ASKED = [name for noun in NOUNS for name in noun.annotations]


def portfolio(person):
    """All that lists, overviews and the dashboard read of the projects `person` sees."""
    projects = Project.objects.visible_to(person)
    return (
        list(
            annotated(projects)
            .with_next_gate()
            .order_by("pk")
            .values_list("pk", "title", "state", "owner__name", "leader__name", "next_due", *ASKED)
        ),
        list(Phase.objects.filter(project__in=projects).order_by("pk").values_list()),
        list(ProjectGoal.objects.filter(project__in=projects).order_by("pk").values_list()),
        list(Milestone.objects.filter(project__in=projects).order_by("pk").values_list()),
        *dashboard(person),
    )


def dashboard(person):
    """The key figures and some of the charts, in the words they have on the page."""
    board = Board(Selection(asking(person, ""), on=days.today()))
    charts = [BY_NAME[name].make(board) for name in CHARTS]
    return (
        [(str(f.value), str(f.note)) for f in figures.read(board, figures.waiting_of(board))],
        [str(chart.table()) for chart in charts if chart is not None],
    )


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phases.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(st.lists(AN_EDIT, max_size=4), min_size=1, max_size=4))
def test_any_day_shows_the_portfolio_as_it_stood(alna, reader, history):
    """What was read at the end of each day is what that day shows later: the copy frozen then."""
    assert reader.grants
    with transaction.atomic():
        with time_machine.travel(MONDAY, tick=False), backdated(MONDAY):
            unit = reader.unit
            world = World(
                [make_project(alna, unit=unit, title=f"Prosjekt {n}") for n in range(3)],
                [PersonFactory(unit=unit), PersonFactory(unit=unit)],
                fund_year(make_fund(alna), 2036),
            )
        frozen = {}
        for nth, edits in enumerate(history, start=1):
            day = MONDAY + timedelta(days=nth)
            with time_machine.travel(day, tick=False), backdated(day):
                for edit, which, value in edits:
                    edit(world, world.projects[which], value)
                frozen[day.date()] = portfolio(reader)
        for day, stood in frozen.items():
            with as_of(day):
                assert portfolio(reader) == stood
        transaction.set_rollback(True)
