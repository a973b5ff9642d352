import pytest
from django.http import HttpResponse
from django.urls import include, path

from organisation.people.models import Role
from organisation.web import navigation
from tests.factories.people import PersonFactory


def words(names):
    return [str(navigation.DESTINATIONS[name][0]) for name in names]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["employee"], "Min side, Idéer, Prosjekter, Inkubator, Utlysninger"),
        (["adviser"], "Min side, Idéer, Idésøk, Floker, Prosjekter, Portefølje, Inkubator"),
        (["manager"], "Min side, Portefølje, Prosjekter, Idéer, Utlysninger, Saker"),
        (["director"], "Min side, Portefølje, Prosjekter, Idéer, Utlysninger, Saker, Møter"),
        (["assessor"], "Min side, Utlysninger"),
        (["secretariat"], "Min side, Saker, Møter, Prosjekter, Portefølje"),
        (["board_member"], "Min side, Saker, Møter, Portefølje"),
        (
            ["board_member", "employee"],
            "Min side, Saker, Møter, Portefølje, Idéer, Prosjekter, Inkubator, Utlysninger",
        ),
    ],
)
def test_each_role_finds_its_own(roles, expected):
    assert ", ".join(words(navigation.destinations(roles))) == expected


def test_the_administrator_finds_everything():
    assert navigation.destinations(["administrator"]) == list(navigation.DESTINATIONS)


def test_every_role_in_the_table_leads_somewhere_known():
    for names in navigation.BY_ROLE.values():
        assert set(names) <= set(navigation.DESTINATIONS)
    assert set(Role.values) <= set(navigation.BY_ROLE)


def test_roles_are_those_a_person_holds_anywhere(alna):
    person = PersonFactory(unit=alna, role=Role.SECRETARIAT)
    assert navigation.roles_of(person) == ["secretariat", "employee"]


def test_a_board_member_is_no_employee(alna):
    person = PersonFactory(unit=alna, role=Role.BOARD_MEMBER, is_employee=False)
    assert navigation.roles_of(person) == ["board_member"]


def here(request) -> HttpResponse:
    return HttpResponse()


def pages_of(floor):
    return [
        path(f"{name}/", here, name=url_name.split(":")[1])
        for name, (_words, url_name) in navigation.DESTINATIONS.items()
        if url_name.split(":")[0] == floor
    ]


FLOORS = {url_name.split(":")[0] for _words, url_name in navigation.DESTINATIONS.values()}
urlpatterns = [path("", include((pages_of(floor), floor))) for floor in sorted(FLOORS)]


@pytest.mark.urls("tests.web.test_navigation")
def test_more_than_seven_go_under_more(alna):
    person = PersonFactory(unit=alna, role=Role.ADMINISTRATOR)
    found = navigation.navigation(person, "/nowhere/")
    assert len(found.entries) == 7
    assert [entry.name for entry in found.more] == ["calls", "cases", "meetings", "admin"]
    assert not found.more_is_current


@pytest.mark.urls("tests.web.test_navigation")
def test_the_page_one_is_on_is_marked_also_under_more(alna):
    person = PersonFactory(unit=alna, role=Role.ADMINISTRATOR)
    found = navigation.navigation(person, "/cases/12/")
    assert [entry.name for entry in found if entry.is_current] == ["cases"]
    assert found.more_is_current


@pytest.mark.urls("tests.web.test_pages")
def test_what_has_no_page_yet_is_left_out(alna, monkeypatch):
    monkeypatch.setitem(navigation.DESTINATIONS, "later", ("Senere", "later:list"))
    monkeypatch.setitem(navigation.BY_ROLE, "administrator", ("my_page", "later"))
    person = PersonFactory(unit=alna, role=Role.ADMINISTRATOR)
    names = [entry.name for entry in navigation.navigation(person, "/")]
    assert "my_page" in names
    assert "later" not in names


@pytest.mark.urls("tests.web.test_navigation")
def test_what_waits_is_counted_beside_its_word(alna):
    found = navigation.navigation(PersonFactory(unit=alna), "/", {"ideas": 9, "notices": 1})
    assert {entry.name: entry.count for entry in found if entry.count} == {"ideas": 9}


def test_the_shell_costs_few_queries(as_person, alna, django_assert_max_num_queries):
    client = as_person(PersonFactory(unit=alna))
    client.get("/hjelp/")
    with django_assert_max_num_queries(4):
        client.get("/hjelp/")
