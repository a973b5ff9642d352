"""Keeping files, and ordering documents."""

import errno
import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import jobs
from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.files.inspection import Inspected, inspect, refuse_large, safe_name
from organisation.files.models import Document, DocumentFormat, StoredFile
from organisation.jobs import services as job_services
from organisation.people.models import Person
from organisation.registries import Registry

logger = logging.getLogger(__name__)

# Kind of document -> what follows when its file is there, in the transaction that keeps it.
finished: Registry[Callable[[Document], None]] = Registry()
OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: f"{OFFICE}.wordprocessingml.document",
    DocumentFormat.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    DocumentFormat.ZIP: "application/zip",
}


def store(upload: UploadedFile, *, by: Person | None) -> StoredFile:
    """Check and keep an uploaded file; raises ValidationError with a message for the person."""
    checked = inspect_upload(upload)
    return keep(checked.data, name=checked.name, content_type=checked.content_type, by=by)


def inspect_upload(upload: UploadedFile) -> Inspected:
    """What the form found out about this upload, or what is found now; it takes time only once."""
    found: Inspected | None = getattr(upload, "_inspected", None)
    if found is None:
        refuse_large(upload.size or 0)  # before anything of it is read
        found = inspect(upload.name or "", read_upload(upload))
        upload._inspected = found  # type: ignore[attr-defined]
    return found


def read_upload(upload: UploadedFile) -> bytes:
    """The bytes of an upload, never many more than may be kept."""
    upload.seek(0)
    data: bytes = upload.read(settings.FILES_MAX_SIZE + 1)
    upload.seek(0)
    return data


@transaction.atomic
def keep(
    data: bytes, *, name: str, content_type: str, by: Person | None, at: datetime | None = None
) -> StoredFile:
    """Write bytes of our own making, or checked ones, as a file of the caller's transaction.

    It is said to have come `at`, now when left out.

    They are written under a temporary name and moved to their place when the transaction has
    ended well; rolled back, a sweep removes them.
    """
    stored = StoredFile(
        name=safe_name(name),
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_by=by,
        created_at=at or timezone.now(),
    )
    _write(stored, data)
    with acting(by, "files.keep"):
        stored.save()
    transaction.on_commit(lambda: _publish_calmly(stored), robust=True)
    return stored


def _write(stored: StoredFile, data: bytes) -> None:
    """The bytes under their temporary name; raises DomainError when there is no room for them."""
    try:
        default_storage.save(stored.new_path, ContentFile(data))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        logger.exception("No room for %s bytes", len(data))
        with suppress(OSError):  # what had been written of it; the sweep would take it as well
            default_storage.delete(stored.new_path)
        words = _("Lageret er fullt. Filen er ikke lagret. Si fra til den som drifter løsningen.")
        raise DomainError(words) from error


def _publish_calmly(stored: StoredFile) -> None:
    """A storage that fails now costs nothing: reading and the sweep publish as well."""
    try:
        publish(stored)
    except OSError:
        logger.warning("File %s is still under its temporary name", stored.key, exc_info=True)


def publish(stored: StoredFile) -> None:
    """Move the file from its temporary name to its place; safe to call again at any time."""
    if not default_storage.exists(stored.new_path):
        return
    if default_storage.exists(stored.kept_path):
        if default_storage.size(stored.kept_path) == stored.size:
            default_storage.delete(stored.new_path)
            return
        default_storage.delete(stored.kept_path)  # a copy that was cut off
    with default_storage.open(stored.new_path) as content:
        default_storage.save(stored.kept_path, content)
    default_storage.delete(stored.new_path)


def open_file(stored: StoredFile) -> File[bytes]:
    """The content, for reading; raises FileNotFoundError when storage has lost it."""
    publish(stored)
    return default_storage.open(stored.kept_path)


@transaction.atomic
def order_document(
    *,
    kind: str,
    template: str,
    context: dict[str, Any],
    key: str,
    title: str,
    holder: models.Model | None = None,
    by: Person | None,
    schema_version: int = 1,
    format: DocumentFormat = DocumentFormat.PDF,
    is_heavy: bool = False,
) -> Document:
    """Order a PDF of `template` filled with `context`, in the caller's transaction.

    `context` is plain data (docs/documents.md) and is frozen here. Ordered again with the same
    `key`, the first document is the answer, and its making is taken up if it had stopped. Another
    `format` has a maker of its own for `kind` (`organisation.files.documents.makers`). What
    `is_heavy` waits in a queue apart, so that ordinary documents are not kept waiting.
    """
    known = Document.objects.filter(key=key).first()
    if known is not None:
        _take_up(known, by=by)
        return known
    text, checksum = freeze(context, version=schema_version)
    values: dict[str, Any] = {
        "kind": kind,
        "template": template,
        "title": title[:250],
        "context": text,
        "context_sha256": checksum,
        "schema_version": schema_version,
        "format": format,
        "created_by": by,
    }
    if holder is not None:
        values["holder_type"] = ContentType.objects.get_for_model(holder)
        values["holder_id"] = holder.pk
    with acting(by, "files.order_document"):
        document, created = Document.objects.get_or_create(key=key, defaults=values)
    if created:
        kind_of_job = "files.render_pack" if is_heavy else "files.render_document"
        jobs.enqueue(kind_of_job, document.pk, key=document.job_key, by=by)
    return document


@transaction.atomic
def finish_document(document: Document, data: bytes) -> Document:
    """Keep the rendered bytes as the document's file, once; the first to come decides.

    What was cancelled meanwhile stays so. Raises DomainError when the storage has no room.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.file_id is not None or document.is_cancelled:
        return document
    stored = keep(
        data,
        name=f"{document.title}.{document.format}",
        content_type=CONTENT_TYPES[DocumentFormat(document.format)],
        by=document.created_by,
    )
    with acting(document.created_by, "files.finish_document"):
        document.file = stored
        document.finished_at = timezone.now()
        document.version += 1
        document.save(update_fields=["file", "finished_at", "version"])
    if document.kind in finished.names():
        finished[document.kind](document)
    return document


def retry_document(document: Document, *, by: Person) -> None:
    """Try once more to make a document whose making stopped or was cancelled."""
    if document.is_finished:
        return
    if document.is_under_way:
        raise DomainError(_("Dokumentet lages allerede."))
    _take_up(document, by=by)


def _take_up(document: Document, *, by: Person | None) -> None:
    """Order the making of what is neither made nor being made."""
    if document.is_finished or document.is_under_way:
        return
    if document.job is None:
        jobs.enqueue("files.render_document", document.pk, key=document.job_key, by=by)
    else:
        job_services.retry(document.job, by=by)
    document.__dict__.pop("job", None)  # read anew, as it stands now


def cancel_document(document: Document, *, by: Person) -> None:
    """Give the making up; the document can be ordered again. Raises DomainError when it is made."""
    if document.job is not None:
        job_services.cancel(document.job, by=by)
    document.__dict__.pop("job", None)
    document.refresh_from_db(fields=["file", "finished_at"])
    if document.is_finished:
        raise DomainError(_("Dokumentet var alt ferdig."))
