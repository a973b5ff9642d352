"""Who may read a file or a document, and how it is sent."""

from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation import registries
from organisation.files.models import Document, StoredFile
from organisation.files.services import finish_document, keep, order_document
from organisation.people.models import Person, Unit
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
CONTEXT = {"language": "nb", "title": "Sak"}


@pytest.fixture
def kari(alna: Unit) -> Person:
    return PersonFactory(unit=alna)


@pytest.fixture
def ola(alna: Unit) -> Person:
    return PersonFactory(unit=alna)


@pytest.fixture
def outsider(nabo: Unit) -> Person:
    return PersonFactory(unit=nabo)


@pytest.fixture
def holder() -> Generator[set[tuple[int, int]]]:
    """Pairs of file and person that a made-up holder vouches for."""
    vouched: set[tuple[int, int]] = set()
    registries.file_holders.add("test", lambda file, person: (file.pk, person.pk) in vouched)
    yield vouched
    registries.file_holders.add("test", lambda file, person: False)


def code(client: Client, address: str) -> int:
    answer = client.get(address)
    put_away(answer)
    return answer.status_code


def put_away(answer: Any) -> None:
    """Close the file that was sent, but not the test's connection, as `answer.close` would."""
    for close in answer._resource_closers:
        close()


def order(by: Person, *, key: str = "a", holder: Any = None) -> Document:
    return order_document(
        kind="test", template="documents/board_case.html", context=CONTEXT, key=key,
        title="Sak: «å»", holder=holder, by=by,
    )  # fmt: skip


def test_a_file_is_sent_as_a_download_that_no_browser_guesses_about(
    kari: Person, as_person: Callable[..., Any]
) -> None:
    stored = keep(b"<b>x</b>", name="blåbær.txt", content_type="text/plain", by=kari)
    answer = as_person(kari).get(stored.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"<b>x</b>"
    put_away(answer)
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''bl%C3%A5b%C3%A6r")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in answer["Cache-Control"]
    again = as_person(kari).get(
        stored.get_absolute_url(), headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_a_file_nobody_vouches_for_is_read_by_nobody(
    kari: Person, ola: Person, as_person: Callable[..., Any], holder: set[tuple[int, int]]
) -> None:
    stored = keep(b"x", name="a.txt", content_type="text/plain", by=kari)
    assert code(as_person(ola), stored.get_absolute_url()) == 404
    holder.add((stored.pk, ola.pk))
    assert code(as_person(ola), stored.get_absolute_url()) == 200
    StoredFile.objects.filter(pk=stored.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert code(as_person(kari), stored.get_absolute_url()) == 404
    assert code(as_person(kari), "/filer/finnes-ikke/") == 404


def test_a_lost_file_is_a_404(kari: Person, as_person: Callable[..., Any]) -> None:
    from django.core.files.storage import default_storage

    stored = keep(b"x", name="a.txt", content_type="text/plain", by=kari)
    default_storage.delete(stored.new_path)
    assert code(as_person(kari), stored.get_absolute_url()) == 404


def test_a_document_is_seen_by_who_ordered_it_and_who_sees_its_holder(
    kari: Person, ola: Person, outsider: Person, alna: Unit, as_person: Callable[..., Any]
) -> None:
    document = order(kari, holder=alna)
    for person, status in [(kari, 200), (ola, 200), (outsider, 404)]:
        assert code(as_person(person), document.get_absolute_url()) == status
    finish_document(document, b"%PDF-1.7")
    document.refresh_from_db()
    assert document.file is not None
    for person, status in [(kari, 200), (ola, 200), (outsider, 404)]:
        assert code(as_person(person), document.file.get_absolute_url()) == status
    page = as_person(ola).get(document.get_absolute_url()).content.decode()
    assert document.file.get_absolute_url() in page


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_lists_and_rule_agree(data: st.DataObject) -> None:
    alna, nabo = Unit.objects.get(slug="alna"), Unit.objects.get(slug="nabo")
    people = [PersonFactory(unit=data.draw(st.sampled_from([alna, nabo]))) for _ in range(2)]
    people[1].is_active = data.draw(st.booleans())
    for number in range(data.draw(st.integers(0, 4))):
        order(
            data.draw(st.sampled_from(people)),
            key=f"k{number}-{people[0].pk}",
            holder=data.draw(st.sampled_from([None, alna, nabo])),
        )
    for person in people:
        seen = set(Document.objects.visible_to(person))
        assert seen == {
            each for each in Document.objects.all() if person.has_perm("files.view_document", each)
        }


def test_the_same_key_is_one_document(kari: Person, ola: Person) -> None:
    first = order(kari)
    assert order(ola) == first
    assert first.job is not None
    assert first.data == CONTEXT


def test_the_first_file_stays(kari: Person) -> None:
    document = order(kari)
    finish_document(document, b"%PDF-1")
    finish_document(document, b"%PDF-2")
    document.refresh_from_db()
    assert document.file is not None
    assert document.file.size == 6
    assert StoredFile.objects.count() == 1


def test_pictures_come_by_their_own_door(kari: Person, as_person: Callable[..., Any]) -> None:
    client = as_person(kari)
    refused = client.post("/filer/bilde/", {"image": ContentFile(b"Hei", name="a.txt")})
    assert refused.status_code == 422
    assert "Velg et bilde" in refused.json()["error"]
    empty = client.post("/filer/bilde/", {})
    assert empty.status_code == 422
    assert client.get("/filer/bilde/").status_code == 405
