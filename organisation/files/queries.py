"""Reads of documents: the list of all one may see, and how far a batch has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.files.models import Document, DocumentBatch
from organisation.jobs.models import Job, State
from organisation.people.models import Person


class Stage(TextChoices):
    """How far a document has come, for people."""

    DONE = "ferdig", _("Ferdig")
    WAITING = "ko", _("I kø")
    RUNNING = "lages", _("Lages")
    FAILED = "stoppet", _("Stoppet")
    CANCELLED = "avbrutt", _("Avbrutt")


MARKS: dict[str, str] = {
    Stage.DONE: "done",
    Stage.WAITING: "wait",
    Stage.RUNNING: "work",
    Stage.FAILED: "stopped",
    Stage.CANCELLED: "none",
}
UNDER_WAY = (Stage.WAITING, Stage.RUNNING)
STOPPED = (Stage.FAILED, Stage.CANCELLED)


def stage_of(document: Document) -> Stage:
    """From the document and its job; a document whose job is forgotten has stopped."""
    if document.is_finished:
        return Stage.DONE
    if document.job is None or document.job.state == State.DONE:
        return Stage.FAILED
    return {
        State.WAITING: Stage.WAITING,
        State.RUNNING: Stage.RUNNING,
        State.FAILED: Stage.FAILED,
        State.CANCELLED: Stage.CANCELLED,
    }[State(document.job.state)]


def with_jobs(documents: Iterable[Document]) -> list[Document]:
    """The same documents, with the job of each read in one query."""
    rows = list(documents)
    jobs = {job.key: job for job in Job.objects.filter(key__in=[row.job_key for row in rows])}
    for row in rows:
        row.__dict__["job"] = jobs.get(row.job_key)
    return rows


# --- The list -------------------------------------------------------------------------------------


def listed(person: Person) -> QuerySet[Document]:
    """What `person` may see, with `stage`; what each was made from is read by kind of thing."""
    job = Job.objects.filter(
        key=Concat(Value("files.document-"), Cast(OuterRef("pk"), TextField()))
    )
    held = [read() for read in registries.document_holders]
    # All at once the first time a process asks, and not one by one while rows are prefetched.
    ContentType.objects.get_for_models(*[rows.model for rows in held])
    stages = [When(job_state=state, then=Value(stage)) for state, stage in _STAGE_OF_STATE.items()]
    return (
        Document.objects.visible_to(person)
        .annotate(job_state=Subquery(job.values("state")[:1]))
        .annotate(
            stage=Case(
                When(~Q(file=None), then=Value(Stage.DONE)),
                *stages,
                default=Value(Stage.FAILED),
                output_field=CharField(),
            ),
            size=Coalesce(F("file__size"), Value(0)),
        )
        .select_related("file", "created_by")
        .defer("context")
        .prefetch_related(GenericPrefetch("holder", held))
    )


@dataclass(frozen=True)
class ListRow:
    """One line of the list: the document, how far it is, and what it was made from."""

    document: Document
    kind: Any
    stage: Stage
    mark: str
    holder: Any

    @property
    def holder_url(self) -> str:
        return self.holder.get_absolute_url() if hasattr(self.holder, "get_absolute_url") else ""


def rows_of(documents: Iterable[Any]) -> list[ListRow]:
    """Of documents read by `listed`."""
    kinds = dict(registries.document_kinds.items())
    rows = []
    for document in documents:
        stage = Stage(document.stage)
        known = kinds.get(document.kind)
        title = known.title if known else document.get_format_display()
        rows.append(ListRow(document, title, stage, MARKS[stage], document.holder))
    return rows


_STAGE_OF_STATE = {
    State.WAITING: Stage.WAITING,
    State.RUNNING: Stage.RUNNING,
    State.CANCELLED: Stage.CANCELLED,
}


# --- A batch --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BatchProgress:
    """A batch with its documents, all told in three queries."""

    batch: DocumentBatch
    documents: list[Document]

    @cached_property
    def stages(self) -> Counter[Stage]:
        return Counter(stage_of(document) for document in self.documents)

    @property
    def total(self) -> int:
        return len(self.documents)

    @property
    def done(self) -> int:
        return self.stages[Stage.DONE]

    @property
    def failed(self) -> int:
        return self.stages[Stage.FAILED]

    @property
    def stopped(self) -> int:
        return sum(self.stages[stage] for stage in STOPPED)

    @property
    def is_under_way(self) -> bool:
        return any(self.stages[stage] for stage in UNDER_WAY)

    @property
    def size(self) -> int:
        """Bytes of all that is made."""
        return sum(each.file.size for each in self.documents if each.file is not None)

    @property
    def looks(self) -> str:
        """Changes when the page does."""
        words = ",".join(f"{stage_of(each)}{each.looks}" for each in self.documents)
        return f"{self.done}-{self.total}-{crc32(words.encode())}"

    @property
    def rows(self) -> list[tuple[Document, Stage, str]]:
        found = ((each, stage_of(each)) for each in self.documents)
        return [(each, stage, MARKS[stage]) for each, stage in found]


def progress_of(batch: DocumentBatch) -> BatchProgress:
    rows = (
        Document.objects.filter(batch_lines__batch=batch)
        .order_by("batch_lines__position")
        .select_related("file")
        .defer("context")
    )
    return BatchProgress(batch, with_jobs(rows))
