"""How a case stands with the archive."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from organisation.jobs.models import Job
from reports.lifecycle.archive import DeliveryKind, DeliveryState
from reports.models import ArchiveDelivery, BoardCase, CaseExtract
from reports.services.archive import job_key


@dataclass
class Sent:
    """A delivery with the work of sending it."""

    delivery: ArchiveDelivery
    job: Job | None

    @property
    def has_stopped(self) -> bool:
        """It could not be sent, and nobody tries any more."""
        waits = self.delivery.state == DeliveryState.MAKING
        return waits and (self.job is None or self.job.has_failed)

    @property
    def is_being_made(self) -> bool:
        return self.delivery.state == DeliveryState.MAKING and not self.has_stopped

    @property
    def may_try_again(self) -> bool:
        return self.has_stopped or self.delivery.state == DeliveryState.REFUSED


@dataclass
class Standing:
    """All deliveries of a case, newest first, and the protocols that are not sent."""

    sent: list[Sent]
    unsent_extracts: list[CaseExtract]

    @cached_property
    def case_is_received(self) -> bool:
        return any(
            each.delivery.kind == DeliveryKind.CASE
            and each.delivery.state == DeliveryState.RECEIVED
            for each in self.sent
        )

    @cached_property
    def is_under_way(self) -> bool:
        return any(
            each.delivery.kind == DeliveryKind.CASE and each.delivery.is_under_way
            for each in self.sent
        )

    @cached_property
    def is_being_made(self) -> bool:
        """Worth looking at again in a moment."""
        return any(each.is_being_made for each in self.sent)


def standing(case: BoardCase) -> Standing:
    """Three queries, whatever has been sent."""
    rows = list(
        case.deliveries.select_related(
            "package", "receipt", "ordered_by", "extract__stop__committee"
        ).order_by("-number")
    )
    jobs = {job.key: job for job in Job.objects.filter(key__in=[job_key(each) for each in rows])}
    there = {
        each.extract_id for each in rows if each.extract_id and each.state != DeliveryState.REFUSED
    }
    extracts = CaseExtract.objects.filter(stop__case=case).select_related("file", "stop__committee")
    return Standing(
        sent=[Sent(each, jobs.get(job_key(each))) for each in rows],
        unsent_extracts=[each for each in extracts if each.pk not in there],
    )
