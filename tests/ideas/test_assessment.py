"""Assessment on anchored scales, the picture of need and potential, and short lists."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ideas import services as ideas
from ideas.models import Idea
from ideas.models.assessment import Assessment, AssessmentScale, ShortListSize
from ideas.queries.assessment import assessing_of
from ideas.services import assessment as services
from organisation import registries
from organisation.errors import DomainError, Stale
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, ServiceAreaFactory, person_as

pytestmark = pytest.mark.django_db


def text_of(page):
    """What a person reads, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page.content.decode())).split())


@pytest.fixture
def adviser(alna):
    return adviser_of(alna)


@pytest.fixture
def scales(alna, adviser):
    return services.make_standard_scales(alna, by=adviser)


def values(scales, *given):
    return {scale.pk: value for scale, value in zip(scales, given, strict=True)}


def test_a_district_begins_with_four_scales_and_every_step_has_words(alna, scales, adviser):
    assert [scale.axis for scale in scales] == ["need", "need", "potential", "potential"]
    assert all([step.value for step in scale.steps.all()] == [1, 2, 3, 4, 5] for scale in scales)
    assert services.make_standard_scales(alna, by=adviser) == scales


def test_several_advisers_give_an_average_and_a_spread(alna, scales, adviser):
    idea, second = IdeaFactory(unit=alna), adviser_of(alna)
    services.assess(idea, values(scales, 5, 4, 2, 2), by=adviser)
    idea.refresh_from_db()
    assert (idea.state, idea.handler) == (Idea.State.IN_ASSESSMENT, adviser)
    services.assess(idea, values(scales, 2, 3, 3, 2), by=second, note="Få det gjelder.")
    standing = assessing_of(idea, adviser).standing
    need, potential = standing.axes["need"], standing.axes["potential"]
    assert (standing.count, need.words, need.is_wide) == (2, "2,5–4,5", True)
    assert [str(axis.average) for axis in (need, potential)] == ["3.5", "2.2"]
    assert [line.spread.words for line in standing.scales] == ["2–5", "3–4", "2–3", "2"]
    assert [note for _who, note in standing.notes] == ["Få det gjelder."]


def test_nobody_sees_what_others_gave_before_having_given_their_own(as_person, alna, scales):
    first, second, handler = (adviser_of(alna) for _nth in range(3))
    idea = ideas.take_on(IdeaFactory(unit=alna), by=handler)
    services.assess(idea, values(scales, 5, 5, 5, 5), by=first, note="Stort behov")
    assert assessing_of(idea, handler).standing.count == 1  # who handles it must know
    assert assessing_of(idea, second).standing is None
    pages = (f"{idea.get_absolute_url()}vurdering/", f"/ideer/siling/?ide={idea.pk}")
    client = as_person(second)
    for page in (*pages, idea.get_absolute_url()):
        assert "Stort behov" not in text_of(client.get(page)), page
    shown = client.get(f"/ideer/kortliste/uten/{alna.pk}/")
    assert "Én er vurdert av andre." in text_of(shown)
    assert shown.context["chart"] is None
    sent = {f"scale_{scale.pk}": 3 for scale in scales}
    page = client.post(pages[0], {**sent, f"scale_{scales[0].pk}": ""})
    assert f"Velg et trinn på «{scales[0].name}»." in text_of(page)
    client.post(pages[0], sent)
    assert "Stort behov" in text_of(client.get(pages[1]))
    # The page is sent again from another tab, where nothing was given yet.
    assert client.post(pages[0], sent).status_code == 409
    assert client.post(pages[0], {**sent, "version": 1, "siling": "?vis=over"}).url == (
        "/ideer/siling/?vis=over"
    )
    assert Assessment.objects.get(assessor=second).version == 2


def test_what_an_assessment_must_hold(alna, nabo, scales, adviser):
    idea = IdeaFactory(unit=alna)
    for given in ({}, values(scales, 1, 2, 3, 6), {**values(scales, 1, 2, 3, 4), 0: 1}):
        with pytest.raises(DomainError):
            services.assess(idea, given, by=adviser)
    with pytest.raises(DomainError, match="ingen skalaer"):
        services.assess(IdeaFactory(unit=nabo), {}, by=adviser_of(nabo))
    with pytest.raises(DomainError, match="venter ikke på svar"):
        services.assess(answered_idea(adviser), values(scales, 1, 2, 3, 4), by=adviser)
    with pytest.raises(Stale):
        services.assess(idea, values(scales, 1, 2, 3, 4), version=1, by=adviser)


def test_a_scale_in_use_is_retired_and_one_nobody_used_is_deleted(as_person, alna, scales, adviser):
    idea, used, unused = IdeaFactory(unit=alna), scales[0], scales[1]
    services.assess(idea, values(scales, 1, 2, 3, 4), by=adviser)
    Assessment.objects.get().scores.filter(scale=unused).delete()
    client = as_person(person_as(Role.ADMINISTRATOR, alna))
    assert "beholder verdiene" in text_of(client.get(f"/ideer/skalaer/{used.pk}/ta-ut/"))
    client.post(f"/ideer/skalaer/{used.pk}/ta-ut/")
    client.post(f"/ideer/skalaer/{unused.pk}/ta-ut/")
    assert not AssessmentScale.objects.filter(pk=unused.pk).exists()
    assert not AssessmentScale.objects.get(pk=used.pk).is_active
    assert assessing_of(idea, adviser).standing.count == 1
    assert len(assessing_of(idea, adviser).scales) == 2
    client.post(f"/ideer/skalaer/{used.pk}/ta-inn/")
    steps = {f"step_{value}": f"Trinn {value}" for value in range(1, 6)}
    sent = {"name": "Hvor mange?", "question": "", "axis": "potential", "version": 3, **steps}
    page = client.post(f"/ideer/skalaer/{used.pk}/", sent)
    assert "du kan ikke endre hva den teller som" in text_of(page)
    page = client.post(f"/ideer/skalaer/{used.pk}/", {**sent, "axis": "need", "version": 1})
    assert page.status_code == 409
    assert "Noen få, og sjelden" in text_of(page)
    assert client.post(f"/ideer/skalaer/{used.pk}/", {**sent, "axis": "need"}).status_code == 302
    assert (
        client.post("/ideer/skalaer/ny/", {**sent, "name": "Ny", "version": ""}).status_code == 302
    )
    assert "Trinn 5" in text_of(client.get("/ideer/skalaer/"))
    page = client.post("/ideer/skalaer/ny/", {**sent, "version": ""})
    assert "alt en skala med dette navnet" in text_of(page)


def test_a_district_without_scales_gets_a_set_by_one_click(as_person, alna, adviser):
    client = as_person(adviser)
    assert "Bruk standardsettet" in text_of(client.get("/ideer/skalaer/"))
    client.post("/ideer/skalaer/standard/")
    assert AssessmentScale.objects.filter(district=alna).count() == 4


def test_a_short_list_has_an_order_and_says_when_it_is_too_short_or_too_long(
    as_person, alna, scales, adviser
):
    area = ServiceAreaFactory(district=alna, name="Hjemmetjenester")
    weak, strong, hidden = (
        IdeaFactory(unit=alna, title=title, service_area=area)
        for title in ("Svak", "Sterk", "Hemmelig")
    )
    services.assess(weak, values(scales, 1, 1, 2, 2), by=adviser)
    services.assess(strong, values(scales, 5, 5, 4, 4), by=adviser)
    client, url = as_person(adviser), f"/ideer/kortliste/{area.pk}/"
    assert client.get(url).context["warning"] == "Kortlisten skal ha minst 1 idé."
    for idea in (weak, strong):
        client.post(f"{idea.get_absolute_url()}kortliste/")
    page = client.get(url)
    assert [row.title for row in page.context["listed"]] == ["Sterk", "Svak"]
    assert page.context["warning"] == ""
    assert "Sterk: potensial 4, behov 5, på kortlisten" in page.content.decode()
    page = client.post(f"{url}antall/", {"at_least": 3, "at_most": 2, "version": 0})
    assert "kan ikke være lavere" in text_of(page)
    client.post(f"{url}antall/", {"at_least": 0, "at_most": 1, "version": 0})
    assert "Ta av noen" in client.get(url).context["warning"]
    assert "Ta av noen" in text_of(client.get("/ideer/kortliste/"))
    client.post(f"{weak.get_absolute_url()}kortliste/", {"av": 1})
    assert [row.title for row in client.get(url).context["listed"]] == ["Sterk"]
    assert (
        client.post(f"{url}antall/", {"at_least": 0, "at_most": 9, "version": 0}).status_code == 409
    )
    assert ShortListSize.objects.get().at_most == 1
    # Who steers sees the list and the picture, but no words of what they may not read.
    ideas.release_idea(strong, by=adviser)
    page = as_person(person_as(Role.DIRECTOR, alna)).get(url)
    assert "Sterk" in text_of(page)
    assert "Hemmelig" not in text_of(page)
    assert hidden.number in text_of(page)
    with pytest.raises(DomainError):
        services.put_on_short_list(answered_idea(adviser), by=adviser)


def test_the_pages_cost_the_same_for_one_idea_and_for_many(as_person, alna, scales, adviser):
    area = ServiceAreaFactory(district=alna)
    client, second = as_person(adviser), adviser_of(alna)

    def assessed():
        idea = IdeaFactory(unit=alna, service_area=area)
        for by in (adviser, second):
            services.assess(idea, values(scales, 1, 2, 3, 4), by=by)
        services.put_on_short_list(idea, by=adviser)
        return idea

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    idea = assessed()
    urls = [
        "/ideer/skalaer/",
        "/ideer/kortliste/",
        f"/ideer/kortliste/{area.pk}/",
        f"{idea.get_absolute_url()}vurdering/",
        f"/ideer/siling/?ide={idea.pk}",  # how many it may cost is said in test_pages.py
    ]
    few = [cost(url) for url in urls]
    for _nth in range(2):
        assessed()
    assert [cost(url) for url in urls] == few
    assert max(few[:-1]) <= 12


def test_who_asks_what_we_know_of_them_is_told(alna, scales, adviser):
    idea = IdeaFactory(unit=alna)
    given = services.assess(idea, values(scales, 1, 2, 3, 4), by=adviser)
    listed = services.put_on_short_list(idea, by=adviser)
    about = registries.personal_data["ideas.assessment"]
    assert list(about(adviser)) == [given, listed]
    assert list(about(PersonFactory(unit=alna))) == []
