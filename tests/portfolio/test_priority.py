"""Weighing projects for a frame: what they cost, lists, the suggestion, the choice, who sees it."""

import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError, Stale
from organisation.files.models import Document
from organisation.jobs.models import Job, State
from organisation.jobs.services import run_waiting
from organisation.notices.models import Notice
from organisation.people.models import Part, Role, Strategy, StrategyGoal
from organisation.people.parts import choose_parts
from portfolio.lifecycle.money import FundKind
from portfolio.lifecycle.priority import Bound
from portfolio.models import ProjectStrategyGoal
from portfolio.models.priority import Candidate, Prioritisation, PriorityList
from portfolio.quarters import Quarter
from portfolio.queries import priority as queries
from portfolio.services import money
from portfolio.services import priority as services
from portfolio.services import priority_choice as choosing
from portfolio.services.project import restrict_project
from tests.factories.money import fund_year, make_fund
from tests.factories.people import ServiceAreaFactory, UnitFactory, person_as
from tests.factories.portfolio import make_project
from tests.factories.priority import list_of, make_question, weigh_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(alna):
    return person_as(Role.ADVISER, alna)


@pytest.fixture
def director(alna):
    return person_as(Role.DIRECTOR, alna)


@pytest.fixture
def three(alna):
    unit = UnitFactory(parent=alna)
    return [make_project(alna, unit=unit, title=title) for title in ("Bro", "Ferje", "Tunnel")]


@pytest.fixture
def question(alna, adviser, three):
    """A frame of 1000: a bridge for 600, a ferry for 500 and a tunnel for 400."""
    made = make_question(alna, three, by=adviser)
    for project, value, cost in zip(three, (4, 3, 2), (600, 500, 400), strict=True):
        weigh_as(made, project, value, cost, by=adviser)
    return Prioritisation.objects.get(pk=made.pk)


def candidates_of(question):
    return {
        each.project.title: each for each in question.candidates.select_related("project").all()
    }


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def page_of(question, rest=""):
    return f"/portefolje/prioritering/{question.pk}/{rest}"


def chosen_on(priority_list):
    return set(priority_list.choices.values_list("candidate__project__title", flat=True))


# --- What is known --------------------------------------------------------------------------------


def test_cost_is_planned_and_not_spent_and_own_share_is_people(alna, adviser):
    project, bare = make_project(alna), make_project(alna, title="Uten plan")
    fund = make_fund(alna)
    this, next_ = fund_year(fund, 2027, 10_000), fund_year(fund, 2028, 10_000)
    outside = fund_year(make_fund(alna, name="Utenfra", kind=FundKind.EXTERNAL), 2027, 10_000)
    own = fund_year(make_fund(alna, name="Egne timer", kind=FundKind.OWN_SHARE), 2027)

    def book(year, kind, amount, **facts):
        money.book_entry(
            project, year, kind, Decimal(amount), text="Test", by=project.leader, **facts
        )

    book(this, "plan", 800)
    book(this, "spent", 300)
    book(next_, "plan", 5000)  # after the years
    book(outside, "plan", 90)
    book(own, "plan", 0, hours=Decimal(1695), rate_nok=Decimal(500))
    every = make_question(alna, [project, bare], by=adviser)
    one_fund = make_question(alna, [project, bare], by=adviser, fund=fund)
    both = [queries.weigh(each, adviser) for each in (every, one_fund)]
    (known, unknown), (of_fund, _bare) = (each.candidates for each in both)
    assert (known.cost, of_fund.cost, unknown.cost, unknown.value) == (590, 500, None, None)
    assert sum(known.money.values()) == 590  # spread over quarters, and none of it lost
    assert set(known.money) == {Quarter(2027, n) for n in (1, 2, 3, 4)}
    sums = both[0].sums({known.pk, unknown.pk})
    assert (sums.man_years, sums.cost, sums.without_cost) == (Decimal("1.00"), 590, 1)
    weigh_as(every, project, 4, 700, by=adviser)
    (again, _unknown) = queries.weigh(every, adviser).candidates
    assert (again.cost, again.known_cost, sum(again.money.values())) == (700, 590, 700)
    with pytest.raises(DomainError, match="Skriv hvorfor"):
        weigh_as(every, bare, 1, None, by=adviser, reason=" ")


def test_goals_without_a_project_are_told(alna, adviser, question, three):
    plan = Strategy.objects.create(district=alna, title="Plan", first_year=2026, last_year=2029)
    old = Strategy.objects.create(district=alna, title="Gammel", first_year=2010, last_year=2014)
    reached, lost, past = (
        StrategyGoal.objects.create(strategy=each, number=number, text=text)
        for each, number, text in ((plan, "1", "Broer"), (plan, "2", "Tog"), (old, "1", "Hest"))
    )
    ProjectStrategyGoal.objects.create(project=three[0], goal=reached)
    ProjectStrategyGoal.objects.create(project=three[0], goal=past)
    sums = queries.weigh(question, adviser).sums({candidates_of(question)["Bro"].pk})
    assert sums.uncovered == [lost]
    assert sums.covered == 1


# --- From the dashboard to a list -----------------------------------------------------------------


def test_from_the_dashboards_filters_to_a_list_without_script(alna, adviser, three, as_person):
    make_project(alna, title="Et annet sted")
    client = as_person(adviser)
    query = f"?unit={three[0].unit_id}"
    start = f"/portefolje/prioritering/ny/{query}"
    assertContains(client.get(f"/portefolje/{query}"), start)
    assertContains(client.get(start), "3 prosjekter som pågår, blir kandidater")
    facts = {"title": "Samferdsel", "unit": alna.pk, "frame_nok": "1 000"}
    wrong = client.post(start, {**facts, "first_year": 2028, "last_year": 2027})
    assert wrong.status_code == 422
    client.post(start, {**facts, "first_year": 2027, "last_year": 2028})
    question = Prioritisation.objects.get()
    assert set(candidates_of(question)) == {"Bro", "Ferje", "Tunnel"}
    assert question.query == query[1:]
    client.post(page_of(question, "liste/ny/"), {"title": "Alt", "start": "all"})
    made = PriorityList.objects.get()
    assert chosen_on(made) == {"Bro", "Ferje", "Tunnel"}
    ids = {title: each.pk for title, each in candidates_of(question).items()}
    where = made.get_absolute_url()
    sent = {"valgt": [ids["Bro"], "x", 10**9], "version": made.version}
    # «Regn ut» shows the sums of what is ticked, and saves nothing.
    shown = text_of(client.post(f"{where}regn/", sent))
    assert "Ikke lagret: 0 inn, 2 ut" in shown
    assert "<html" in shown
    assert chosen_on(made) == {"Bro", "Ferje", "Tunnel"}
    part = client.post(f"{where}regn/", sent, headers={"HX-Request": "true", "HX-Target": "sums"})
    assert text_of(part).strip().startswith('<div class="col" id="sums">')
    sent["valgt"] = [ids["Bro"]]
    assertRedirects(client.post(where, sent), where)
    assert chosen_on(made) == {"Bro"}


def test_two_on_the_same_list_lose_nothing(question, adviser, as_person):
    ids = {title: each.pk for title, each in candidates_of(question).items()}
    made = list_of(question, candidates_of(question)["Bro"], by=adviser)
    services.choose(made, {ids["Ferje"]}, among=ids.values(), version=1, by=adviser)
    answer = as_person(adviser).post(
        made.get_absolute_url(), {"valgt": [ids["Tunnel"]], "version": 1}
    )
    assert answer.status_code == 409
    both = text_of(answer).partition('class="both"')[2]
    assert "Ferje" in both.partition("Skrevet av deg")[0]
    assert "Tunnel" in both.partition("Skrevet av deg")[2]
    assert chosen_on(made) == {"Ferje"}
    with pytest.raises(Stale):
        services.set_limits(question, {}, version=1, by=adviser)


def test_candidates_come_and_go_and_limits_are_kept(alna, nabo, adviser, question, as_person):
    area = ServiceAreaFactory(district=alna)
    more, foreign = make_project(alna, title="Taubane"), make_project(nabo)
    client = as_person(adviser)
    assertContains(client.get(page_of(question, "kandidater/?q=taub")), "1 av 1 prosjekter")
    client.post(page_of(question, "kandidater/"), {"projects": [more.pk]})
    with pytest.raises(DomainError, match="samme bydel"):
        services.add_candidates(question, [foreign], by=adviser)
    added = candidates_of(question)["Taubane"]
    made = list_of(question, added, by=adviser)
    where = page_of(question, f"kandidat/{added.pk}/")
    question.refresh_from_db()
    facts = {"bound": "must", "value": "3,5", "cost_nok": "", "version": question.version}
    assert client.post(where, {**facts, "reason": ""}).status_code == 422
    assertRedirects(client.post(where, {**facts, "reason": "Vedtatt"}), page_of(question))
    assert client.post(where, {**facts, "reason": "En annen"}).status_code == 409
    question.refresh_from_db()
    limits = {f"least-{area.pk}": "200", f"most-{area.pk}": "100", "version": question.version}
    assert client.post(page_of(question, "grenser/"), limits).status_code == 422
    client.post(page_of(question, "grenser/"), {**limits, f"most-{area.pk}": "300"})
    assertContains(client.get(page_of(question)), area.name)
    assertContains(client.get(f"{where}ut/"), "Ta ut")
    client.post(f"{where}ut/")
    assert not Candidate.objects.filter(pk=added.pk).exists()
    assert chosen_on(made) == set()


@pytest.mark.parametrize("rest", ["", "liste/{list}/", "sammenlign/", "beslutning/1/"])
def test_pages_cost_the_same_however_many(alna, adviser, director, question, as_person, rest):
    made = list_of(question, candidates_of(question)["Bro"], by=adviser)
    decide(made, director)
    client = as_person(adviser)
    where = page_of(question, rest.format(list=made.pk))
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    assert len(few) <= 12, [each["sql"][:150] for each in few.captured_queries]
    services.add_candidates(
        question, [make_project(alna, title=f"Nr. {n}") for n in range(3)], by=adviser
    )
    list_of(question, *candidates_of(question).values(), by=adviser, title="Alle")
    with CaptureQueriesContext(connection) as many:
        client.get(where)
    assert len(many) == len(few)


def test_lists_are_laid_side_by_side(question, adviser, as_person):
    bro, ferje, tunnel = (candidates_of(question)[name] for name in ("Bro", "Ferje", "Tunnel"))
    one = list_of(question, bro, ferje, by=adviser, title="Først")
    two = list_of(question, bro, tunnel, by=adviser, title="Så")
    list_of(question, tunnel, by=adviser, title="Utenfor")
    weighing = queries.weigh(question, adviser)
    lists = [each for each in queries.lists_of(question) if each.pk in (one.pk, two.pk)]
    places = {row.candidate.title: row.place for row in queries.compare(weighing, lists)}
    assert places == {"Bro": "all", "Ferje": "one", "Tunnel": "one"}
    page = text_of(
        as_person(adviser).get(page_of(question, f"sammenlign/?liste={one.pk}&liste={two.pk}"))
    )
    assert "2 av 3 prosjekter er ikke med i alle" in page
    assert "−100 kr" in page  # what the first is over the frame
    sums = page.partition('id="summer-t"')[2].partition("</section>")[0]
    assert "Utenfor" not in sums


# --- The suggestion -------------------------------------------------------------------------------


def suggest(question, person):
    job = choosing.order_suggestion(question, by=person)
    run_waiting()
    return Job.objects.get(pk=job.pk)


def test_the_machine_suggests_and_says_what_stops_it(question, adviser, as_person):
    client = as_person(adviser)
    asked = client.post(page_of(question, "forslag/"))
    run_waiting()
    assertContains(client.get(asked.url), "Åpne resultatet")
    first = PriorityList.objects.get()
    assert first.is_suggested
    assert chosen_on(first) == {"Bro", "Tunnel"}  # 6 for 1000, as the ferry and the tunnel give 5
    assert suggest(question, adviser).state == State.DONE
    assert chosen_on(PriorityList.objects.get(title="Forslag 2")) == chosen_on(first)
    services.choose(
        first, set(), among=question.candidates.values_list("pk", flat=True), version=1, by=adviser
    )
    assert not PriorityList.objects.get(pk=first.pk).is_suggested
    for title in ("Bro", "Ferje"):
        weigh_as(
            question, candidates_of(question)[title].project, 3, 700, by=adviser, bound=Bound.MUST
        )
    stopped = suggest(question, adviser)
    assert stopped.state == State.FAILED
    assert "Rammen mangler 400 kr" in stopped.error.replace("\xa0", " ")


def test_a_district_can_do_without_the_suggestion(alna, question, adviser, as_person):
    client = as_person(adviser)
    assertContains(client.get(page_of(question)), "Foreslå beste liste")
    waiting = choosing.order_suggestion(question, by=adviser)
    choose_parts(alna, {Part.SUGGESTED_LIST: False}, by=adviser)
    assertNotContains(client.get(page_of(question)), "Foreslå beste liste")
    assert client.post(page_of(question, "forslag/")).status_code == 403
    run_waiting()  # what was ordered before it was turned off
    assert Job.objects.get(pk=waiting.pk).state == State.FAILED
    assert not PriorityList.objects.exists()


# --- The choice -----------------------------------------------------------------------------------


def decide(made, person, reason="Mest for pengene"):
    made = PriorityList.objects.select_related("prioritisation").get(pk=made.pk)
    weighing = queries.weigh(made.prioritisation, person)
    sums = weighing.sums(set(made.choices.values_list("candidate", flat=True)))
    _text, checksum = choosing.seal(weighing, made, sums)
    return choosing.decide(made, reason=reason, checksum=checksum, by=person)


def test_the_choice_is_signed_and_a_new_one_takes_its_place(question, adviser, director, as_person):
    bro, ferje, tunnel = (candidates_of(question)[name] for name in ("Bro", "Ferje", "Tunnel"))
    first = list_of(question, bro, tunnel, by=adviser)
    where = f"{first.get_absolute_url()}velg/"
    client = as_person(director)
    checksum = client.get(where).context["form"].initial["checksum"]
    assert client.post(where, {"reason": "", "checksum": checksum}).status_code == 422
    weigh_as(question, tunnel.project, 2, 390, by=adviser)
    assertContains(
        client.post(where, {"reason": "God", "checksum": checksum}), "endret siden", status_code=422
    )
    checksum = client.get(where).context["form"].initial["checksum"]
    client.post(where, {"reason": "God", "checksum": checksum})
    decision = question.decisions.get()
    assert (decision.number, decision.sha256, decision.decided_by) == (1, checksum, director)
    assert {row["title"] for row in queries.facts_of(decision)["chosen"]} == {"Bro", "Tunnel"}
    assert json.loads(decision.snapshot)["data"]["sums"]["left_nok"] == "10.00"
    with pytest.raises(DatabaseError), transaction.atomic():
        question.decisions.update(reason="En annen")
    told = Notice.objects.filter(person=bro.project.leader, text__contains="er prioritert")
    assert told.count() == 1

    second = list_of(question, ferje, tunnel, by=adviser, title="Sjøveien")
    assert decide(second, director).number == 2
    page = text_of(client.get(page_of(question, "beslutning/1/")))
    assert "Avløst" in page
    assert Notice.objects.filter(
        person=bro.project.leader, text__contains="ikke lenger prioritert"
    ).exists()
    (event,) = queries.thread_of(bro.project_id, bro.project.leader)
    assert (event.text, event.url) == ("Et nytt valg har avløst dette", "")
    (event,) = queries.thread_of(ferje.project_id, director)
    assert event.url == page_of(question)
    both = list_of(question, bro, ferje, by=adviser, title="For dyr")
    with pytest.raises(DomainError, match="over rammen"):
        decide(both, director)


def test_the_paper_and_the_rows_for_a_case(question, adviser, director):
    bro, _ferje, tunnel = (candidates_of(question)[name] for name in ("Bro", "Ferje", "Tunnel"))
    made = list_of(question, bro, tunnel, by=adviser)
    assert queries.ranking_rows(question) == []
    decision = decide(made, director)
    cells = [["1", "Bro"], ["2", "Tunnel"], ["", "Ferje"]]
    assert [row.cells[:2] for row in queries.ranking_rows(question)] == cells
    assert len(queries.ranking_heads()) == len(queries.ranking_rows(made)[0].cells)
    annex = choosing.order_annex_of_decision(decision, by=adviser)
    assert annex == choosing.order_annex_of_decision(decision, by=director)  # made once
    assert "Besluttet" in annex.context
    restrict_project(
        tunnel.project,
        reason="Få barn",
        legal_basis="offl. § 13",
        version=tunnel.project.version,
        by=adviser,
    )
    for thing in (made, decision):
        rows = queries.ranking_rows(thing)
        assert [row.cells[1:3] for row in rows][1] == ["Skjermet prosjekt", ""]
        assert "Tunnel" not in choosing.order_any(thing, by=director).context
    assert Document.objects.count() == 3


# --- Who sees it ----------------------------------------------------------------------------------


def test_who_may_not_see_a_project_learns_nothing_of_it(alna, question, adviser, three, as_person):
    unit = three[0].unit
    secret = make_project(alna, title="Hemmeligheten")
    services.add_candidates(question, [secret], by=adviser)
    weigh_as(question, secret, 5, 100, by=adviser)
    restrict_project(
        secret,
        reason="Få barn",
        legal_basis="offl. § 13",
        version=secret.version,
        by=adviser,
    )
    ids = {title: each.pk for title, each in candidates_of(question).items()}
    made = list_of(question, *candidates_of(question).values(), by=adviser)
    Prioritisation.objects.filter(pk=question.pk).update(unit=unit)  # of a unit below
    manager = person_as(Role.MANAGER, unit)
    client = as_person(manager)
    for rest in ("", f"liste/{made.pk}/", "sammenlign/", f"liste/{made.pk}/velg/"):
        page = text_of(client.get(page_of(question, rest)))
        assert "1 prosjekt du ikke har tilgang til" in page
        assert "Hemmeligheten" not in page
    assert client.get(page_of(question, f"kandidat/{ids['Hemmeligheten']}/")).status_code == 404
    question.refresh_from_db()
    assert queries.weigh(question, manager).sums(set(ids.values())).cost == 1500
    # What is hidden stays as it is when somebody else saves the list.
    client.post(made.get_absolute_url(), {"valgt": [ids["Bro"]], "version": made.version})
    assert chosen_on(made) == {"Bro", "Hemmeligheten"}
    for order in (
        lambda: choosing.order_suggestion(question, by=manager),
        lambda: choosing.order_annex(made, by=manager),
        lambda: decide(made, manager),
    ):
        with pytest.raises(DomainError, match="ser ikke alle"):
            order()
    decide(made, adviser)
    page = text_of(client.get(page_of(question, "beslutning/1/")))
    assert "Hemmeligheten" not in page
    assert "600 kr" in page
    assert "700 kr" not in page
