"""Documents ordered together: one bar, given up, taken up again, and all of them in one zip."""

import io
import zipfile

import pytest
from django.test import Client

from organisation.files import batches, services
from organisation.files.models import Document, DocumentBatch, DocumentFormat
from organisation.files.queries import Stage, progress_of, stage_of
from organisation.jobs import services as jobs
from organisation.jobs.models import Job, State
from organisation.people.models import Person, Unit
from tests.documents import sample
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def kari(alna: Unit) -> Person:
    return PersonFactory(unit=alna)


def order(by: Person, key: str, **facts: object) -> Document:
    return services.order_document(
        kind="board_case",
        template="documents/board_case.html",
        context={**sample.tidy(), "title": key},
        key=key,
        title=f"Sak {key}",
        by=by,
        **facts,  # type: ignore[arg-type]
    )


def finish(document: Document) -> None:
    """Made, without the time it takes to lay it out."""
    services.finish_document(document, f"%PDF {document.key}".encode())
    Job.objects.filter(key=document.job_key).delete()


def test_a_batch_has_one_bar_is_given_up_and_taken_up_and_comes_as_one_zip(
    kari: Person, client: Client
) -> None:
    made, waiting, failed = (order(kari, key) for key in ("a", "b", "c"))
    batch = batches.order_batch(
        "Dokumenter til møtet", [made, waiting, failed], key="m-1", by=kari, back_url="/moter/1/"
    )
    again = batches.order_batch("Samme", [failed, order(kari, "d")], key="m-1", by=kari)
    assert (again.pk, again.lines.count()) == (batch.pk, 4)
    finish(made)
    Job.objects.filter(key=failed.job_key).update(
        state=State.FAILED, error="Innholdet er endret.", finished_at=made.created_at
    )

    client.force_login(kari)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "1 av 4 dokumenter er ferdige" in page
    assert "Innholdet er endret." in page
    assert "/moter/1/" in page
    assert "som zip" not in page  # more of them are on their way
    looks = progress_of(batch).looks
    quiet = client.get(f"{batch.get_absolute_url()}?sett={looks}", headers={"hx-request": "true"})
    assert quiet.status_code == 204

    client.post(f"{batch.get_absolute_url()}avbryt/")
    stages = [stage for _document, stage, _mark in progress_of(batch).rows]
    assert stages == [Stage.DONE, Stage.CANCELLED, Stage.FAILED, Stage.CANCELLED]
    client.post(f"{batch.get_absolute_url()}igjen/")
    stages = [stage for _document, stage, _mark in progress_of(batch).rows]
    assert stages == [Stage.DONE, Stage.WAITING, Stage.WAITING, Stage.WAITING]

    for document in (waiting, failed, Document.objects.get(key="d")):
        finish(document)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "4 av 4 dokumenter er ferdige" in page
    answer = client.post(f"{batch.get_absolute_url()}zip/")
    packed = Document.objects.get(kind=batches.ZIP_KIND)
    assert answer.headers["location"] == packed.get_absolute_url()
    assert packed.format == DocumentFormat.ZIP
    data = batches.make_zip(packed, lambda *_said: None)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.namelist() == ["01 Sak a.pdf", "02 Sak b.pdf", "03 Sak c.pdf", "04 Sak d.pdf"]
        assert parts.read("03 Sak c.pdf") == b"%PDF c"
    assert batches.make_zip(packed, lambda *_said: None) == data


def test_a_batch_is_its_orderers_and_asks_the_same_whatever_its_length(
    kari: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    batch = batches.order_batch("Brev", [order(kari, str(n)) for n in range(30)], key="x", by=kari)
    client.force_login(kari)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        assert client.get(batch.get_absolute_url()).status_code == 200
    client.force_login(PersonFactory(unit=kari.unit))
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.post(f"{batch.get_absolute_url()}avbryt/").status_code == 404
    other = PersonFactory(unit=kari.unit)
    theirs = batches.order_batch("Brev", [], key="x", by=other)
    assert theirs != DocumentBatch.objects.get(pk=batch.pk)


def test_what_is_cancelled_stops_at_once_and_is_ordered_again(kari: Person, client: Client) -> None:
    document = order(kari, "a")
    assert document.job is not None
    client.force_login(kari)
    address = document.get_absolute_url()
    assert "Avbryt" in client.get(address).content.decode()
    assert client.post(f"{address}avbryt/").status_code == 302
    page = client.get(address).content.decode()
    assert "PDF-en ble avbrutt." in page
    assert jobs.run(document.job.pk) is None  # a message that comes late wakes nobody

    assert stage_of(order(kari, "a")) == Stage.WAITING
    job = Job.objects.get()
    assert (job.state, job.attempt) == (State.WAITING, 0)


def test_what_is_cancelled_while_it_is_made_leaves_no_file(kari: Person) -> None:
    document = order(kari, "a")
    job = Job.objects.get()
    Job.objects.update(
        state=State.RUNNING, attempt=1, started_at=job.created_at, lease_until=job.created_at
    )
    services.cancel_document(document, by=kari)
    services.finish_document(Document.objects.get(), b"%PDF late")
    assert not Document.objects.get().is_finished
    assert Job.objects.get().state == State.CANCELLED


def test_the_list_shows_what_one_may_see_where_it_came_from_and_its_checksum(
    kari: Person, alna: Unit, client: Client, django_assert_max_num_queries: object
) -> None:
    project = make_project(alna)
    for n in range(4):
        order(project.leader, f"p{n}", holder=project)
    mine, hidden = order(kari, "mitt"), order(project.leader, "andres")
    finish(mine)
    mine.refresh_from_db()
    assert mine.file
    client.force_login(kari)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        page = client.get("/filer/dokumenter/").content.decode()
    for words in ("Sak mitt", "Sak p3", project.get_absolute_url(), mine.file.sha256[:12], "I kø"):
        assert words in page
    assert hidden.title not in page
    done = client.get("/filer/dokumenter/?tilstand=ferdig&format=pdf").content.decode()
    assert "Sak mitt" in done
    assert "Sak p3" not in done
