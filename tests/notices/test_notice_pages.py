"""The list of notices and what one can do there."""

import pytest
from django.urls import reverse

from organisation.notices.models import Notice, NoticeChoice, Rhythm
from organisation.notices.services import tell
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(alna):
    return PersonFactory(unit=alna)


@pytest.fixture
def client(as_person, person):
    return as_person(person)


def told(person, count=1) -> list[Notice]:
    for number in range(count):
        tell([person], key=f"n{number}", text=f"Nyhet {number}", url=f"/sak/{number}/", mail=False)
    return list(Notice.objects.filter(person=person).order_by("pk"))


def test_nobody_has_told_me_anything_yet(client):
    page = client.get("/varsler/").content.decode()

    assert "Du har ikke fått noen varsler ennå." in page


def test_the_newest_notice_comes_first_and_25_on_a_page(client, person):
    told(person, 30)

    page = client.get("/varsler/").content.decode()
    assert page.index("Nyhet 29") < page.index("Nyhet 28")
    assert "Nyhet 4<" not in page
    assert "30 uleste varsler" in page
    assert "Nyhet 4<" in client.get("/varsler/?side=2").content.decode()


def test_only_unread_ones_when_asked_for(client, person):
    first, _second = told(person, 2)
    client.post(reverse("notices:mark_read", args=[first.pk]))

    page = client.get("/varsler/?vis=uleste").content.decode()

    assert "Nyhet 1" in page
    assert "Nyhet 0" not in page


def test_opening_a_notice_leads_on_and_marks_it_read(client, person):
    [notice] = told(person)

    answer = client.get(notice.get_absolute_url())

    assert answer.headers["Location"] == "/sak/0/"
    notice.refresh_from_db()
    assert notice.is_read


def test_all_can_be_marked_read_at_once(client, person):
    told(person, 3)

    page = client.post("/varsler/lest/", follow=True).content.decode()

    assert "3 varsler er lest." in page
    assert not Notice.objects.unread().exists()


def test_the_bell_asks_for_a_number_and_hears_when_nothing_is_new(client, person):
    told(person, 2)

    answer = client.get("/varsler/antall/")
    assert "2" in answer.content.decode()
    again = client.get("/varsler/antall/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_list_costs_the_same_for_one_and_for_three(client, person, django_assert_max_num_queries):
    told(person, 1)
    with django_assert_max_num_queries(12) as few:
        client.get("/varsler/")
    told(person, 3)
    with django_assert_max_num_queries(12) as many:
        client.get("/varsler/")
    assert len(few) == len(many)


def test_anothers_notice_is_not_there(client, nabo, alna):
    for stranger in (PersonFactory(unit=alna), PersonFactory(unit=nabo)):
        [notice] = told(stranger)
        assert client.get(notice.get_absolute_url()).status_code == 404
        assert client.post(reverse("notices:mark_read", args=[notice.pk])).status_code == 404


def test_one_chooses_when_news_come_by_mail(client, person):
    assert "Svar til deg" in client.get("/varsler/valg/").content.decode()

    page = client.post("/varsler/valg/", {"rhythm": "daily"}, follow=True).content.decode()

    assert "Valget ditt er lagret." in page
    assert NoticeChoice.objects.get(person=person).rhythm == Rhythm.DAILY


def test_a_choice_that_does_not_exist_is_an_error_on_the_page(client):
    answer = client.post("/varsler/valg/", {"rhythm": "never"})

    assert answer.status_code == 422
    assert not NoticeChoice.objects.exists()


def test_lists_and_the_rule_agree_on_who_sees_a_notice(alna, nabo, person):
    people = [
        person,
        PersonFactory(unit=nabo),
        PersonFactory(unit=alna, is_installation_admin=True),
    ]
    tell(people, key="x", text="Nytt", url="/", mail=False)

    for one in people:
        allowed = {n for n in Notice.objects.all() if one.has_perm("notices.view_notice", n)}
        assert set(Notice.objects.visible_to(one)) == allowed
