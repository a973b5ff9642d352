"""Who may read a file or a document: whoever may see what holds it."""

from datetime import timedelta
from typing import Any

import rules
from django.utils import timezone

from organisation import registries
from organisation.files.models import Document, DocumentBatch, StoredFile
from organisation.people.models import Person

# So long an upload is its uploader's to see; by then something holds it, or it is swept away.
FRESH = timedelta(hours=24)


@rules.predicate
def holder_vouches(person: Person, file: StoredFile | None) -> bool:
    return file is not None and any(may(file, person) for may in registries.file_holders)


@rules.predicate
def is_fresh_upload(person: Person, file: StoredFile | None) -> bool:
    """Just uploaded by this person, so that a picture shows in the text that is being written."""
    return (
        file is not None
        and file.created_by_id == person.pk
        and timezone.now() - file.created_at < FRESH
    )


@rules.predicate
def is_orderer(person: Person, document: Document | None) -> bool:
    return document is not None and document.created_by_id == person.pk


@rules.predicate
def ordered_batch(person: Person, batch: DocumentBatch | None) -> bool:
    return batch is not None and batch.created_by_id == person.pk


@rules.predicate
def sees_holder(person: Person, document: Document | None) -> bool:
    """Whoever may see the thing may see its documents."""
    holder: Any = document.holder if document else None
    if holder is None:
        return False
    names = holder._meta
    return person.has_perm(f"{names.app_label}.view_{names.model_name}", holder)


@rules.predicate
def is_active(person: Person) -> bool:
    return person.is_active


def holds_document(file: Any, person: Any) -> bool:
    """For the registry of file holders: a finished document is read by whoever may see it."""
    return any(
        person.has_perm("files.view_document", document) for document in file.documents.all()
    )


PERMISSIONS = {
    "files.view_storedfile": is_active & (holder_vouches | is_fresh_upload),
    "files.view_document": is_active & (is_orderer | sees_holder),
    "files.retry_document": is_active & (is_orderer | sees_holder),
    "files.cancel_document": is_active & is_orderer,
    "files.list_documents": is_active,
    "files.view_documentbatch": is_active & ordered_batch,
    "files.upload_image": is_active,
}
