"""What the nightly sweep drops, and what it must never touch."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from organisation.files.models import StoredFile
from organisation.files.services import finish_document, keep, open_file, order_document
from organisation.files.sweeping import GRACE, sweep

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


def quiet(done: int, total: int, text: str) -> None:
    """Nobody looks at how far the sweep has come."""


def old_file(text: bytes = b"x") -> StoredFile:
    stored = keep(text, name="a.txt", content_type="text/plain", by=None)
    past = timezone.now() - GRACE - timedelta(hours=1)
    StoredFile.objects.filter(pk=stored.pk).update(created_at=past)
    return stored


def grown_old(monkeypatch: pytest.MonkeyPatch) -> None:
    past = timezone.now() - GRACE - timedelta(hours=1)
    monkeypatch.setattr(type(default_storage._wrapped), "get_modified_time", lambda s, n: past)


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.rglob("*") if each.is_file()}


def test_what_nobody_holds_goes_and_what_is_fresh_stays(
    own_storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose, fresh = old_file(), keep(b"y", name="b.txt", content_type="text/plain", by=None)
    grown_old(monkeypatch)
    sweep(quiet)
    assert set(StoredFile.objects.all()) == {fresh}
    assert files(own_storage) == {fresh.key}
    assert loose.key not in files(own_storage)


def test_a_file_that_a_document_or_its_frozen_text_names_stays(own_storage: Path) -> None:
    picture, made_of = old_file(), {"language": "nb"}
    document = order_document(
        kind="test",
        template="documents/board_case.html",
        context=made_of | {"title": "Sak", "html": f'<img src="/filer/{picture.key}/" alt="x">'},
        key="a",
        title="Sak",
        by=None,
    )
    finish_document(document, b"%PDF-1.7")
    past = timezone.now() - timedelta(days=400)
    StoredFile.objects.update(created_at=past)
    sweep(quiet)
    document.refresh_from_db()
    assert document.file is not None
    assert files(own_storage) == {picture.key, document.file.key}


def test_an_upload_that_was_rolled_back_leaves_nothing(
    own_storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        keep(b"x", name="a.txt", content_type="text/plain", by=None)
        transaction.set_rollback(True)
    assert len(files(own_storage)) == 1
    grown_old(monkeypatch)
    sweep(quiet)
    assert files(own_storage) == set()


def test_a_move_that_was_cut_off_is_finished(own_storage: Path) -> None:
    stored = keep(b"hele filen", name="a.txt", content_type="text/plain", by=None)
    assert not default_storage.exists(stored.new_path)
    default_storage.delete(stored.kept_path)
    default_storage.save(stored.new_path, ContentFile(b"hele filen"))
    default_storage.save(stored.kept_path, ContentFile(b"hele"))
    with open_file(stored) as content:
        assert content.read() == b"hele filen"
    assert not default_storage.exists(stored.new_path)


def test_a_row_without_a_file_is_told_to_the_operator(
    own_storage: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stored = keep(b"x", name="a.txt", content_type="text/plain", by=None)
    default_storage.delete(stored.kept_path)
    sweep(quiet)
    assert f"File {stored.pk}" in caplog.text
