"""Work of the background on files and documents."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from organisation.files import documents, sweeping
from organisation.files.models import Document
from organisation.jobs import Progress, job


def _document_url(document_id: int) -> str:
    return Document.objects.get(pk=document_id).get_absolute_url()


@job(
    "files.render_document",
    queue="documents",
    attempts=3,
    title=_("Lager dokument"),
    result_url=_document_url,
)
def render_document(document_id: int, *, progress: Progress) -> None:
    """Make the document's file, once."""
    documents.make(Document.objects.get(pk=document_id), progress.report)


@job(
    "files.render_pack",
    queue="packs",
    attempts=3,
    title=_("Lager dokument"),
    result_url=_document_url,
)
def render_pack(document_id: int, *, progress: Progress) -> None:
    """Make the file of a large document, once, beside the queue of ordinary ones."""
    documents.make(Document.objects.get(pk=document_id), progress.report)


@job("files.sweep", queue="bulk", title=_("Rydder i filer"), daily=time(3, 40))
def sweep(_day: str, *, progress: Progress) -> None:
    """Bring the table and the storage into agreement, and drop what nobody holds."""
    sweeping.sweep(progress.report)
