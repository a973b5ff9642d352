"""Documents that are ordered together and followed with one bar."""

import hashlib
import io
import zipfile
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.documents import Report
from organisation.files.inspection import safe_name
from organisation.files.models import BatchLine, Document, DocumentBatch, DocumentFormat, StoredFile
from organisation.files.services import cancel_document, open_file, order_document, retry_document
from organisation.locking import lock
from organisation.people.models import Person

ZIP_KIND = "document_batch"
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time in a zip; the same files give the same bytes


@transaction.atomic
def order_batch(
    title: str, documents: Iterable[Document], *, key: str, by: Person, back_url: str = ""
) -> DocumentBatch:
    """Follow `documents`, which are ordered already, with one bar, in the order given.

    One batch for each person and `key`: ordered again, it gets the documents it did not have, and
    those whose making had stopped are taken up. `back_url` is the page it was ordered from.
    """
    with acting(by, "files.order_batch"):
        batch, _created = DocumentBatch.objects.get_or_create(
            key=f"{key}-{by.pk}"[:200],
            defaults={"title": title[:200], "back_url": back_url, "created_by": by},
        )
        lock(batch)
        there = set(batch.lines.values_list("document_id", flat=True))
        new = [each for each in dict.fromkeys(documents) if each.pk not in there]
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch, document=document, position=position)
            for position, document in enumerate(new, start=len(there) + 1)
        )
    return batch


def cancel_batch(batch: DocumentBatch, *, by: Person) -> int:
    """Give up what is not made of what `by` ordered; answers how many documents."""
    count = 0
    for document in _documents(batch).filter(created_by=by):
        if document.is_under_way:
            try:
                cancel_document(document, by=by)
            except DomainError:  # it was made just now
                continue
            count += 1
    return count


def retry_batch(batch: DocumentBatch, *, by: Person) -> int:
    """Take up what failed or was cancelled; answers how many documents."""
    stopped = [each for each in _documents(batch) if not each.is_finished and not each.is_under_way]
    for document in stopped:
        retry_document(document, by=by)
    return len(stopped)


def _documents(batch: DocumentBatch) -> QuerySet[Document]:
    return Document.objects.filter(batch_lines__batch=batch).order_by("batch_lines__position")


@transaction.atomic
def order_zip(batch: DocumentBatch, *, by: Person) -> Document:
    """Order one zip with everything that is made so far. Raises DomainError when nothing is."""
    made = [
        {"name": name, "key": document.file.key, "sha256": document.file.sha256}
        for name, document in names_in_zip(batch)
        if document.file is not None
    ]
    if not made:
        raise DomainError(_("Ingen av dokumentene er ferdige ennå."))
    listed = hashlib.sha256("".join(each["sha256"] for each in made).encode()).hexdigest()
    return order_document(
        kind=ZIP_KIND,
        template="",
        context={"files": made},
        key=f"batch-{batch.pk}-{listed}",
        title=batch.title,
        holder=batch,
        by=by,
        format=DocumentFormat.ZIP,
    )


def names_in_zip(batch: DocumentBatch) -> list[tuple[str, Document]]:
    """Each finished document with the name its file gets: numbered, so that no two are alike."""
    finished = _documents(batch).exclude(file=None).select_related("file")
    return [
        (safe_name(f"{number:02} {document.file.name}"), document)
        for number, document in enumerate(finished, start=1)
        if document.file is not None
    ]


def make_zip(document: Document, report: Report) -> bytes:
    """The files the order names, in its order."""
    wanted = document.data["files"]
    files = StoredFile.objects.in_bulk([each["key"] for each in wanted], field_name="key")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for done, each in enumerate(wanted):
            report(done, len(wanted), _("Pakker filene"))
            with open_file(files[each["key"]]) as content:
                packed.writestr(zipfile.ZipInfo(each["name"], BEGINNING), content.read())
    return out.getvalue()
