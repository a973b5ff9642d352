"""Search: Norwegian endings, half a word, misspelt words, and never more than one may see."""

import pytest

from organisation.registries import Row, SearchKind, search_kinds
from organisation.search.models import Word
from organisation.search.queries import clean, marked, ranked
from organisation.search.words import mend, rebuild_words
from tests.factories.people import PersonFactory
from tests.search.conftest import Leaflet, Poster

pytestmark = pytest.mark.django_db


def titles(query: str) -> list[str]:
    return [one.title for one in ranked(Leaflet.objects.all(), query)]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Færre telefoner til bestillerkontoret", "telefon"),
        ("Telefonen ringer", "telefoner"),
        ("Språket i barnehagene", "språk barnehage"),
        ("Trygge måltider for eldre", "TRYGGE MÅLTID"),
        ("Pårørende følger med", "pårørende"),
        ("Ønskekjøring på kveldstid", "ønskekjøring"),
        ("Åpningstider om kvelden", "åpningstid"),
        ("Bestillerkontoret", "bestill"),  # half a word
        ("Nye tjenester", "nye tjen"),
        ("Skoler og tjenester i bydelen", "skular tenester"),  # nynorsk
        ("Helse & omsorg", "helse omsorg"),
        ("Prosjekt 2026-014", "2026-014"),
    ],
)
def test_a_word_is_found_in_another_form(leaflets, written, asked):
    leaflets(written)
    leaflets("Noe helt annet")

    assert titles(asked) == [written]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('"trygg mat"', ["Trygg mat"]),
        ("mat -trygg", ["Mat og trivsel"]),
        ("trivsel or trygg", ["Mat og trivsel", "Trygg mat"]),
        ("mat trygg trivsel", []),
        ("og", []),
        ("!!! & | :* '", []),
        ("", []),
        ("mat' & 'x", []),
    ],
)
def test_a_question_may_be_precise_and_never_breaks(leaflets, asked, found):
    leaflets("Trygg mat")
    leaflets("Mat og trivsel")

    assert sorted(titles(asked)) == found


def test_a_word_in_the_title_weighs_more_than_in_the_text(leaflets):
    leaflets("Om noe annet", "Her står velferdsteknologi en gang.")
    leaflets("Velferdsteknologi")

    assert titles("velferdsteknologi") == ["Velferdsteknologi", "Om noe annet"]


def test_the_hit_is_marked_and_the_text_around_it_is_safe(leaflets):
    leaflets("Om mat", '<p data-id="1">Trygge måltider &amp; <b>trivsel</b> < 3 &lt;script&gt;</p>')

    [hit] = ranked(Leaflet.objects.all(), "måltid", headline=("body",))

    assert "<mark>måltider</mark>" in marked(hit.headline)
    assert "data-id" not in marked(hit.headline)
    assert "&amp; " in marked(hit.headline)
    assert "<script>" not in marked(hit.headline)


def test_hits_know_how_many_they_are_in_one_query(leaflets, django_assert_num_queries):
    for number in range(7):
        leaflets(f"Mat {number}")

    with django_assert_num_queries(1):
        hits = list(ranked(Leaflet.objects.all(), "mat")[:3])

    assert [hit.total for hit in hits] == [7, 7, 7]


# Misspelt words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("telefonner", "telefoner"),
        ("sprok", "språk"),
        ("pårørnde", "pårørende"),
        ("barnhage", "barnehage"),
        ("velferdstekonlogi", "velferdsteknologi"),
    ],
)
def test_a_word_nobody_uses_is_taken_for_the_one_that_looks_like_it(leaflets, alna, typed, meant):
    leaflets("Telefoner, språk, pårørende", "barnehage og velferdsteknologi")
    rebuild_words()

    assert mend(typed, [alna.pk]) == meant


def test_known_words_are_left_as_they_are(leaflets, alna):
    leaflets("Telefoner i barnehagen")
    rebuild_words()

    assert mend("telefonene barnehage mat", [alna.pk]) == "telefonene barnehage mat"
    assert mend("telefonene barnhagen", [alna.pk]) == "telefonene barnehagen"


def test_words_are_learned_only_from_what_everybody_may_read(leaflets, alna, nabo):
    leaflets("Hemmelighetsfullt", is_secret=True)
    leaflets("Nabosamarbeid", district_id=nabo.pk)
    leaflets("Trivsel")

    rebuild_words()

    assert set(Word.objects.values_list("district", "word")) == {
        (alna.pk, "trivsel"),
        (nabo.pk, "nabosamarbeid"),
    }
    assert mend("nabosamarbied", [alna.pk]) == "nabosamarbied"


def test_learning_again_forgets_what_is_gone(leaflets, alna):
    gone = leaflets("Midlertidig ordning")
    leaflets("Fast ordning")
    rebuild_words()
    gone.delete()

    rebuild_words()

    assert dict(Word.objects.values_list("word", "documents")) == {"fast": 1, "ordning": 1}


# The page -------------------------------------------------------------------------------------


@pytest.fixture
def client(as_person, alna):
    return as_person(PersonFactory(unit=alna))


def test_the_page_groups_hits_by_kind_and_says_n_of_m(client, leaflets, monkeypatch):
    for number in range(7):
        leaflets(f"Mat {number}")
    Poster.objects.create(title="Mat og helse")
    search_kinds.add(
        "posters",
        SearchKind(
            "Plakater",
            lambda person, query: ranked(Poster.objects.all(), query),
            lambda one: Row("doc", one.title, f"/p/{one.pk}/"),
        ),
    )

    page = client.get("/sok/?q=mat").content.decode()

    assert "8 treff på «mat»." in page
    assert page.index("Brosjyrer") < page.index("5 av 7") < page.index("Plakater")
    assert "1 av 1" in page
    one_kind = client.get("/sok/?q=mat&slag=leaflets").content.decode()
    assert "7 av 7" in one_kind
    assert "Plakater" not in one_kind


def test_the_page_says_which_word_it_took_a_misspelt_one_for(client, leaflets):
    leaflets("Telefoner")
    rebuild_words()

    page = client.get("/sok/?q=telefonnerr").content.decode()

    assert "viser treff på «telefoner»" in page
    assert 'href="/b/' in page


def test_the_page_shows_only_what_one_may_see(client, leaflets, nabo):
    leaflets("Mat for alle")
    leaflets("Mat i det skjulte", is_secret=True)
    leaflets("Mat hos naboen", district_id=nabo.pk)

    page = client.get("/sok/?q=mat").content.decode()

    assert "1 treff" in page
    assert "skjulte" not in page
    assert "naboen" not in page


def test_no_hits_and_no_question_have_pages_that_help(client, leaflets):
    assert "Vi fant ingenting på «xyzzy»." in client.get("/sok/?q=xyzzy").content.decode()
    assert "Skriv et ord" in client.get("/sok/").content.decode()


def test_what_was_typed_is_shown_as_text(client, leaflets):
    page = client.get("/sok/", {"q": "<script>alert(1)</script>\x00"}).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_fragment_is_the_list_alone(client, leaflets):
    leaflets("Mat")

    answer = client.get(
        "/sok/?q=mat", headers={"HX-Request": "true", "HX-Target": "search-results"}
    )

    assert answer.content.decode().lstrip().startswith('<div id="search-results"')


def test_a_search_costs_few_queries_whatever_it_finds(
    client, leaflets, django_assert_max_num_queries
):
    for number in range(20):
        leaflets(f"Mat {number}")

    with django_assert_max_num_queries(12):
        client.get("/sok/?q=mat")


def test_a_question_is_one_line_of_bearable_length():
    assert clean("  mat \n og\x00  helse ") == "mat og helse"
    assert len(clean("x" * 1000)) == 200
