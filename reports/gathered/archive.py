"""What the red thread, files and the history of a person get from the archive."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Events, ThreadEvent
from reports.lifecycle.archive import DeliveryKind, DeliveryState
from reports.models import ArchiveDelivery, BoardCase

ACTIONS = {
    "reports.send_to_archive": gettext_lazy("Bestilte sending til arkivet"),
    "reports.pack_for_archive": gettext_lazy("Arkivpakken ble laget"),
    "reports.sent_to_archive": gettext_lazy("Arkivpakken ble sendt"),
    "reports.take_receipt": gettext_lazy("Arkivet svarte"),
}


def of_project(project_id: int, person: Person) -> QuerySet[ArchiveDelivery]:
    """The cases of a project that the archive has taken, as far as `person` may see them."""
    cases = BoardCase.objects.visible_to(person).filter(project=project_id)
    taken = ArchiveDelivery.objects.filter(
        case__in=cases.values("pk"), kind=DeliveryKind.CASE, state=DeliveryState.RECEIVED
    )
    return taken.select_related("case").order_by("answered_at", "pk")


def in_thread(deliveries: Iterable[ArchiveDelivery]) -> Iterator[ThreadEvent]:
    for delivery in deliveries:
        assert delivery.answered_at is not None  # the receipt came then
        yield ThreadEvent(
            on=timezone.localdate(delivery.answered_at),
            icon="archive",
            title=_("Arkivert: %(title)s") % {"title": delivery.case.title},
            url=delivery.case.get_absolute_url(),
            text=_("Arkivsak %(number)s") % {"number": delivery.archive_case}
            if delivery.archive_case
            else "",
        )


def holds_file(file: Any, person: Person) -> bool:
    """Package and receipt are for those who work on the case."""
    held = ArchiveDelivery.objects.filter(Q(package=file) | Q(receipt=file)).select_related("case")
    return any(person.has_perm("reports.view_archivedelivery", each) for each in held)


def about(person: Person) -> Iterable[ArchiveDelivery]:
    """Deliveries that `person` ordered."""
    return ArchiveDelivery.objects.filter(ordered_by=person).order_by("pk")


def register() -> None:
    action_names.update(ACTIONS)
    registries.thread_events.add("reports.archive", Events(of_project, in_thread))
    registries.file_holders.add("reports.archive", holds_file)
    registries.personal_data.add("reports.archive", about)
