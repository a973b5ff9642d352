"""Sending packages to the archive, and looking for its receipts."""

from datetime import time

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.jobs import Progress, job
from reports.lifecycle.archive import DeliveryState
from reports.models import ArchiveDelivery
from reports.services import archive as services


def _delivery(delivery_id: int) -> ArchiveDelivery:
    rows = ArchiveDelivery.objects.select_related("case", "package", "ordered_by")
    return rows.get(pk=delivery_id)


def _panel_url(delivery_id: int) -> str:
    case = ArchiveDelivery.objects.values_list("case", flat=True).get(pk=delivery_id)
    return reverse("reports:archive", args=[case])


@job(
    "reports.deliver",
    queue="documents",
    attempts=12,  # two hours of an archive that does not answer
    title=_("Sender til arkivet"),
    result_url=_panel_url,
)
def deliver(delivery_id: int, *, progress: Progress) -> None:
    """Make the package and send it, once; tried again while the archive cannot be reached."""
    services.deliver(_delivery(delivery_id), progress.report)


@job("reports.look_for_receipt", queue="bulk", attempts=8, title=_("Ser etter kvittering"))
def look_for_receipt(delivery_id: int, count: int, *, progress: Progress) -> None:
    """Take the receipt, or order the next look for it."""
    delivery = _delivery(delivery_id)
    if not services.look_for_receipt(delivery):
        services.look_later(delivery, count + 1)


@job("reports.look_for_receipts", queue="bulk", daily=time(5, 30))
def look_for_receipts(day: str, *, progress: Progress) -> None:
    """Each day, all packages that wait for an answer, also those nobody looks for any more."""
    waiting = ArchiveDelivery.objects.filter(state=DeliveryState.SENT)
    for delivery in waiting.select_related("case", "ordered_by").order_by("pk"):
        services.look_for_receipt(delivery)
