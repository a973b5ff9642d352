"""Ordering a document, following it and getting it, with a real worker and through a kill."""

import errno
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect

from organisation.errors import DomainError
from organisation.files import documents
from organisation.files.models import Document, StoredFile
from organisation.files.services import open_file, order_document, retry_document
from organisation.jobs import services as job_services
from organisation.jobs.models import Job
from organisation.jobs.models import State as JobState
from organisation.people.models import Person, Unit
from tests.documents import sample
from tests.factories.people import PersonFactory
from tests.worker import Worker


@pytest.fixture
def kari(alna: Unit) -> Person:
    return PersonFactory(unit=alna)


def order(
    by: Person, template: str = "documents/board_case.html", context: dict[str, Any] | None = None
) -> Document:
    with transaction.atomic():
        return order_document(
            kind="board_case",
            template=template,
            context=context or sample.tidy(),
            key="sak-1",
            title="Innovasjonsarbeid i Bydel Alna",
            by=by,
        )


def long() -> dict[str, Any]:
    """Takes most of a second to write, so that it is seen while it is written."""
    context = sample.tidy()
    blocks = context["blocks"]
    chapters = [{**blocks[1], "number": str(n)} for n in range(1, 121)]
    return {**context, "blocks": [blocks[0], *chapters, *blocks[2:]]}


def in_state(document: Document, state: str) -> bool:
    return Job.objects.filter(key=document.job_key, state=state).exists()


@pytest.mark.django_db
def test_the_parts_are_told_in_words(kari: Person) -> None:
    document, heard = order(kari), []
    documents.make(document, lambda done, total, text: heard.append((done, total, text)))
    assert heard[:5] == [(n - 1, 5, f"Lager PDF, {n} av 5 deler") for n in range(1, 6)]
    assert heard[5][:2] == (5, 5)
    documents.make(Document.objects.get(), lambda *said: heard.append(said))
    assert len(heard) == 6
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_context_that_was_changed_is_not_printed(kari: Person) -> None:
    document = order(kari)
    document.context = document.context.replace("201500143", "201500144")
    with pytest.raises(DomainError, match="endret"):
        documents.make(document, lambda *said: None)


@pytest.mark.django_db
def test_nothing_is_ordered_by_a_transaction_that_fails(kari: Person) -> None:
    with transaction.atomic():
        order(kari)
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it_and_the_page_follows_through_a_reload(
    kari: Person,
    worker: Worker,
    context: BrowserContext,
    as_person: Callable[..., Any],
    axe: Callable[[Page], list[str]],
    javascript: bool,
    tmp_path: Path,
) -> None:
    page = context.new_page()
    as_person(kari, page)
    document = order(kari)
    page.goto(document.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Innovasjonsarbeid i Bydel Alna")
    page.reload()
    link = page.get_by_role("link", name="Last ned PDF")
    expect(link).to_be_visible(timeout=60_000)
    if javascript:
        assert axe(page) == []
    with page.expect_download() as download:
        link.click()
    saved = tmp_path / "sak.pdf"
    download.value.save_as(saved)
    assert download.value.suggested_filename == "Innovasjonsarbeid i Bydel Alna.pdf"
    assert saved.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_two_moments_leaves_one_document_from_the_next(
    kari: Person, fresh_worker: Worker
) -> None:
    """As soon as it has the job, and when the pages are laid out and are being written."""
    document = order(kari, context=long())
    for parts in (0, 2):
        so_far = Job.objects.filter(
            key=document.job_key, state=JobState.RUNNING, progress_done__gte=parts
        )
        fresh_worker.wait_until(so_far.exists, seconds=60)
        fresh_worker.kill()
        assert not StoredFile.objects.exists()
        Job.objects.filter(key=document.job_key).update(lease_until=document.created_at)
        fresh_worker.start()
        job_services.sweep()
    fresh_worker.wait_until(lambda: in_state(document, JobState.DONE), seconds=90)
    document.refresh_from_db()
    stored = StoredFile.objects.get()
    assert document.file == stored
    with open_file(stored) as content:
        data = content.read()
    assert len(data) == stored.size
    assert hashlib.sha256(data).hexdigest() == stored.sha256


class FullStorage(FileSystemStorage):
    """A disk that takes some bytes of a file and then no more."""

    def _save(self, name: str, content: File[bytes]) -> str:
        super()._save(name, ContentFile(content.read()[:10]))
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_said_and_nothing_is_marked_as_made(
    kari: Person, as_person: Callable[..., Any], settings: Any, tmp_path: Path
) -> None:
    document = order(kari)
    assert document.job is not None
    room = settings.STORAGES
    full = {"BACKEND": f"{__name__}.FullStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**room, "default": full}
    assert job_services.run(document.job.pk) == JobState.FAILED
    page = as_person(kari).get(document.get_absolute_url()).content.decode()
    assert "Lageret er fullt." in page
    assert not Document.objects.get().is_finished
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    settings.STORAGES = room
    retry_document(Document.objects.get(), by=kari)
    assert job_services.run(document.job.pk) == JobState.DONE
    assert Document.objects.get().is_finished


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_made_says_so_and_can_be_tried_again(
    kari: Person, as_person: Callable[..., Any]
) -> None:
    document = order(kari)
    Document.objects.update(context=document.context.replace("201500143", "1"))
    assert document.job is not None
    job_services.run(document.job.pk)
    page = as_person(kari).get(document.get_absolute_url()).content.decode()
    assert "PDF-en ble ikke laget." in page
    assert "Innholdet er endret etter bestillingen." in page
    Document.objects.update(context=document.context)
    again = f"{document.get_absolute_url()}igjen/"
    assert as_person(kari).post(again, follow=True).status_code == 200
    assert in_state(document, JobState.WAITING)
    job_services.run(document.job.pk)
    document.refresh_from_db()
    assert document.is_finished


@pytest.mark.django_db
def test_what_is_under_way_is_not_tried_again(kari: Person, as_person: Callable[..., Any]) -> None:
    document = order(kari)
    with pytest.raises(DomainError, match="lages allerede"):
        retry_document(document, by=kari)
    answer = as_person(kari).post(f"{document.get_absolute_url()}igjen/")
    assert answer.status_code == 409
    assert "lages allerede" in answer.content.decode()
