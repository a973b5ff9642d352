"""What people read on the pages of ideas, and what happens when they press."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ideas import services
from ideas.lifecycle import Outcome, State
from ideas.models import Idea, IdeaSettings, Visibility
from organisation.drafts.models import Draft
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea, judged
from tests.factories.people import PersonFactory, ServiceAreaFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db


def text_of(response):
    """What a person reads: tags and extra space away."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def field_error(response, name):
    """The error that stands beside the field, as a screen reader finds it."""
    html = response.content.decode()
    field = re.search(rf'<[^>]*name="{name}"[^>]*>', html)[0]
    described = re.search(r'aria-describedby="([^"]*)"', field)[1].split()
    assert 'aria-invalid="true"' in field
    error = re.search(rf'id="({described[-1]})"[^>]*>(.*?)</', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", error[2]).split())


@pytest.fixture
def employee(alna):
    unit = UnitFactory(parent=alna, name="Hjemmetjenesten")
    return PersonFactory(unit=unit, name="Hilde")


@pytest.fixture
def written(employee):
    return {
        "need": "Vi leter etter nøkler hver kveld.",
        "title": "Nøkkelbokser",
        "proposal": "",
        "for_whom": "Kveldsvaktene",
        "unit": employee.unit_id,
        "service_area": "",
        "co_submitters": "",
        "visibility": "shown",
        "form_token": "2f1c4a3e-5b7d-4c1a-9f61-0a1b2c3d4e5f",
    }


# Sending in -------------------------------------------------------------------------------------


def test_the_form_is_filled_with_what_we_know(as_person, alna, employee):
    area = ServiceAreaFactory(district=alna, unit=employee.unit, name="Hjemmetjenester")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        page = as_person(employee).get("/ideer/ny/")
    assert "Du får svar innen mandag 7. desember 2026." in text_of(page)
    assert page.context["form"]["unit"].value() == employee.unit_id
    assert page.context["form"]["service_area"].value() == area.pk


def test_a_sent_idea_gives_a_receipt_with_number_date_and_link(as_person, employee, written):
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        page = as_person(employee).post("/ideer/ny/", written, follow=True)
    idea = Idea.objects.get()
    assert page.redirect_chain == [(f"/ideer/{idea.pk}/kvittering/", 302)]
    text = text_of(page)
    assert "Idé 2026-001 er registrert 23.11.2026 kl. 10.00." in text
    assert "Du får svar innen mandag 7. desember 2026" in text
    assert idea.get_absolute_url() in page.content.decode()


def test_pressing_twice_gives_one_idea_and_two_equal_receipts(as_person, employee, written):
    client = as_person(employee)
    first, second = (client.post("/ideer/ny/", written) for _twice in range(2))
    assert first.url == second.url
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("need", " ", "Skriv hva behovet er. Én setning holder."),
        ("title", "", "Gi idéen en kort tittel."),
        ("co_submitters", "ola", "«ola» er ikke en e-postadresse."),
        ("co_submitters", "x@y.no", "Vi finner ingen kollega med adressen x@y.no."),
        ("unit", "", "Velg ett svar på «Hvilken enhet gjelder det»."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    as_person, employee, written, field, value, error
):
    page = as_person(employee).post("/ideer/ny/", {**written, field: value})
    assert page.status_code == 422
    assert field_error(page, field) == error
    assert f'href="#id_{field}"' in page.content.decode()
    assert "Kveldsvaktene" in page.content.decode()
    assert not Idea.objects.exists()


def test_a_file_of_the_wrong_kind_is_refused_by_name(as_person, employee, written):
    files = [
        SimpleUploadedFile("arkiv.zip", b"PK\x03\x04 noe"),
        SimpleUploadedFile("ok.txt", b"tekst"),
    ]
    page = as_person(employee).post("/ideer/ny/", {**written, "files": files})
    assert field_error(page, "files").startswith("arkiv.zip: ")
    assert "Vi leter etter nøkler" in text_of(page)


def test_files_come_along(as_person, employee, written):
    files = [SimpleUploadedFile("a.txt", b"en"), SimpleUploadedFile("b.txt", b"to")]
    as_person(employee).post("/ideer/ny/", {**written, "files": files})
    names = [str(row) for row in Idea.objects.get().attachments.all()]
    assert names == ["a.txt", "b.txt"]


def test_a_birth_number_warns_and_the_person_decides(as_person, employee, written):
    client = as_person(employee)
    suspect = {**written, "for_whom": "Bruker 010101 50074"}
    page = client.post("/ideer/ny/", suspect)
    assert field_error(page, "for_whom").startswith("«010101 50074» ligner et fødselsnummer.")
    anyway = re.search(r'name="send_anyway" value="(\w+)"', page.content.decode())[1]
    another = {**suspect, "need": "Ring 912 34 567", "send_anyway": anyway}
    page = client.post("/ideer/ny/", another)
    assert field_error(page, "need").startswith("«912 34 567» ligner et telefonnummer.")
    assert not Idea.objects.exists()
    assert client.post("/ideer/ny/", {**suspect, "send_anyway": anyway}).status_code == 302


def test_a_warning_cannot_be_passed_while_something_is_wrong(as_person, employee, written):
    suspect = {**written, "for_whom": "Bruker 010101 50074", "title": ""}
    page = as_person(employee).post("/ideer/ny/", suspect)
    assert "send_anyway" not in page.content.decode()


def test_a_draft_is_found_again_and_gone_when_sent(as_person, employee, written):
    client = as_person(employee)
    client.post("/utkast/?form=ideas.submit", {**written, "need": "Halvferdig"})
    page = client.get("/ideer/ny/")
    assert page.context["form"]["need"].value() == "Halvferdig"
    assert "Du skriver videre på utkastet ditt" in text_of(page)
    client.post("/ideer/ny/", written)
    assert not Draft.objects.exists()


def test_a_draft_that_comes_late_from_a_form_already_sent_is_let_go(as_person, employee, written):
    client = as_person(employee)
    client.post("/ideer/ny/", written)
    client.post("/utkast/?form=ideas.submit", written)
    assert client.get("/ideer/ny/").context["draft"] is None
    assert not Draft.objects.exists()


def test_what_was_typed_survives_that_the_session_ends(as_person, employee, written):
    client = as_person(employee)
    client.post("/utkast/?form=ideas.submit", {**written, "need": "Skrevet i går"})
    client.logout()
    assert client.post("/ideer/ny/", written).status_code == 302
    page = as_person(employee).get("/ideer/ny/")
    assert page.context["form"]["need"].value() == "Skrevet i går"


def test_only_employees_send_in_ideas(as_person, alna):
    member = person_as(Role.BOARD_MEMBER, alna, is_employee=False)
    assert as_person(member).get("/ideer/ny/").status_code == 403


# Reading ----------------------------------------------------------------------------------------


def test_a_hidden_name_shows_only_to_those_who_see_to_the_idea(as_person, alna, employee):
    adviser = adviser_of(alna, name="Ingrid")
    idea = IdeaFactory(by=employee, visibility=Visibility.HIDDEN)
    services.release_idea(idea, by=adviser)
    url = idea.get_absolute_url()
    assert "Hilde" not in text_of(as_person(PersonFactory(unit=alna)).get(url))
    assert "Hilde" in text_of(as_person(adviser).get(url))
    services.answer_idea(idea, Outcome.DECLINED, reply="Fordi.", by=adviser)
    assert "Hilde" in text_of(as_person(PersonFactory(unit=alna)).get(url))


@pytest.mark.parametrize("page", ["", "svar/", "sporsmal/", "rediger/", "trekk/", "ta-opp-igjen/"])
def test_what_is_not_mine_to_see_does_not_exist(as_person, nabo, employee, page):
    idea = IdeaFactory(by=employee)
    outsider = as_person(adviser_of(nabo))
    assert outsider.get(f"{idea.get_absolute_url()}{page}").status_code == 404


@pytest.mark.parametrize("step", ["vurder", "fordel", "vis", "sporsmal/svar"])
def test_a_colleague_who_reads_may_not_steer(as_person, alna, employee, step):
    idea = services.release_idea(IdeaFactory(by=employee), by=adviser_of(alna))
    colleague = as_person(PersonFactory(unit=alna))
    assert colleague.post(f"{idea.get_absolute_url()}{step}/").status_code == 403


def test_a_question_is_answered_on_the_page_of_the_idea(as_person, alna, employee):
    idea = IdeaFactory(by=employee)
    services.ask_submitter(idea, "Hvor mange nøkler?", by=adviser_of(alna))
    client, url = as_person(employee), idea.get_absolute_url()
    assert "Hvor mange nøkler?" in text_of(client.get(url))
    page = client.post(f"{url}sporsmal/svar/", {"answer": ""})
    assert field_error(page, "answer") == "Skriv et svar på spørsmålet."
    page = client.post(f"{url}sporsmal/svar/", {"answer": "Førti."}, follow=True)
    assert "Takk. Svaret ditt er sendt" in text_of(page)
    assert Idea.objects.get().state == State.IN_ASSESSMENT


def test_the_text_is_changed_while_unread_and_a_second_writer_keeps_both(
    as_person, employee, written
):
    idea = IdeaFactory(by=employee, title="Gammel")
    client, url = as_person(employee), f"{idea.get_absolute_url()}rediger/"
    assert client.post(url, {**written, "version": 1, "title": "Ny"}).status_code == 302
    page = client.post(url, {**written, "version": 1, "title": "Sen"})
    assert page.status_code == 409
    assert {"Ny", "Sen"} <= set(re.findall(r"\b(Ny|Sen)\b", text_of(page)))
    assert client.post(url, {**written, "version": 2, "title": "Sen"}).status_code == 302


def test_an_idea_is_withdrawn_after_a_question_and_sent_in_again(as_person, employee):
    idea = IdeaFactory(by=employee)
    client, url = as_person(employee), idea.get_absolute_url()
    assert "Idéen blir ikke vurdert" in text_of(client.get(f"{url}trekk/"))
    page = client.post(f"{url}trekk/", follow=True)
    assert "Idéen er trukket" in text_of(page)
    assert client.post(f"{url}meld-inn-igjen/").url == f"{url}kvittering/"


# The list ---------------------------------------------------------------------------------------


def test_the_list_is_narrowed_and_says_how_many_of_how_many(as_person, alna, employee):
    adviser = adviser_of(alna)
    elsewhere = UnitFactory(parent=alna)
    IdeaFactory(by=employee, title="Min egen")
    IdeaFactory(unit=elsewhere, title="Annen enhet")
    answered_idea(adviser, Outcome.DECLINED, unit=elsewhere, title="Avslått idé")
    client = as_person(adviser)

    def titles(**chosen):
        return {idea.title for idea in client.get("/ideer/", chosen).context["listing"]}

    assert titles() == {"Min egen", "Annen enhet", "Avslått idé"}
    assert titles(enhet=elsewhere.pk) == {"Annen enhet", "Avslått idé"}
    assert titles(enhet=alna.pk) == titles()
    assert titles(tilstand="answered") == titles(utfall="declined") == {"Avslått idé"}
    assert titles(vis="behandler") == {"Avslått idé"}
    assert {i.title for i in as_person(employee).get("/ideer/?vis=meg").context["listing"]} == {
        "Min egen"
    }
    assert "1 av 3" in text_of(client.get("/ideer/?tilstand=answered"))


def test_a_search_finds_other_forms_of_the_word_and_marks_them(as_person, alna, employee):
    IdeaFactory(by=employee, need="Vi leter etter nøklene hver kveld.", title="Bokser")
    IdeaFactory(by=employee, need="Foreldre vil treffes.", title="Kafé")
    page = as_person(employee).get("/ideer/", {"q": "nøkkel"})
    assert [idea.title for idea in page.context["listing"]] in (["Bokser"], [])
    page = as_person(employee).get("/ideer/", {"q": "foreldrene"})
    assert [idea.title for idea in page.context["listing"]] == ["Kafé"]
    assert "<mark>Foreldre</mark>" in page.content.decode()


def test_a_list_costs_the_same_for_one_and_many_and_little(as_person, alna, employee):
    client = as_person(adviser_of(alna))

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = ("/ideer/", "/ideer/siling/", "/ideer/innstillinger/")
    first = IdeaFactory(by=employee)
    few = [cost(url) for url in urls]
    for _nth in range(3):
        IdeaFactory(by=employee, co_submitters=[PersonFactory(unit=alna)])
    assert [cost(url) for url in urls] == few
    assert max(few) <= 12
    services.ask_submitter(first, "Hva?", by=adviser_of(alna))
    services.attach(first, [SimpleUploadedFile("a.txt", b"tekst")], by=employee)
    pages = ("", "svar/", "fordel/", "sporsmal/")
    costs = [cost(f"{first.get_absolute_url()}{page}") for page in pages]
    assert max(*costs, cost(f"/ideer/siling/?ide={first.pk}")) <= 12


# The work view ----------------------------------------------------------------------------------


@pytest.fixture
def waiting(alna, employee):
    """One late, one this week, one later, one that waits for the submitter; on 23.11.2026."""
    sent = {"late": 2, "week": 11, "later": 20, "asked": 3}
    ideas = {
        name: IdeaFactory(by=employee, title=name, at=datetime(2026, 11, day, 9, tzinfo=UTC))
        for name, day in sent.items()
    }
    services.ask_submitter(ideas["asked"], "Hva?", by=adviser_of(alna))
    return ideas


@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False)
def test_the_work_view_puts_what_is_late_first(as_person, alna, waiting):
    page = as_person(adviser_of(alna)).get("/ideer/siling/")
    groups = [(g.name, [idea.title for idea in g.ideas]) for g in page.context["place"].groups]
    assert groups == [
        ("over", ["late"]),
        ("week", ["week"]),
        ("later", ["later"]),
        ("waiting", ["asked"]),
    ]
    assert "4 av 4 idéer uten svar. Én er over lovet svarfrist." in text_of(page)


@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False)
def test_an_answer_leads_on_to_the_next_idea(as_person, alna, waiting):
    client = as_person(adviser_of(alna))
    url = f"/ideer/siling/?ide={waiting['late'].pk}"
    version = {"version": waiting["late"].version}
    page = client.post(url, {"outcome": "declined", "reply": "  ", **version})
    assert page.status_code == 422
    assert field_error(page, "reply") == "Skriv et svar. Innmelderen skal få vite hvorfor."
    page = client.post(url, {"outcome": "parked", "reply": "Senere.", **version})
    assert field_error(page, "wake_on") == "Velg datoen idéen skal tas opp igjen."
    answer = {"outcome": "declined", "reply": "Fordi.", "link": "x", **version}
    page = client.post(url, answer, follow=True)
    assert page.redirect_chain == [(f"/ideer/siling/?ide={waiting['week'].pk}#svar", 302)]
    assert "Svaret på «late» er sendt." in text_of(page)
    assert Idea.objects.get(pk=waiting["late"].pk).link == ""


def test_the_second_adviser_sees_who_answered_what_and_keeps_the_text(as_person, alna, employee):
    idea = IdeaFactory(by=employee)
    services.answer_idea(
        idea, Outcome.IMPROVEMENT, reply="Gjøres.", by=adviser_of(alna, name="Ingrid")
    )
    for url in (f"/ideer/siling/?ide={idea.pk}", f"{idea.get_absolute_url()}svar/"):
        answer = {"outcome": "declined", "reply": "Min tekst", "version": idea.version}
        page = as_person(adviser_of(alna)).post(url, answer)
        assert page.status_code == 409
        assert "Ingrid har alt svart «Forbedring i linjen»" in text_of(page)
        assert "Min tekst" in page.content.decode()


@pytest.mark.parametrize("outcome", ["declined", "project"])
def test_an_answer_to_an_idea_that_was_rewritten_meanwhile_is_not_sent_before_it_is_read(
    outcome, as_person, alna, employee
):
    idea = judged(IdeaFactory(by=employee))
    client = as_person(adviser_of(alna))
    answer = {"outcome": outcome, "reply": "Min tekst", "version": idea.version}
    services.revise_idea(idea, {"title": "En helt annen tittel"}, version=idea.version, by=employee)
    for url in (f"/ideer/siling/?ide={idea.pk}", f"{idea.get_absolute_url()}svar/"):
        page = client.post(url, answer)
        assert page.status_code == 409
        text = page.content.decode()
        assert "Idéen er endret mens du skrev." in text
        assert "En helt annen tittel" in text
        assert "Min tekst" in text
    idea.refresh_from_db()
    assert idea.is_unanswered
    assert f'name="version" value="{idea.version}"' in text
    again = client.post(url, {**answer, "version": idea.version})
    assert again.status_code == 302


@pytest.mark.parametrize("outcome", ["project", "pilot"])
def test_some_outcomes_carry_the_reply_to_the_form_of_what_is_started(
    as_person, alna, employee, outcome
):
    adviser, idea = adviser_of(alna), judged(IdeaFactory(by=employee))
    page = as_person(adviser).post(
        f"{idea.get_absolute_url()}svar/",
        {"outcome": outcome, "reply": "Vi prøver.", "version": idea.version},
    )
    assert page.url == f"{reverse(f'portfolio:{outcome}_start')}?ide={idea.pk}"
    idea.refresh_from_db()
    assert idea.state == State.SUBMITTED
    draft = Draft.objects.get(person=adviser, form="ideas.answer", object_ref=str(idea.pk))
    assert draft.first("reply") == "Vi prøver."


@pytest.mark.parametrize("ide", ["x", "0", "99999999999999999999999", "²"])
def test_a_strange_address_of_the_work_view_is_no_error(as_person, alna, ide):
    assert as_person(adviser_of(alna)).get("/ideer/siling/", {"ide": ide}).status_code in (200, 404)


def test_the_small_steps_of_an_adviser(as_person, alna, employee):
    adviser, area = adviser_of(alna), ServiceAreaFactory(district=alna)
    idea = IdeaFactory(by=employee)
    client, url = as_person(adviser), idea.get_absolute_url()
    client.post(f"{url}vis/")
    assert client.post(f"{url}vurder/", {"siling": 1}).url == f"/ideer/siling/?ide={idea.pk}"
    page = client.post(f"{url}fordel/", {"handler": ""})
    assert field_error(page, "handler") == "Velg hvem som skal behandle idéen."
    client.post(f"{url}fordel/", {"handler": adviser.pk})
    idea.refresh_from_db()
    placed = {
        "driving_force": "economy",
        "service_area": area.pk,
        "version": idea.version,
    }
    assert client.post(f"{url}fordel/", placed).status_code == 302
    idea.refresh_from_db()
    assert (idea.released, idea.handler, idea.state, idea.driving_force, idea.service_area) == (
        True,
        adviser,
        State.IN_ASSESSMENT,
        "economy",
        area,
    )
    page = client.post(f"{url}sporsmal/", {"question": "Hvorfor?"}, follow=True)
    assert "Spørsmålet er sendt." in text_of(page)
    page = client.post(f"{url}vurder/", follow=True)
    assert "Steget passer ikke i denne tilstanden." in text_of(page)


def test_an_answered_idea_is_taken_up_again_with_a_reason(as_person, alna):
    adviser = adviser_of(alna)
    idea = answered_idea(adviser, reply="Ikke i år.")
    client, url = as_person(adviser), idea.get_absolute_url()
    page = client.post(f"{url}ta-opp-igjen/", {"reason": ""})
    assert field_error(page, "reason") == "Skriv hvorfor idéen tas opp igjen."
    page = client.post(f"{url}ta-opp-igjen/", {"reason": "Nye midler"}, follow=True)
    assert "Tidligere svar" in text_of(page)
    assert "Ikke i år." in text_of(page)


# Settings ---------------------------------------------------------------------------------------


def test_a_unit_sets_its_own_promise(as_person, alna, employee):
    client, url = as_person(adviser_of(alna)), f"/ideer/innstillinger/{employee.unit_id}/"
    page = client.post(url, {"answer_days": 0, "version": 0})
    assert page.status_code == 422
    chosen = {"answer_days": 5, "first_reader": "leader", "release_at_once": "on", "version": 0}
    page = client.post(url, {**chosen, "pause_from_week": 30, "pause_to_week": 28})
    assert field_error(page, "pause_to_week") == "Siste uke kommer før den første."
    client.post(url, {**chosen, "pause_from_week": 28, "pause_to_week": 30})
    assert IdeaSettings.nearest(employee.unit).answer_days == 5
    assert "5 arbeidsdager" in text_of(client.get("/ideer/innstillinger/"))
    assert as_person(employee).get(url).status_code == 403
