"""What is like the idea one writes: found however it is worded, and only what one may see."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ideas.models import Idea
from ideas.queries.similar import similar_to
from organisation.drafts.models import Draft
from organisation.search.similar import ask, splits
from organisation.search.words import rebuild_words
from portfolio.lifecycle import ProjectState
from portfolio.models.project import Access, Project
from portfolio.services import lesson as lessons
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project
from tests.ideas.test_pages import text_of

pytestmark = pytest.mark.django_db

PAIRS = tomllib.loads((Path(__file__).parent / "similar_pairs.toml").read_text())
NEED = "Kveldsvakten leter etter nøkler på kontoret."
TYPED = {"title": "Nøkler", "need": "Vi bruker kvelden på å lete etter nøkler."}


@pytest.fixture
def reader(alna):
    return PersonFactory(unit=alna)


@pytest.fixture
def told(reader):
    """An idea that all colleagues read."""
    return released(IdeaFactory(by=PersonFactory(unit=reader.unit), title="Nøkler", need=NEED))


def released(idea):
    Idea.objects.filter(pk=idea.pk).update(released=True)
    idea.refresh_from_db()
    return idea


def many(by, texts):
    """Ideas that everybody reads, as many as there are texts, in one statement."""
    today = timezone.now()
    return Idea.objects.bulk_create(
        Idea(
            number=f"2026-{number:03}", unit=by.unit, district_id=by.district_id, submitter=by,
            title=title, need=need, released=True, submitted_at=today,
            promised_by=today.date() + timedelta(days=14),
        )
        for number, (title, need) in enumerate(texts, 500)
    )  # fmt: skip


def titles(text, person):
    return [found.idea.title for found in similar_to(text, person).best if found.idea]


# What is found ----------------------------------------------------------------------------------


def test_forty_ideas_are_each_among_the_first_five_for_who_writes_the_same_in_other_words(reader):
    others = [tuple(text.split(" | ")) for text in PAIRS["others"]["ideas"]]
    many(PersonFactory(unit=reader.unit), [(p["title"], p["need"]) for p in PAIRS["pair"]] + others)
    rebuild_words()
    missed = {
        pair["typed"]: titles(pair["typed"], reader)
        for pair in PAIRS["pair"]
        if pair["title"] not in titles(pair["typed"], reader)
    }
    assert missed == {}
    assert len(PAIRS["pair"]) == 40


def test_a_word_may_be_two_in_more_ways_and_common_words_are_not_looked_for(reader, told):
    rebuild_words()
    assert {("barn", "hage"), ("barne", "hage")} <= set(splits("barnehage"))
    assert list(splits("hage")) == []
    assert [
        term.wanted for term in ask("Og vi som får alle nøkler", [reader.district_id]).terms
    ] == ["nøkler | nøklar"]
    assert not ask("og i 12 !!! ' & | :*", [reader.district_id])
    assert not similar_to("", reader).is_asked


def test_an_idea_from_today_is_found_before_its_words_are_learnt(reader, told):
    assert titles("nøkler", reader) == ["Nøkler"]


def test_what_one_may_not_see_is_neither_found_nor_guessed_from(reader, alna, nabo):
    someone = PersonFactory(unit=alna)
    IdeaFactory(by=someone, title="Fotballgolf i skogen", need="Uåpnet hos rådgiveren.")
    released(IdeaFactory(by=PersonFactory(unit=nabo), title="Fotballgolf hos naboen", need="Ute."))
    hidden = make_project(alna, title="Fotballgolf i det skjulte")
    Project.objects.filter(pk=hidden.pk).update(
        access=Access.RESTRICTED, access_reason="Sårbart", legal_basis="Offl. § 13"
    )
    rebuild_words()
    assert similar_to("Fotballgolf", reader).best == []
    assert titles("Fotballgolf", someone) == ["Fotballgolf i skogen"]
    assert ask("fotbalgolf", [reader.district_id]).terms[0].wanted == "fotbalgolf"


def test_answers_lessons_and_what_was_stopped_are_told_in_a_line(reader, alna, told):
    answered_idea(adviser_of(alna), title="Nøkkelringer", need=NEED, reply="Låsene er byttet.")
    stopped = make_project(alna, title="Nøkler på kontoret")
    for one in (stopped, make_project(alna, title="Kveldsvakten og nøkler")):
        lessons.write_lesson(
            one, title="Tell nøkler først", text="Halvparten var borte.", by=one.leader
        )
    Project.objects.filter(pk=stopped.pk).update(state=ProjectState.STOPPED)
    rebuild_words()
    found = similar_to(NEED, reader)
    lines = {(str(one.hit.state), one.hit.text) for one in found.best}
    assert ("Besvart: avslått", "Svar: Låsene er byttet.") in lines
    assert ("Stoppet", "Lærdom: Halvparten var borte.") in lines
    assert ("Innmeldt", NEED) in lines
    [(title, kept)] = found.apart
    assert title == "Lærdom fra prosjekter"
    assert [one.hit.text for one in kept] == ["Halvparten var borte."] * 2


# On the page ------------------------------------------------------------------------------------


def test_the_fragment_costs_as_much_for_one_as_for_thirty_and_keeps_nothing(
    reader, told, as_person, caplog
):
    client = as_person(reader)
    fragment = {"HX-Request": "true", "HX-Target": "similar-hits"}

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = client.post("/ideer/lignende/", TYPED, headers=fragment)
        assert page.content.decode().lstrip().startswith('<div id="similar-hits"')
        return page, [query["sql"] for query in queries]

    with caplog.at_level("INFO"):
        page, queries = cost()
    assert [record.path for record in caplog.records if hasattr(record, "path")] == [
        "/ideer/lignende/"
    ]
    assert "lete" not in caplog.text + str([vars(record) for record in caplog.records])
    assert "Nøkler" in text_of(page)
    many(PersonFactory(unit=reader.unit), [(f"Nøkler {n}", NEED) for n in range(100, 130)])
    assert len(cost()[1]) == len(queries) <= 14
    assert not [sql for sql in queries if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert Draft.objects.count() == 0


def test_without_script_a_button_shows_what_is_like_it_and_all_that_was_typed(
    reader, told, as_person
):
    client = as_person(reader)
    page = client.post("/ideer/ny/lignende/", {**TYPED, "for_whom": "Kveldsvakter"}, follow=True)
    assert page.redirect_chain == [("/ideer/ny/?lignende=1#lignende", 302)]
    assert page.context["form"]["for_whom"].value() == "Kveldsvakter"
    assert "Én ligner. Du kan trygt fortsette på din egen." in text_of(page)
    assert f'formaction="/ideer/{told.pk}/bli-med/"' in page.content.decode()


def test_an_adviser_sees_what_an_idea_is_like(reader, told, as_person):
    idea = IdeaFactory(by=reader, title="Flere nøkler", need=NEED)
    page = as_person(adviser_of(reader.unit)).get(f"/ideer/{idea.pk}/lignende/")
    assert "Én ligner." in text_of(page)
    assert "Flere nøkler" not in text_of(page).partition("Én ligner.")[2].partition("Tilbake")[0]


# Joining instead --------------------------------------------------------------------------------


def test_joining_supports_the_idea_and_keeps_the_text_until_one_lets_it_go(reader, told, as_person):
    client = as_person(reader)
    page = client.post(f"/ideer/{told.pk}/bli-med/", TYPED, follow=True)
    assert "Du er med på «Nøkler»" in text_of(page)
    assert TYPED["need"] in text_of(page)
    assert [row.person for row in told.supports.all()] == [reader]
    assert client.get("/ideer/ny/").context["form"]["need"].value() == TYPED["need"]

    client.post(f"/ideer/{told.pk}/bli-med/utkast/", {"kommentar": "1"})
    assert [comment.text for comment in told.comments.all()] == [TYPED["need"]]
    assert Draft.objects.count() == 0
    client.post(f"/ideer/{told.pk}/bli-med/", TYPED)
    client.post(f"/ideer/{told.pk}/bli-med/utkast/", {"slett": "1"})
    assert (told.supports.count(), told.comments.count(), Draft.objects.count()) == (1, 1, 0)


def test_who_wanted_to_hide_the_name_is_told_that_supporters_are_shown(reader, told, as_person):
    client = as_person(reader)
    page = client.post(f"/ideer/{told.pk}/bli-med/", {**TYPED, "visibility": "hidden"}, follow=True)
    assert "Kolleger ser navnet ditt" in text_of(page)
    assert told.supports.count() == 0
    client.post(f"/ideer/{told.pk}/bli-med/")
    assert told.supports.count() == 1


def test_who_sent_it_in_takes_a_supporter_in_with_one_click(reader, told, as_person):
    client = as_person(reader)
    client.post(f"/ideer/{told.pk}/bli-med/")
    for _twice in range(2):
        client.post(f"/ideer/{told.pk}/bli-med/spor/")
    [notice] = told.submitter.notices.filter(url=f"/ideer/{told.pk}/ta-med/{reader.pk}/")
    stranger = PersonFactory(unit=reader.unit)
    author = as_person(told.submitter)
    assert author.get(f"/ideer/{told.pk}/ta-med/{stranger.pk}/").status_code == 404
    author.post(notice.url)
    assert [row.person for row in told.co_submissions.all()] == [reader]
    assert told.supports.count() == 0
    assert reader.notices.filter(key=f"idea-shared-{told.pk}-{reader.pk}").count() == 1
    assert as_person(reader).post(f"/ideer/{told.pk}/bli-med/spor/").status_code == 403
