"""What people see and can do on the pages of status reports."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.drafts.models import Draft
from organisation.people.models import Role
from organisation.registries import waiting_for
from portfolio.models import Project, StatusDue, StatusReport, StatusSettings, StatusWriting
from portfolio.services import status as services
from tests.factories.people import person_as
from tests.factories.portfolio import make_project
from tests.factories.status import GREEN, make_report

MOST_QUERIES = 12


@pytest.fixture
def project(alna):
    return make_project(alna)


def at(project, step=""):
    return f"/prosjekter/{project.slug}/status/{step}"


def sent(writing, **facts):
    return {**GREEN, "writing": writing.pk, "version": writing.version, **facts}


def test_a_report_from_the_button_to_delivered(project, as_person):
    leader = as_person(project.leader)
    assertContains(leader.get(at(project)), "Skriv statusrapport")
    assertRedirects(leader.post(at(project, "start/")), at(project, "skriv/"))
    writing = StatusWriting.objects.get()
    answer = leader.post(
        at(project, "skriv/"), sent(writing, done="Prøvd i to uker", then="preview")
    )
    assertRedirects(answer, at(project, "se-over/"))
    assertContains(leader.get(at(project, "se-over/")), "Lever rapporten")
    answer = leader.post(at(project, "se-over/"), {"writing": writing.pk, "version": 2})
    assertRedirects(answer, StatusReport.objects.get().get_absolute_url())
    assertContains(leader.get(at(project)), "Prøvd i to uker")


def test_what_is_missing_is_said_before_the_button(project, as_person):
    leader = as_person(project.leader)
    services.start_report(project, by=project.leader)
    page = leader.get(at(project, "se-over/"))
    assertContains(page, "Velg lys for «Kostnad».")
    assertNotContains(page, "Lever rapporten")


def test_the_later_of_two_sees_both_texts_and_chooses_field_by_field(project, as_person):
    adviser = person_as(Role.ADVISER, project.unit)
    writing = services.start_report(project, by=project.leader)
    first, second = as_person(project.leader), as_person(adviser)
    mine = sent(writing, done="Fra lederen", next="Fra lederen også", needed="")
    first.post(at(project, "skriv/"), mine)
    late = sent(writing, done="Fra rådgiveren", next="", needed="Et rom", then="stay")
    page = second.post(at(project, "skriv/"), late)
    assert page.status_code == 409
    assertContains(page, "Fra lederen", status_code=409)
    assertContains(page, "Fra rådgiveren", status_code=409)
    proposed = {
        each["name"]: [way for way, _words, is_it in each["ways"] if is_it]
        for each in page.context["form"].choices
    }
    # What the second never touched is proposed as the first wrote it.
    assert proposed == {"keep_done": ["mine"], "keep_next": ["theirs"], "keep_needed": ["mine"]}
    chosen = {**late, "version": 2, "keep_done": "both", "keep_next": "theirs"}
    second.post(at(project, "skriv/"), chosen)
    writing.refresh_from_db()
    assert writing.done == "Fra lederen\n\nFra rådgiveren"
    assert (writing.next, writing.needed) == ("Fra lederen også", "Et rom")


def test_text_typed_on_a_report_that_was_delivered_meanwhile_is_shown(project, as_person):
    adviser = person_as(Role.ADVISER, project.unit)
    writing = services.start_report(project, by=project.leader)
    make_report(project)
    assert not StatusWriting.objects.exists()
    client = as_person(adviser)
    page = client.post(at(project, "skriv/"), sent(writing, done="Skrevet for sent"))
    assertContains(page, "Skrevet for sent", status_code=409)
    Draft.objects.create(
        person=adviser,
        form="portfolio.status",
        object_ref=str(writing.pk),
        payload={"done": ["Skrevet for sent"]},
    )
    page = client.get(reverse("portfolio:status_draft", args=[writing.pk]))
    assertContains(page, "Skrevet for sent")


def test_nothing_changed_takes_two_clicks(project, as_person):
    make_report(project)
    leader = as_person(project.leader)
    assertContains(leader.get(at(project)), "Ingenting endret")
    page = leader.get(at(project, "uendret/"))
    assertContains(page, "Lever: ingenting endret siden sist")
    leader.post(at(project, "uendret/"), {"last": 1})
    leader.post(at(project, "uendret/"), {"last": 1})  # pressed twice
    assert StatusReport.objects.count() == 2


def test_what_is_written_is_let_go_after_a_question(project, as_person):
    writing = services.start_report(project, by=project.leader)
    leader = as_person(project.leader)
    assertContains(leader.get(at(project, "forkast/")), "Forkaste rapporten?")
    leader.post(at(project, "forkast/"), {"version": 1, "writing": writing.pk})
    assert not StatusWriting.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_status_ask_little(count, alna, as_person, django_assert_max_num_queries):
    project = make_project(alna)
    for _nth in range(count):
        make_report(project)
        make_report(make_project(alna))
    services.start_report(project, by=project.leader)
    leader = as_person(project.leader)
    for address in (
        at(project),
        at(project, f"{count}/"),
        at(project, "skriv/"),
        at(project, "se-over/"),
        "/prosjekter/status/",
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert leader.get(address).status_code == 200


def test_the_list_of_a_district_has_the_most_overdue_first(alna, as_person):
    late, fine = make_project(alna, title="Sen"), make_project(alna, title="I rute")
    for project in (late, fine):
        make_report(project)
    StatusDue.objects.filter(project=late).update(
        due_on=date(2024, 1, 2), stale_from=date(2024, 1, 9)
    )
    manager = as_person(person_as(Role.DIRECTOR, alna))
    page = manager.get("/prosjekter/status/")
    assert [row.title for row in page.context["listing"]] == ["Sen", "I rute"]
    assertContains(page, "Utdatert, sist på plan")
    page = manager.get("/prosjekter/status/?vis=over")
    assert [row.title for row in page.context["listing"]] == ["Sen"]
    assertContains(page, "1 av 2")


def test_a_late_report_waits_on_the_leaders_page(project):
    services.plan_all()
    StatusDue.objects.update(due_on=date(2024, 1, 2), stale_from=date(2024, 1, 9))
    rows = list(waiting_for["portfolio.status"](project.leader))
    assert [row.due for row in rows] == [date(2024, 1, 2)]
    assert list(waiting_for["portfolio.status"](project.owner)) == []


def test_an_administrator_chooses_the_rhythm(alna, as_person):
    admin = as_person(person_as(Role.ADMINISTRATOR, alna))
    assertContains(admin.get("/prosjekter/status/rytme/"), "Siste dag i måneden")
    facts = {
        "version": 0, "kind": "weeks", "weeks": 2, "weekday": 0, "month_day": "",
        "pause_from": "1.7.", "pause_to": "15.8.", "remind_days": 2, "owner_days": 5,
        "grace_days": 7,
    }  # fmt: skip
    wrong = admin.post("/prosjekter/status/rytme/ordinary/", {**facts, "pause_to": ""})
    assertContains(wrong, "Skriv både når pausen begynner og når den slutter.", status_code=422)
    admin.post("/prosjekter/status/rytme/ordinary/", facts)
    chosen = StatusSettings.objects.get()
    assert (chosen.weeks, chosen.day, chosen.pause_to) == (2, 0, 815)
    assertContains(admin.get("/prosjekter/status/rytme/"), "Hver 2. uke, på mandag")


def test_a_pilot_follows_its_own_rhythm(alna):
    pilot = make_project(alna, kind=Project.Kind.PILOT, profile=Project.Profile.LARGE)
    assert services.report_class_of(pilot) == "pilot"
