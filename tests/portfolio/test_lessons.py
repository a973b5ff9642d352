"""Lessons, principles and words: found, used, published and explained."""

import pytest
from django.db import DatabaseError, transaction
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError
from organisation.people.models import Role
from organisation.registries import search_kinds, similar_kinds
from organisation.search.similar import ask, like
from portfolio.models import LessonUse, PrincipleVersion
from portfolio.queries import lesson as queries
from portfolio.queries import principle as principles
from portfolio.services import lesson as lessons
from portfolio.services.principle import publish_principles
from portfolio.services.term import save_term
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project


@pytest.fixture
def project(alna):
    return make_project(alna, title="Dagtilbud på Haugentunet", need="Pårørende savner avlastning")


@pytest.fixture
def lesson(alna):
    other = make_project(alna, title="Besøksvenner")
    return lessons.write_lesson(
        other,
        title="Spør pårørende først",
        text="Pårørende visste mest om avlastning.",
        tags=["#Medvirkning", "medvirkning", "pårørende"],
        by=other.leader,
    )


def test_tags_are_small_letters_and_once(lesson):
    assert lesson.tags == ["medvirkning", "pårørende"]


def test_a_lesson_is_searched_and_offered_to_projects_and_ideas_like_it(alna, project, lesson):
    reader = PersonFactory(unit=alna)
    assert list(search_kinds["lessons"].found(reader, "pårørende")) == [lesson]
    assert list(queries.for_project(project, reader)) == [lesson]
    asked = ask("avlastning for foreldre", reader.grants.districts)
    kind = similar_kinds["lessons"]
    [alike] = like([(kind.rows(reader), kind.vector)], asked)
    assert list(alike) == [lesson]
    assert list(queries.for_project(lesson.project, reader)) == []


def test_a_use_counts_once_for_each_project_and_tells_the_writer(project, lesson):
    for _twice in range(2):
        lessons.use_lesson(lesson, project, note="Spurte først", by=project.leader)
    assert LessonUse.objects.count() == 1
    assert lesson.written_by.notices.filter(key__startswith="lesson-used").count() == 1
    with pytest.raises(DomainError, match="egen"):
        lessons.use_lesson(lesson, lesson.project, by=lesson.project.leader)
    with pytest.raises(DomainError, match="brukt lærdommen"):
        lessons.remove_lesson(lesson, by=lesson.written_by)


def test_vi_brukte_denne_is_two_clicks_from_ones_own_project(project, lesson, as_person):
    client = as_person(project.leader)
    page = client.get(f"{project.get_absolute_url()}laerdom/")
    address = f"{lesson.get_absolute_url()}bruk/"
    assertContains(page, f"{address}?prosjekt={project.pk}")
    client.post(address, {"project": project.pk, "note": ""})
    assertContains(client.get(lesson.get_absolute_url()), "Brukt av ett annet prosjekt")


def test_the_list_is_searched_and_narrowed_by_tag(lesson, as_person, alna):
    client = as_person(PersonFactory(unit=alna))
    assertContains(client.get("/prosjekter/laerdom/?emne=medvirkning"), lesson.title)
    assertNotContains(client.get("/prosjekter/laerdom/?emne=turnus"), lesson.title)
    assertContains(client.get("/prosjekter/laerdom/?q=pårørende"), lesson.title)


# --- Principles -----------------------------------------------------------------------------------


def test_principles_are_published_in_versions_and_demands_keep_their_key(alna):
    first = publish_principles(
        alna, text="<p>Vi prøver smått.</p>", demands=["Behovet er beskrevet"], by=None
    )
    with pytest.raises(DomainError, match="Ingenting er endret"):
        publish_principles(alna, text=first.text, demands=["Behovet er beskrevet"], by=None)
    second = publish_principles(
        alna,
        text="<p>Vi prøver smått, og fort.</p>",
        demands=["Brukerne er med", "Behovet er beskrevet"],
        by=None,
    )
    demands = principles.current_demands(alna)
    assert [each.text for each in demands] == ["Brukerne er med", "Behovet er beskrevet"]
    assert demands[1].key == first.demands.get().key == "behovet-er-beskrevet"
    assert principles.current(alna) == second
    with pytest.raises(DatabaseError), transaction.atomic():
        PrincipleVersion.objects.filter(pk=first.pk).update(text="Noe annet")


def test_an_adviser_publishes_and_all_read_old_versions(alna, as_person):
    old = publish_principles(alna, text="<p>Gamle ord.</p>", demands=[], by=None)
    client = as_person(person_as(Role.ADVISER, alna))
    sent = {"text": "Nye ord.", "demands": "Ett krav", "change": "Kortere"}
    assert client.post("/prosjekter/prinsipper/ny/", sent).status_code == 302
    reader = as_person(PersonFactory(unit=alna))
    assertContains(reader.get("/prosjekter/prinsipper/"), "Ett krav")
    assertContains(reader.get(old.get_absolute_url()), "Gamle ord.")
    assert reader.get("/prosjekter/prinsipper/ny/").status_code == 403


# --- Words ----------------------------------------------------------------------------------------


def test_a_word_is_explained_where_it_is_used_in_the_districts_own_way(alna, as_person):
    project = make_project(alna)
    page = f"{project.get_absolute_url()}fase/"
    client = as_person(project.leader)
    assertContains(client.get(page), "Noe som må være på plass for at prosjektet skal lykkes.")
    save_term(alna, name="kritisk faktor", explanation="Det vi står og faller med.", by=None)
    assertContains(client.get(page), "Det vi står og faller med.")
    with pytest.raises(DomainError, match="alt i ordlisten"):
        save_term(alna, name="Kritisk Faktor", explanation="Igjen", by=None)
