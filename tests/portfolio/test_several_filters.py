"""Filters that take several values, also on the page of changes; and what the board is shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation import registries
from organisation.audit.tracking import acting, backdated
from organisation.people.models import Role, UnitKind
from organisation.search.models import SavedView
from organisation.search.saved import kept_query
from organisation.web.wording import nok, number
from portfolio import services
from portfolio.lifecycle import PhaseKind
from portfolio.lifecycle.status import Light
from portfolio.models import Phase, Project
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import make_project, pass_gate
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db
REASONS = {"time_text": "Forsinket.", "overall_text": "Vi mangler folk."}


@pytest.fixture
def director(alna):
    return person_as(Role.DIRECTOR, alna)


@pytest.fixture
def projects(alna):
    """One that is red, one yellow, one green, and one that nobody has reported."""
    care = UnitFactory(parent=alna, name="Hjemmetjenesten", kind=UnitKind.AVDELING)
    night = UnitFactory(parent=care, name="Nattpatruljen")
    made = {}
    for title, unit, light in (
        ("Tilsyn om natten", night, Light.RED),
        ("Ett nummer inn", care, Light.YELLOW),
        ("Ny tavle", alna, Light.GREEN),
        ("Gåtur", alna, None),
    ):
        project = pass_gate(make_project(alna, unit=unit, title=title))
        if light is not None:
            lights = {"time_light": light, "overall_light": light}
            make_report(project, **(lights | REASONS if light != Light.GREEN else {}))
        made[title] = project
    return made | {"care": care, "night": night}


def titles(page):
    return {project.title for project in page.context["listing"]}


def test_several_values_are_each_a_chip_and_the_unknown_ones_take_nobody_along(
    projects, director, as_person
):
    client = as_person(director)
    query = "light=red&light=yellow&light=<b>&light=red"
    page = client.get(f"/portefolje/?{query}")
    assert len(page.context["board"].facts) == 2
    assertContains(page, "2 av 4 prosjekter. 2 er filtrert bort av samlet lys")
    assertContains(page, "Samlet lys «&lt;b&gt;»")
    chips = {chip.words: chip.url for chip in page.context["selection"].chips}
    assert chips == {"Trenger tiltak": "?light=yellow", "Følg med": "?light=red"}
    assertContains(page, 'name="light" value="red" checked')
    assertContains(page, "2 valgt")
    assert titles(client.get(f"/prosjekter/?{query}")) == {"Tilsyn om natten", "Ett nummer inn"}
    red = next(f for f in page.context["figures"] if f.label == "trenger tiltak")
    assert titles(client.get(red.url)) == {"Tilsyn om natten"}
    rows = client.get("/prosjekter/?light=red&light=none&state=running")
    assert titles(rows) == {"Tilsyn om natten", "Gåtur"}
    care, night = projects["care"].pk, projects["night"].pk
    heat = client.get(f"/portefolje/?unit={care}&unit={night}")
    assert len(heat.context["board"].facts) == 2
    loose = client.get(f"/portefolje/?unit={care}&unit={night}&light=green&light=none")
    found = {each.chip.label: (each.chip.words, each.count) for each in loose.context["looser"]}
    assert found == {
        "Enhet": ("Hjemmetjenesten, Nattpatruljen", 2),
        "Samlet lys": ("På plan, Ingen rapport", 2),
    }
    assert kept_query("portfolio:dashboard", "light=red&light=yellow&side=2") == (
        "light=red&light=yellow"
    )


def test_all_filters_can_be_taken_away_where_one_usually_begins_with_some(
    projects, alna, director, as_person
):
    client = as_person(director)
    SavedView.objects.create(
        person=director, unit=alna, district=alna, page="portfolio:dashboard", title="Røde",
        query="light=red", is_start=True,
    )  # fmt: skip
    page = client.get(client.get("/portefolje/").url)
    for url in (page.context["selection"].cleared_url, page.context["selection"].chips[0].url):
        cleared = client.get(f"/portefolje/{url}")
        assert (cleared.status_code, len(cleared.context["board"].facts)) == (200, 4)


def test_a_year_is_offered_when_a_project_ran_and_years_are_added_up(
    projects, alna, director, as_person
):
    this = timezone.localdate().year
    hovedprosjekt = Phase.objects.filter(project=projects["Ny tavle"], kind=PhaseKind.HOVEDPROSJEKT)
    hovedprosjekt.update(planned_start=date(this + 2, 2, 1), planned_end=date(this + 3, 6, 1))
    fund = make_fund(alna)
    fund_year(fund, this, 900_000)
    fund_year(fund, this + 3, 500_000)
    client = as_person(director)
    page = client.get("/portefolje/?flere=1")
    offered = [value for value, _words in page.context["selection"].form.fields["year"].choices]
    assert offered == [str(this + ahead) for ahead in (3, 2, 0)]
    page = client.get(f"/portefolje/?year={this}&year={this + 3}")
    figures = {str(each.label): str(each.value) for each in page.context["figures"]}
    assert figures[f"kr i ramme {this}, {this + 3}"] == number(1_400_000, 0)
    funds = client.get(f"/portefolje/bak/fond/?year={this}&year={this + 3}")
    assert nok(1_400_000) in [words for _label, words in funds.context["sums"]]
    assert titles(client.get(f"/prosjekter/?year={this + 3}")) == {"Ny tavle"}
    assert len(titles(client.get(f"/prosjekter/?year={this}&year={this + 3}"))) == 4
    # What was planned in a project that has stopped, never came to be.
    Project.objects.filter(pk=projects["Ny tavle"].pk).update(state=Project.State.STOPPED)
    assert titles(client.get(f"/prosjekter/?year={this + 3}")) == set()


def test_changes_follow_the_filters_and_are_told_on_the_page_of_those_who_steer(
    projects, alna, director, as_person
):
    client = as_person(director)
    everything = client.get("/portefolje/endringer/?siden=maned")
    assert everything.context["listing"].total == 4
    some = client.get("/portefolje/endringer/?siden=maned&light=red&light=yellow&light=x")
    assert {story.project.title for story in some.context["stories"]} == {
        "Tilsyn om natten",
        "Ett nummer inn",
    }
    assertContains(some, "2 endret av 2 prosjekter som passer til filtrene")
    assertContains(some, 'href="/portefolje/?light=red&amp;light=yellow"')
    assertContains(some, '<input type="hidden" name="light" value="red">')
    assertContains(client.get("/portefolje/?light=red"), "/portefolje/endringer/?light=red")
    home = client.get("/")
    assertContains(home, "Endret siden sist")
    assertContains(home, "4 prosjekter er endret.")
    assertNotContains(as_person(PersonFactory(unit=alna)).get("/"), "Endret siden sist")


def test_the_quiet_line_tells_of_what_the_filters_leave(projects, director, as_person):
    client = as_person(director)
    opened = timezone.now().isoformat()
    project = projects["Tilsyn om natten"]
    with acting(project.leader, "portfolio.edit_phase"):
        Phase.objects.filter(project=project).update(conclusions="Noe nytt")
    assertContains(
        client.get("/portefolje/?light=red&light=green"), "light=red&amp;light=green&amp;siden"
    )
    told = client.get("/portefolje/endret/", {"siden": opened, "light": ["red", "green"]})
    assertContains(told, "Endret av")
    assert not client.get(
        "/portefolje/endret/", {"siden": opened, "light": "green"}
    ).content.strip()


# --- What the board is shown ----------------------------------------------------------------------

MONDAY = datetime(2036, 3, 3, 12, tzinfo=UTC)


def test_the_board_reads_what_stood_when_it_met_and_nothing_more(
    alna, nabo, as_person, monkeypatch
):
    with time_machine.travel(MONDAY, tick=False), backdated(MONDAY):
        told = pass_gate(make_project(alna, title="Ny tavle"))
        hidden = make_project(alna, title="Barnevernspiloten")
        services.restrict_project(
            hidden, reason="Få saker.", legal_basis="§ 13", version=1, by=hidden.owner
        )
        make_project(nabo, title="Naboens tavle")
    later = MONDAY + timedelta(days=5)
    with time_machine.travel(later, tick=False), backdated(later):
        make_project(alna, title="Etter møtet")
        Project.objects.filter(pk=told.pk).update(title="Ny tavle for alle")
    member = person_as(Role.BOARD_MEMBER, alna, is_employee=False)
    met = [(date(2036, 3, 4), "04.03.2036 BU"), (date(2036, 3, 9), "09.03.2036 BU")]
    monkeypatch.setattr(registries, "board_meetings", [lambda person: met])
    with time_machine.travel(MONDAY + timedelta(days=4), tick=False):
        client = as_person(member)
        assertRedirects(client.get("/portefolje/"), "/portefolje/for-bydelsutvalget/")
        page = client.get("/portefolje/for-bydelsutvalget/")
        assertContains(page, "Slik det var 04.03.2036")
        assertContains(page, "1 av 2 prosjekter. 1 er skjermet for deg")
        assert titles(page) == {"Ny tavle"}
        for words in ("Barnevernspiloten", "Etter møtet", "Naboens tavle", "/prosjekter/"):
            assertNotContains(page, words)
        assertContains(page, "Status per enhet")
        assert client.get("/prosjekter/").status_code == 403
        assert client.get(told.get_absolute_url()).status_code == 404
        for asked in ("2036-03-06", "'; --", "1999-01-01"):
            other = client.get("/portefolje/for-bydelsutvalget/", {"mote": asked, "light": "x"})
            assertContains(other, "Vi kjenner ikke noe møte den dagen")
            assertContains(other, "Noe i adressen kan ikke leses")
        nothing = client.get("/portefolje/for-bydelsutvalget/?light=red")
        assertContains(nothing, "Løsne på ett filter")
    with time_machine.travel(MONDAY + timedelta(days=9), tick=False):
        client = as_person(member)
        newest = client.get("/portefolje/for-bydelsutvalget/")
        assert titles(newest) == {"Ny tavle for alle", "Etter møtet"}
        assert titles(client.get("/portefolje/for-bydelsutvalget/?mote=2036-03-04")) == {"Ny tavle"}
    monkeypatch.setattr(registries, "board_meetings", [])
    assertContains(
        as_person(member).get("/portefolje/for-bydelsutvalget/"), "har ikke hatt møte ennå"
    )
