"""Files that were uploaded or made, and the documents that are made from frozen contexts."""

import json
import secrets
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.jobs.models import Job

if TYPE_CHECKING:
    from organisation.people.models import Person

NEW_FOLDER = "nye"  # written, but the transaction that wants it has not ended
KEPT_FOLDER = "filer"
is_sha256 = RegexValidator(r"^[0-9a-f]{64}$")


def new_key() -> str:
    """A name nobody can guess."""
    return secrets.token_urlsafe(24)


@tracked
class StoredFile(models.Model):
    """Bytes in storage, known by a random key; who may read them is up to what holds them."""

    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    name = models.CharField(_("navn"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, validators=[is_sha256])
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_storedfile_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.key])

    @property
    def kept_path(self) -> str:
        return f"{KEPT_FOLDER}/{self.key[:2]}/{self.key}"

    @property
    def new_path(self) -> str:
        return f"{NEW_FOLDER}/{self.key}"

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].upper()


class DocumentFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    ZIP = "zip", "ZIP"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: "Person") -> Self:
        """What `person` ordered, and what is of things they may see; as `files.view_document`."""
        if not person.is_active:
            return self.none()
        wanted = Q(created_by=person.pk)
        types = self.model.objects.exclude(holder_type=None).values_list("holder_type", flat=True)
        for holder_type in ContentType.objects.filter(pk__in=types.distinct()):
            model = holder_type.model_class()
            manager = getattr(model, "objects", None)
            if hasattr(manager, "visible_to"):
                visible = manager.visible_to(person).values("pk")  # type: ignore[union-attr]
                wanted |= Q(holder_type=holder_type, holder_id__in=visible)
        return self.filter(wanted)


@tracked(exclude=("context",))
class Document(models.Model):
    """A document made, or being made, by a job from a context that never changes.

    `context` is canonical JSON with its schema version (organisation.audit.tracking.freeze), and
    `context_sha256` its checksum. The same context and template give the same bytes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    template = models.CharField(max_length=120)
    title = models.CharField(_("tittel"), max_length=250)
    holder_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    holder_id = models.PositiveBigIntegerField(null=True, blank=True)
    holder = GenericForeignKey("holder_type", "holder_id")
    key = models.CharField(max_length=200, unique=True)
    context = models.TextField()
    context_sha256 = models.CharField(max_length=64, validators=[is_sha256])
    schema_version = models.PositiveSmallIntegerField(default=1)
    format = models.CharField(max_length=4, choices=DocumentFormat, default=DocumentFormat.PDF)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        indexes = [
            models.Index(fields=["holder_type", "holder_id"], name="files_document_holder"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None, finished_at=None)
                | Q(file__isnull=False, finished_at__isnull=False),
                name="files_document_finished_has_file",
            ),
            models.CheckConstraint(
                condition=Q(holder_type=None, holder_id=None)
                | Q(holder_type__isnull=False, holder_id__isnull=False),
                name="files_document_whole_holder",
            ),
            models.CheckConstraint(
                condition=Q(format__in=DocumentFormat.values), name="files_document_format"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("files:document", args=[self.public_id])

    @property
    def data(self) -> dict[str, Any]:
        """The context as it was when the document was ordered."""
        data: dict[str, Any] = json.loads(self.context)["data"]
        return data

    @property
    def job_key(self) -> str:
        return f"files.document-{self.pk}"

    @cached_property
    def job(self) -> Job | None:
        """The work of making it; None when it was made so long ago that the job is swept away."""
        return Job.objects.filter(key=self.job_key).first()

    @property
    def looks(self) -> str:
        """Changes when the document's page does."""
        return "ferdig" if self.is_finished else self.job.looks if self.job else ""

    @property
    def is_finished(self) -> bool:
        return self.file_id is not None

    @property
    def is_under_way(self) -> bool:
        """It waits for a worker, or one has it."""
        return not self.is_finished and self.job is not None and not self.job.is_finished

    @property
    def is_cancelled(self) -> bool:
        return not self.is_finished and self.job is not None and self.job.is_cancelled

    @property
    def said(self) -> str:
        """The document in a sentence: «PDF-en er klar»."""
        names = {
            DocumentFormat.PDF: _("PDF-en"),
            DocumentFormat.DOCX: _("Word-filen"),
            DocumentFormat.XLSX: _("Excel-filen"),
            DocumentFormat.ZIP: _("Zip-filen"),
        }
        return str(names[DocumentFormat(self.format)])


class DocumentBatchQuerySet(models.QuerySet["DocumentBatch"]):
    def visible_to(self, person: "Person") -> Self:
        """Those one ordered; agrees with `files.view_documentbatch`."""
        return self.filter(created_by=person.pk) if person.is_active else self.none()


@tracked
class DocumentBatch(models.Model):
    """Documents that were ordered together and are followed with one bar."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("tittel"), max_length=200)
    key = models.CharField(max_length=200, unique=True)
    back_url = models.CharField(max_length=200, blank=True)  # the page it was ordered from
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = DocumentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("samling av dokumenter")
        verbose_name_plural = _("samlinger av dokumenter")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("files:batch", args=[self.public_id])


@tracked
class BatchLine(models.Model):
    """A document of a batch; the same document may be in several."""

    batch = models.ForeignKey(DocumentBatch, models.CASCADE, related_name="lines")
    document = models.ForeignKey(Document, models.PROTECT, related_name="batch_lines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("dokument i samling")
        verbose_name_plural = _("dokumenter i samlinger")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "document"], name="files_batchline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.document}"
