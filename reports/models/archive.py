"""What was handed to the archive, and what the archive answered."""

import json
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from reports.lifecycle.archive import (
    DeliveryKind,
    DeliveryState,
)
from reports.models.case import BoardCase
from reports.models.saksgang import CaseExtract


class ArchiveDeliveryQuerySet(models.QuerySet["ArchiveDelivery"]):
    def visible_to(self, person: Person) -> Self:
        """For those who work on the case; agrees with `reports.view_archivedelivery`."""
        return self.filter(case__in=BoardCase.objects.worked_on_by(person).values("pk"))


@tracked(exclude=("content",))
class ArchiveDelivery(models.Model):
    """One package to the archive. The same content is sent once; another version is another row."""

    Kind, State = DeliveryKind, DeliveryState
    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="deliveries")
    kind = models.CharField(_("slag"), max_length=7, choices=DeliveryKind)
    number = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=20)
    # Of a saksprotokoll: the file that is handed over.
    extract = models.ForeignKey(
        CaseExtract,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("saksprotokoll"),
    )
    # What is told of it, as it stood when it was ordered: canonical JSON, and its checksum.
    content = models.TextField(default="{}")
    content_sha256 = models.CharField(max_length=64)
    state = models.CharField(
        _("tilstand"), max_length=8, choices=DeliveryState, default=DeliveryState.MAKING
    )
    package = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="archive_packages"
    )
    receipt = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="archive_receipts"
    )
    # What the archive gave the folder and the entry.
    archive_case = models.CharField(max_length=40, blank=True)
    journal_number = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)  # why it was refused
    ordered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ArchiveDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("arkivpakke")
        verbose_name_plural = _("arkivpakker")
        ordering = ("case", "-number")
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="reports_delivery_number"),
            models.UniqueConstraint(
                fields=["case", "kind", "content_sha256"],
                name="reports_delivery_once",
                condition=~Q(state=DeliveryState.REFUSED),
            ),
            models.CheckConstraint(
                name="reports_delivery_kind", condition=Q(kind__in=DeliveryKind.values)
            ),
            models.CheckConstraint(
                name="reports_delivery_extract_has_file",
                condition=Q(kind=DeliveryKind.EXTRACT, extract__isnull=False)
                | (~Q(kind=DeliveryKind.EXTRACT) & Q(extract=None)),
            ),
            models.CheckConstraint(
                name="reports_delivery_state", condition=Q(state__in=DeliveryState.values)
            ),
            models.CheckConstraint(
                name="reports_delivery_sent_has_package",
                condition=Q(state=DeliveryState.MAKING)
                | Q(package__isnull=False, sent_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:archive", args=[self.case_id])

    @property
    def data(self) -> dict[str, Any]:
        """What was told of the case when the delivery was ordered."""
        data: dict[str, Any] = json.loads(self.content)["data"]
        return data

    @property
    def is_under_way(self) -> bool:
        return self.state in (DeliveryState.MAKING, DeliveryState.SENT)
