"""The dashboard: every figure leads to its rows, and no address brings it down."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains

from ideas.lifecycle import Outcome
from organisation.audit.history import changes
from organisation.errors import StepRefused
from organisation.notices.models import Notice
from organisation.people.models import Role, UnitKind
from organisation.web.wording import NBSP, day, nok
from portfolio import services
from portfolio.dashboard.charts import ENTRIES
from portfolio.dashboard.incomplete import LATE, with_lacks
from portfolio.lifecycle import Outcome as Decided
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.status import Light
from portfolio.models import Condition, Gate, Milestone, Project
from portfolio.overview.lines import annotated, lines_of
from portfolio.overview.missing import missing_of
from portfolio.services import benefit as benefits
from portfolio.services import incomplete, money, rollout
from tests.factories.benefit import make_benefit, point_of
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.money import fund_year, make_fund
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.portfolio import decider_of, gate_of, make_project, pass_gate, submit
from tests.factories.status import make_report
from tests.factories.ways import make_pilot

MOST_QUERIES = 25
LINK = re.compile(r'<a href="(/[^"]*)" class="[\w-]*"><title>([^<]*)</title>')
NUMBER = re.compile(r"\d+")


@pytest.fixture
def portfolio(alna):
    """Projects in most of the states the figures tell of."""
    today = localdate()
    health = UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)
    care = UnitFactory(parent=health, name="Hjemmetjenesten")
    red = pass_gate(make_project(alna, unit=care, title="Tilsyn om natten"))
    reasons = {"time_text": "Forsinket.", "overall_text": "Vi mangler folk."}
    make_report(red, time_light=Light.RED, overall_light=Light.RED, **reasons)
    waiting = make_project(alna, unit=health, title="Ett nummer inn", kind="development")
    gate = submit(gate_of(waiting))
    Gate.objects.filter(pk=gate.pk).update(due=today - timedelta(days=3))
    stopped = pass_gate(make_project(alna, unit=care, title="Ny tavle"))
    Project.objects.filter(pk=stopped.pk).update(state=Project.State.STOPPED)
    make_pilot(alna, title="Gåtur før middag")
    row = rollout.add_unit(red, care, by=red.leader)
    rollout.add_unit(red, health, by=red.leader)
    rollout.mark_in_use(row, since=today, by=red.leader)
    Milestone.objects.create(project=red, what="Første sone", due=today - timedelta(days=1))
    measured = make_benefit(red, points=(today - timedelta(days=1),))
    benefits.measure(point_of(measured), value=Decimal(100), on=today, version=1, by=measured.owner)
    make_benefit(waiting)
    frame = fund_year(make_fund(alna), today.year, 900_000)
    for kind, amount in ((EntryKind.PLAN, 500_000), (EntryKind.RELEASED, 300_000)):
        money.book_entry(
            red, frame, kind=kind, amount_nok=Decimal(amount), booked_on=today, by=red.leader
        )
    adviser = adviser_of(alna)
    answered_idea(adviser, Outcome.IMPROVEMENT, unit=care)
    IdeaFactory(unit=health)
    return {"red": red, "waiting": waiting, "care": care, "health": health, "adviser": adviser}


@pytest.fixture
def director(alna):
    return person_as(Role.DIRECTOR, alna)


def figures_of(page):
    return {str(figure.label): figure for figure in page.context["figures"]}


def drawn(page):
    """Each link in the charts with the number its words end with or begin with."""
    html = page.content.decode()
    for url, words in LINK.findall(html):
        yield unescape(url), unescape(words)


# Everything at once, and what comes a little later without it.
WHOLE = "/portefolje/?diagrammer=alle"
PARTS = [f"dashboard-{part}" for part in ("lacking", "roadmap", "money", "value", "pace", "use")]

# --- Sums -----------------------------------------------------------------------------------------


def sums_of_rows(behind):
    """What the cells of each column of kroner come to, as they are read on the page."""
    columns = zip(*behind.context["cells"], strict=True)
    amounts = [column for column in columns if column[0][0].is_figure]
    return {
        sum(int("".join(NUMBER.findall(str(cell)))) for _column, cell in column)
        for column in amounts
    }


def assert_figures_lead_to_their_rows(client, page):
    figures = figures_of(page)
    assert len(figures) == 12
    for figure in figures.values():
        said = int(NUMBER.findall(str(figure.value).replace(NBSP, ""))[-1])
        if not figure.url:
            assert said == 0, figure
        elif str(figure.label).startswith("kr"):
            behind = client.get(figure.url)
            assert nok(said) in [words for _label, words in behind.context["sums"]], figure
            assert said in sums_of_rows(behind), figure
        else:
            assert client.get(figure.url).context["listing"].count == said, figure


def test_every_figure_and_every_bar_leads_to_as_many_rows_as_it_says(
    portfolio, director, as_person
):
    client = as_person(director)
    page = client.get(WHOLE)
    assert_figures_lead_to_their_rows(client, page)
    assert_figures_lead_to_their_rows(client, client.get("/portefolje/"))
    assert_figures_lead_to_their_rows(client, client.get("/portefolje/?state=ongoing&light=red"))
    counted = 0
    for url, words in drawn(page):
        if url.startswith(("/prosjekter/?", "/portefolje/bak/ideer", "/portefolje/bak/bruk")):
            numbers = {int(n) for n in NUMBER.findall(words.rpartition(": ")[2])}
            assert client.get(url).context["listing"].count in numbers, (url, words)
            counted += 1
    assert counted > 10

    year, figures = localdate().year, figures_of(page)
    shown = {label: str(figure.value).replace(NBSP, "") for label, figure in figures.items()}
    assert shown == {
        "prosjekter pågår": "3",
        "trenger tiltak": "1",
        "å følge med på": "0",
        "avgjørelser venter": "1",
        "beslutningspunkter": "0",
        "statusrapporter": "0",
        f"kr i ramme {year}": "900000",
        f"kr frigitt {year}": "300000",
        f"kr brukt {year}": "0",
        f"kr fritt {year}": "600000",
        "gevinster målt": "1 av 2",
        "idéer siste år": "1",  # the other waits to be read by its adviser
    }
    assert "1 over frist" in str(figures["avgjørelser venter"].note)
    assertContains(page, "4 av 4 prosjekter")
    assertContains(page, "Ett prosjekt trenger tiltak.")


# --- Filters --------------------------------------------------------------------------------------

HOSTILE = (
    "unit=x&light=%00&phase=';--&year=-1&goal=1e9&carrier==x&fund=0&owner=1%27&tag=&q=%00",
    "unit=99999999999999999999&year=99999&carrier=<script>&reached=%F0%9F%92%A9&state[]=running",
    f"unit=1&unit=x&kind={'x' * 3000}&light=<b>",
)


def test_no_address_brings_it_down(portfolio, director, as_person):
    client = as_person(director)
    for query in HOSTILE:
        for path in ("/portefolje/", "/prosjekter/"):
            page = client.get(f"{path}?{query}")
            assertContains(page, "Noe i adressen kan ikke leses")
    assertContains(page, "«&lt;b&gt;»")
    for name, more in (
        ("ideer", "maned=2026-13&vis=x"),
        ("ideer", "maned=0000-01"),
        ("gevinster", "type=%00"),
        ("ventetid", "punkt=a/b"),
        ("bruk", "sted=-1"),
    ):
        page = client.get(f"/portefolje/bak/{name}/?{more}")
        assertContains(page, "Noe i adressen kan ikke leses")
    assert client.get("/portefolje/bak/finnes-ikke/").status_code == 404
    assert client.get("/portefolje/diagram/finnes-ikke.svg").status_code == 404


def test_the_dashboard_and_the_list_are_filtered_alike(portfolio, director, as_person):
    client = as_person(director)
    query = f"unit={portfolio['care'].pk}&state=ongoing"
    page = client.get(f"/portefolje/?{query}")
    assertContains(page, "1 av 4 prosjekter. 3 er filtrert bort av enhet, tilstand")
    rows = client.get(f"/prosjekter/?{query}").context["listing"]
    assert [project.title for project in rows] == ["Tilsyn om natten"]
    above = client.get(f"/portefolje/?unit={portfolio['health'].pk}&state=ongoing")
    assertContains(above, "2 av 4 prosjekter")

    nothing = client.get("/portefolje/?kind=pilot&light=red")
    loose = {each.chip.label: each.count for each in nothing.context["looser"]}
    assert loose == {"Slag": 1, "Samlet lys": 1}
    assertContains(nothing, "Løsne på ett filter")
    assertContains(nothing, 'href="?light=red"')

    headers = {"HX-Request": "true", "HX-Target": "dashboard"}
    part = client.get("/portefolje/?light=red", headers=headers)
    assertContains(part, 'id="dashboard"')
    assertNotContains(part, "<html")

    page = client.get(f"/prosjekter/?kol=penger,lys,{quote('<x>')},penger")
    headings = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]*)', page.content.decode())
    assert [words.strip() for words in headings] == ["Prosjekt", "Brukt av frigitt", "Lys"]
    assertContains(page, f"av {nok(300_000)}")
    assertContains(page, "kol=lys,penger")


# --- Who sees, how much is asked, and what is drawn -----------------------------------------------


def test_everybody_may_open_it_and_hears_what_is_hidden(alna, nabo, as_person):
    project = make_project(alna, title="Ett nummer inn")
    make_project(alna, title="Tilsyn om natten")
    services.restrict_project(
        project, reason="Sårbare brukere.", legal_basis="Offl. § 13", version=1, by=project.owner
    )
    page = as_person(PersonFactory(unit=alna)).get("/portefolje/")
    assertContains(page, "1 av 2 prosjekter. 1 er skjermet for deg")
    assertNotContains(page, "Ett nummer inn")
    assertNotContains(as_person(PersonFactory(unit=nabo)).get("/portefolje/"), "Tilsyn om natten")


def assert_the_parts_are_the_whole(client, whole):
    """What comes when the page is there is what stands on it for those without script."""
    first = client.get("/portefolje/")
    assertContains(first, 'hx-get="?diagrammer=del"', count=len(PARTS))
    charts = [entry for entry in ENTRIES if f'id="d-{entry.name}"'.encode() in first.content]
    assert [entry.name for entry in charts] == ["lys"]
    drawn = set(charts)
    for name in PARTS:
        part = client.get(WHOLE, headers={"HX-Request": "true", "HX-Target": name})
        assert b"<main" not in part.content
        for words in re.findall(r">([^<>]{4,})<", part.content.decode()):
            assert words in whole.content.decode()
        drawn |= {entry for entry in ENTRIES if f'id="d-{entry.name}"'.encode() in part.content}
    assert drawn == set(ENTRIES)


def test_it_asks_the_same_whatever_there_is_and_each_chart_is_a_file(
    portfolio, alna, director, as_person, django_assert_max_num_queries
):
    client = as_person(director)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        page = client.get(WHOLE)
    assert_the_parts_are_the_whole(client, page)
    svg = "{http://www.w3.org/2000/svg}"
    empty = []
    for entry in ENTRIES:
        file = client.get(f"/portefolje/diagram/{entry.name}.svg")
        if file.status_code == 404:
            empty.append(entry.name)
            assertContains(page, str(entry.empty))
            continue
        assert file["Content-Type"] == "image/svg+xml"
        picture = ElementTree.fromstring(file.content)
        assert all(picture.find(f"{svg}{name}").text for name in ("title", "desc"))
        assert "currentColor" not in file.content.decode()
        assert not list(picture.iter(f"{svg}a"))
        assertContains(page, f'id="{entry.name}-t"')
        assertContains(page, f"/portefolje/diagram/{entry.name}.svg")
    due = day(localdate() - timedelta(days=1))
    assertContains(page, f"<title>Tilsyn om natten: Første sone {due}: over fristen</title>")
    assert empty == ["verdi", "faser"]  # nothing is judged, and no phase is finished
    tables = page.content.decode().count('<table class="ds-table">')
    assert tables == len(ENTRIES) - len(empty)

    for _nth in range(4):
        project = pass_gate(make_project(alna))
        make_report(project)
        make_benefit(project)
        rollout.add_unit(project, UnitFactory(parent=alna), by=project.leader)
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        client.get(WHOLE)
    assert len(many) == len(few)


# --- What is missing ------------------------------------------------------------------------------


def test_the_list_of_what_is_missing_agrees_with_the_project_itself(alna):
    make_project(alna, kind="development", profile="large")
    make_pilot(alna)
    make_project(alna, profile="small", owner=None)
    rows = annotated(Project.objects.with_people().with_overview())
    today = localdate()
    lacks = {row.pk: row.lacks.split() for row in with_lacks(Project.objects.all(), today)}
    for project in rows:
        said = missing_of(project, lines_of(project, today))
        counted = [name for name in lacks[project.pk] if name != LATE]
        assert len(said) == len(counted), (project, said, counted)


def test_conditions_past_their_day_are_told_and_listed(alna, director, as_person):
    project, client = make_project(alna), as_person(director)
    gate, terms = submit(gate_of(project)), {"owner": project.leader, "due": localdate()}
    services.decide_gate(
        gate,
        Decided.GO_WITH_CONDITIONS,
        reason="Godt grunnlag.",
        by=decider_of(gate),
        conditions=[services.NewCondition(text, **terms) for text in ("Avtale", "Nullpunkt")],
    )
    late = Condition.objects.get(text="Avtale")
    Condition.objects.filter(pk=late.pk).update(due=localdate() - timedelta(days=2))
    page = client.get("/portefolje/")
    assertContains(page, 'href="/portefolje/bak/vilkar/"')
    assertContains(page, "1 vilkår er over frist")
    rows = client.get("/portefolje/bak/vilkar/")
    assert (rows.context["listing"].count, b"Nullpunkt" in rows.content) == (1, False)
    assertContains(rows, "Avtale")


def test_a_leader_is_reminded_once_a_week_and_it_is_traced(alna, director, as_person):
    project, client = make_project(alna, kind="development"), as_person(director)
    assertContains(client.get(WHOLE), f"/portefolje/minn/{project.slug}/")
    sent = {"sporring": "kind=development", "fra": ""}
    answer = client.post(f"/portefolje/minn/{project.slug}/", sent)
    assert answer["Location"] == "/portefolje/?kind=development"
    notice = Notice.objects.get(key__startswith="project-lacks-")
    assert notice.person == project.leader
    assert director.name in notice.text
    change = changes(Project.objects.get(pk=project.pk))[0]
    assert (change.by, "Minnet prosjektlederen" in change.title) == (director, True)
    page = client.get("/portefolje/mangler/")
    assertContains(page, "Minnet ")
    assertNotContains(page, f"/portefolje/minn/{project.slug}/")
    with pytest.raises(StepRefused, match="alt minnet i dag"):
        incomplete.nudge_leader(project, ["Uten planmål"], by=director)
    assert as_person(project.leader).post(f"/portefolje/minn/{project.slug}/").status_code == 403
