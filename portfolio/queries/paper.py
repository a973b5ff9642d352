"""Reads for the pages of a paper: its files, and the pieces of text in it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet

from organisation.files.models import Document
from organisation.jobs.models import Job
from portfolio.models import PortfolioPaper
from portfolio.models.paper import PaperKind
from portfolio.overview import count_of
from portfolio.papers.blocks import as_text
from portfolio.services.paper import PDF, job_key

PASTED = (PaperKind.PIECES, PaperKind.ACCOUNT)  # kinds whose text people paste elsewhere


def with_files(papers: QuerySet[PortfolioPaper]) -> QuerySet[Any]:
    """`ready`: how many of the paper's files are made."""
    made = Document.objects.filter(
        holder_type=ContentType.objects.get_for_model(PortfolioPaper), file__isnull=False
    )
    return papers.annotate(ready=count_of(made.filter(holder_id=OuterRef("pk"))))


@dataclass(frozen=True)
class Files:
    """The documents of a paper with their jobs; before they are ordered, the job that reads."""

    documents: list[Document]
    reading: Job | None

    @property
    def is_finished(self) -> bool:
        return bool(self.documents) and all(
            document.is_finished or (document.job is None or document.job.has_failed)
            for document in self.documents
        )

    @property
    def has_failed(self) -> bool:
        return not self.documents and (self.reading is None or self.reading.has_failed)


def files_of(paper: PortfolioPaper) -> Files:
    """Three queries, and one for each document that is being made."""
    documents = list(
        Document.objects.filter(
            holder_type=ContentType.objects.get_for_model(PortfolioPaper), holder_id=paper.pk
        )
        .select_related("file")
        .order_by("pk")
    )
    reading = None if documents else Job.objects.filter(key=job_key(paper)).first()
    return Files(documents, reading)


@dataclass(frozen=True)
class Piece:
    """One part to read and to paste."""

    name: str
    heading: str
    blocks: list[dict[str, Any]]
    text: str


def pieces_of(paper: PortfolioPaper, files: Files) -> list[Piece]:
    """The parts of a paper that is pasted from, once they are read; asks nothing."""
    document = next((each for each in files.documents if each.kind == PDF), None)
    if document is None or paper.kind not in PASTED:
        return []
    return [
        Piece(part["name"], part["heading"], part["blocks"], as_text(part["blocks"]))
        for part in document.data["parts"]
    ]
