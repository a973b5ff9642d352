"""Several ideas at once from the work view, by form and by keyboard."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from ideas import services
from ideas.models import Idea
from ideas.services import assessment
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, ServiceAreaFactory, UnitFactory, person_as

BATCH = "/ideer/siling/flere/"


def said(client):
    page = html.unescape(client.get("/ideer/siling/").content.decode())
    return re.findall(r'class="ds-alert" data-color="(\w+)"[^>]*>([^<]*)<', page)


@pytest.mark.django_db
def test_one_step_is_taken_with_all_that_are_chosen_and_those_it_cannot_be_are_named(
    as_person, alna
):
    unit = UnitFactory(parent=alna)
    adviser, area = adviser_of(alna), ServiceAreaFactory(district=alna, name="Helse")
    manager = person_as(Role.MANAGER, unit, name="Kari")
    here, elsewhere = IdeaFactory(unit=unit), IdeaFactory(unit=alna)
    mine, done = IdeaFactory(by=adviser), answered_idea(adviser)
    client = as_person(adviser)
    chosen = [here.pk, elsewhere.pk, mine.pk, done.pk]

    def take(step, ideas=chosen, **more):
        where = {"siling": "?vis=over", "velg": ideas, "gjor": step, **more}
        return client.post(BATCH, where)

    assert take("fordel", behandler=manager.pk).url.startswith("/ideer/siling/?vis=over#apne-")
    assert said(client) == [
        (
            "warning",
            "Behandler er nå Kari: 1 idé."
            f" Ikke gjort med {elsewhere.number}:"
            " Behandleren må være rådgiver eller leder for enheten."
            f" Ikke gjort med {mine.number}: Du kan ikke gjøre dette med denne idéen."
            f" Ikke gjort med {done.number}: Idéen venter ikke på svar lenger.",
        )
    ]
    here.refresh_from_db()
    assert here.handler == manager
    take("ta", [here.pk, elsewhere.pk])
    take("plasser", [here.pk, elsewhere.pk], omrade=area.pk)
    take("vis", [here.pk])
    take("kortliste", [here.pk, elsewhere.pk])
    take("av-kortliste", [elsewhere.pk])
    assert [text for _colour, text in said(client)] == [
        "Du behandler nå: 2 idéer.",
        "Plassert i Helse: 2 idéer.",
        "Kolleger kan lese: 1 idé.",
        "På kortlisten: 2 idéer.",
        "Tatt av kortlisten: 1 idé.",
    ]
    rows = Idea.objects.filter(pk__in=[here.pk, elsewhere.pk]).order_by("pk")
    assert [(row.handler, row.service_area, row.released) for row in rows] == [
        (adviser, area, True),
        (adviser, area, False),
    ]
    assert [hasattr(row, "short_listing") for row in rows] == [True, False]
    for step, more in (("fordel", {}), ("plasser", {"omrade": "x"}), ("", {}), ("tull", {})):
        take(step, **more)
    take("ta", [])
    take("ta", ["²", "0"])
    assert [colour for colour, _text in said(client)] == ["danger"] * 6


@pytest.mark.django_db
def test_the_work_view_is_narrowed_by_what_work_is_divided_by(as_person, alna):
    unit, other = UnitFactory(parent=alna), adviser_of(alna, name="Ola")
    adviser, area = adviser_of(alna), ServiceAreaFactory(district=alna)
    first = IdeaFactory(unit=unit, title="Første", service_area=area)
    second = services.assign(IdeaFactory(unit=alna, title="Andre"), other, by=adviser)
    scales = assessment.make_standard_scales(alna, by=adviser)
    assessment.assess(first, {scale.pk: 3 for scale in scales}, by=adviser)
    assessment.put_on_short_list(second, by=adviser)
    client = as_person(adviser)

    def titles(**chosen):
        return [idea.title for idea in client.get("/ideer/siling/", chosen).context["listing"]]

    assert titles(enhet=unit.pk) == titles(omrade=area.pk) == titles(behandler="meg") == ["Første"]
    assert titles(behandler=other.pk) == titles(omrade="ingen") == ["Andre"]
    assert titles(vis="kortliste") == titles(vis="uvurdert") == ["Andre"]
    assert titles(vis="over") == titles(vis="avklaring") == titles(behandler="ingen") == []
    assert len(titles(enhet="x")) == len(titles(omrade=0)) == 2


@pytest.mark.django_db(transaction=True)
def test_triage_is_done_from_the_keyboard(page, as_person, alna, axe):
    employee, other = PersonFactory(unit=alna), adviser_of(alna, name="Ola")
    for title in ("Første", "Andre", "Tredje"):
        IdeaFactory(by=employee, title=title)
    as_person(adviser_of(alna), page)
    page.goto("/ideer/siling/")
    expect(page.get_by_role("list", name="Hurtigtaster")).to_contain_text("X velg")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Enter")  # to read one of them keeps both chosen
    expect(page.locator("#svar-tittel")).to_have_text("Andre")
    expect(page.locator("[data-chosen]")).to_have_text("2 valgt")
    expect(page.get_by_role("checkbox", name="Første")).to_be_checked()
    page.keyboard.press("t")
    page.keyboard.type("Ola")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Behandler er nå Ola: 2 idéer.")
    assert set(Idea.objects.filter(handler=other).values_list("title", flat=True)) == {
        "Første",
        "Andre",
    }
    assert axe(page) == []
    expect(page.get_by_role("link", name="Første")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#svar-tittel")).to_have_text("Første")
    page.keyboard.press("7")
    page.keyboard.press("s")
    page.keyboard.type("Vi har gjort det før, xjk.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#svar-tittel")).to_have_text("Andre")
    assert Idea.objects.get(title="Første").outcome == "declined"


@pytest.mark.django_db
def test_a_question_stops_the_clock_and_every_page_says_so(as_person, alna):
    adviser, employee = adviser_of(alna), PersonFactory(unit=alna)
    idea = IdeaFactory(by=employee, title="Nøkler")
    services.ask_submitter(idea, "Hvor mange?", by=adviser)
    url = idea.get_absolute_url()
    pages = [(employee, page) for page in ("/", "/ideer/", url, f"{url}kvittering/")]
    seen_by_adviser = (
        "/ideer/",
        "/ideer/siling/",
        f"/ideer/siling/?ide={idea.pk}",
        "/ideer/venter/",
    )
    for person, page in [*pages, *((adviser, page) for page in seen_by_adviser)]:
        shown = html.unescape(as_person(person).get(page).content.decode())
        assert "risten står stille" in shown, page
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        services.answer_question(idea, "Ti.", by=employee)
        assert "Fristen sto stille" in as_person(employee).get(url).content.decode()
