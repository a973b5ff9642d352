"""Handing a case over to the archive: ordered once, sent by a job, and answered by a receipt."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import jobs
from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.files import documents
from organisation.files.models import Document, StoredFile
from organisation.files.services import keep, open_file
from organisation.jobs import services as job_services
from organisation.jobs.models import Job
from organisation.lifecycle import refusals, take_step
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person, Role
from reports.archive.formats import format_named
from reports.archive.message import Answer, UnreadableAnswer
from reports.archive.packages import pack
from reports.archive.transports import NotTaken, transport
from reports.lifecycle import STEPS, CaseState
from reports.lifecycle.archive import DeliveryKind, DeliveryState
from reports.models import ArchiveDelivery, BoardCase, CaseExtract
from reports.services.approval import people_with, save_step
from reports.services.archive_message import SYSTEM, content_of_case, content_of_extract, message_of
from reports.services.documents import order_pdf, order_public_copy

XML = "application/xml"
ZIP = "application/zip"
# How long after a package without an answer one looks for it: minutes, and then each day.
WAITS = (1, 5, 15, 60, 240)
LONGEST_WAIT = timedelta(days=60)


@transaction.atomic
def send_case(case: BoardCase, *, by: Person) -> ArchiveDelivery:
    """Order the case to be sent as it stands; the same content is sent once.

    Raises DomainError when its text is not approved.
    """
    lock(case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    if not case.is_frozen:
        raise DomainError(_("Saken må være godkjent før den sendes til arkivet."))
    copies = {"archive": order_pdf(case, by=by)}
    if case.redactions.all():
        copies["redacted"] = order_public_copy(case, by=by)
    return _order(case, DeliveryKind.CASE, content_of_case(case, copies), by=by)


@transaction.atomic
def send_extract(extract: CaseExtract, *, by: Person) -> ArchiveDelivery:
    """Order a saksprotokoll to be laid in the same folder, as a journal post of its own.

    Raises DomainError when the archive has no folder for the case yet.
    """
    case = lock(extract.stop.case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    known = case.deliveries.filter(kind=DeliveryKind.CASE, state=DeliveryState.RECEIVED)
    if not case.archive_case and not known.exists():
        raise DomainError(_("Send saken til arkivet først, så protokollen kommer i samme mappe."))
    content = content_of_extract(case, extract)
    return _order(case, DeliveryKind.EXTRACT, content, by=by, extract=extract)


def _order(
    case: BoardCase,
    kind: DeliveryKind,
    content: dict[str, Any],
    *,
    by: Person,
    extract: CaseExtract | None = None,
) -> ArchiveDelivery:
    text, checksum = freeze(content)
    same = case.deliveries.filter(kind=kind, content_sha256=checksum)
    known = same.exclude(state=DeliveryState.REFUSED).first()
    if known is not None:
        return known
    last = case.deliveries.aggregate(last=Max("number"))["last"] or 0
    with acting(by, "reports.send_to_archive"):
        delivery = ArchiveDelivery.objects.create(
            case=case,
            kind=kind,
            number=last + 1,
            format=settings.ARCHIVE_FORMAT,
            extract=extract,
            content=text,
            content_sha256=checksum,
            ordered_by=by,
        )
    jobs.enqueue("reports.deliver", delivery.pk, key=job_key(delivery), by=by)
    return delivery


def job_key(delivery: ArchiveDelivery) -> str:
    return f"reports-deliver-{delivery.pk}"


def name_of(delivery: ArchiveDelivery) -> str:
    """The package's name, the same each time it is sent: the archive knows it again by that."""
    return f"{SYSTEM.lower()}-sak-{delivery.case_id}-{delivery.number}"


def deliver(delivery: ArchiveDelivery, report: documents.Report) -> None:
    """Make the package, send it and take the answer; safe to run again after a kill.

    Raises `NotDelivered` when the archive could not be reached, so that the job tries again.
    """
    if delivery.state != DeliveryState.MAKING:
        return
    steps = 3
    report(0, steps, _("Lager arkivpakken"))
    delivery = _with_package(delivery, report)
    assert delivery.package is not None
    report(1, steps, _("Sender til arkivet"))
    with open_file(delivery.package) as package:
        data = package.read()
    try:
        answer = transport().send(name_of(delivery), data)
    except NotTaken as refused:
        _refuse(delivery, refused.reason, None)
        return
    report(2, steps, _("Leser kvitteringen"))
    mark_sent(delivery)
    if answer is None:
        look_later(delivery, 0)
    else:
        take_answer(delivery, answer)
    report(steps, steps, _("Ferdig"))


def _with_package(delivery: ArchiveDelivery, report: documents.Report) -> ArchiveDelivery:
    """The delivery with its zip, which is made once and then sent as it is."""
    if delivery.package is not None:
        return delivery
    content = delivery.data
    for document in Document.objects.filter(pk__in=content["orders"].values()):
        documents.make(document, lambda done, total, words: report(0, 3, words))
    orders = Document.objects.select_related("file").in_bulk(content["orders"].values())
    held = [each["file"] for each in content["documents"] if each.get("file")]
    message, contents = message_of(content, orders, StoredFile.objects.in_bulk(held))
    writer = format_named(delivery.format)
    entries = [(writer.file_name, writer.write(message))]
    for file in message.files:
        with open_file(contents[file.reference]) as data:
            entries.append((file.reference, data.read()))
    package = pack(entries)
    with transaction.atomic():
        current = lock(delivery)
        if current.package is None:
            with acting(delivery.ordered_by, "reports.pack_for_archive"):
                name = f"{name_of(delivery)}.zip"
                current.package = keep(package, name=name, content_type=ZIP, by=delivery.ordered_by)
                _save(current, "package")
    return ArchiveDelivery.objects.select_related("package", "case").get(pk=delivery.pk)


@transaction.atomic
def mark_sent(delivery: ArchiveDelivery) -> None:
    current = lock(delivery)
    if current.state != DeliveryState.MAKING:
        return
    with acting(delivery.ordered_by, "reports.sent_to_archive"):
        current.state, current.sent_at = DeliveryState.SENT, timezone.now()
        current.message = ""
        _save(current, "state", "sent_at", "message")


def look_later(delivery: ArchiveDelivery, count: int) -> None:
    """Order a look for the receipt, after a while that grows with each look."""
    minutes = WAITS[count] if count < len(WAITS) else 24 * 60
    waited = timezone.now() - delivery.ordered_at
    if waited > LONGEST_WAIT:
        return
    key = f"reports-receipt-{delivery.pk}-{count}"
    with transaction.atomic():
        job = jobs.enqueue("reports.look_for_receipt", delivery.pk, count, key=key)
        # A message that comes before its time is let go, and the sweep sends another.
        after = timezone.now() + timedelta(minutes=minutes)
        Job.objects.filter(pk=job.pk).update(run_after=after, lease_until=None)


def look_for_receipt(delivery: ArchiveDelivery) -> bool:
    """Take the receipt if it has come; whether there is one. Raises NotDelivered."""
    if delivery.state != DeliveryState.SENT:
        return delivery.answered_at is not None
    answer = transport().answer(name_of(delivery))
    if answer is None:
        return False
    take_answer(delivery, answer)
    return True


def take_answer(delivery: ArchiveDelivery, data: bytes) -> None:
    """Keep the receipt and what it says: the archive's numbers, or why it said no."""
    try:
        answer = format_named(delivery.format).read_answer(data)
    except UnreadableAnswer as error:
        with transaction.atomic(), acting(None, "reports.take_receipt"):
            current = lock(delivery)
            words = _("Svaret fra arkivet kunne ikke leses: %(error)s.")
            current.message = words % {"error": error}
            _save(current, "message")
        return
    if not answer.is_taken:
        _refuse(delivery, answer.reason, data)
        return
    _receive(delivery, answer, data)


@transaction.atomic
def _refuse(delivery: ArchiveDelivery, reason: str, data: bytes | None) -> None:
    current = lock(delivery)
    if current.state not in (DeliveryState.MAKING, DeliveryState.SENT):
        return
    now = timezone.now()
    with acting(None, "reports.take_receipt"):
        current.state, current.answered_at = DeliveryState.REFUSED, now
        current.sent_at = current.sent_at or now
        current.message = reason or _("Arkivet sa ikke hvorfor.")
        current.receipt = _kept(current, data) if data else None
        _save(current, "state", "answered_at", "sent_at", "message", "receipt")
    tell(
        [current.ordered_by],
        key=f"archive-refused-{current.pk}",
        by=None,
        text=_("Arkivet avviste «%(case)s»: %(reason)s")
        % {"case": current.case.title, "reason": current.message[:200]},
        url=current.get_absolute_url(),
    )


@transaction.atomic
def _receive(delivery: ArchiveDelivery, answer: Answer, data: bytes) -> None:
    case = lock(delivery.case)
    current = lock(delivery)
    if current.state not in (DeliveryState.MAKING, DeliveryState.SENT):
        return
    now = timezone.now()
    with acting(None, "reports.take_receipt"):
        current.state, current.answered_at = DeliveryState.RECEIVED, now
        current.sent_at = current.sent_at or now
        current.archive_case = answer.archive_case[:40] or case.archive_case
        current.journal_number = answer.journal_number[:40]
        current.receipt = _kept(current, data)
        current.message = _take_number(case, current.archive_case)
        _save(
            current,
            "state",
            "answered_at",
            "sent_at",
            "archive_case",
            "journal_number",
            "receipt",
            "message",
        )
        if case.state == CaseState.DECIDED and not refusals(case, STEPS["archive"]):
            take_step(case, STEPS["archive"])
            save_step(case)
    if current.kind == DeliveryKind.CASE:
        _tell_received(case, current)


def _take_number(case: BoardCase, number: str) -> str:
    """Let the case have the archive's own number; words about it when it is another case's."""
    if not number or number == case.archive_case:
        return ""
    others = BoardCase.objects.filter(district=case.district_id, archive_case=number)
    if others.exclude(pk=case.pk).exists():
        return _("Arkivet svarte med %(number)s, som alt er brukt på en annen sak.") % {
            "number": number
        }
    case.archive_case = number
    case.version += 1
    case.save(update_fields=["archive_case", "version"])
    return ""


def _tell_received(case: BoardCase, delivery: ArchiveDelivery) -> None:
    tell(
        {case.case_officer, delivery.ordered_by, *people_with(Role.SECRETARIAT, case)},
        key=f"archive-received-{delivery.pk}",
        by=None,
        may_wait=True,
        text=_("«%(case)s» er mottatt i arkivet, arkivsak %(number)s.")
        % {"case": case.title, "number": delivery.archive_case or "–"},
        url=delivery.get_absolute_url(),
    )


def _kept(delivery: ArchiveDelivery, data: bytes) -> StoredFile:
    name = f"{name_of(delivery)}-kvittering.xml"
    return keep(data, name=name, content_type=XML, by=delivery.ordered_by)


def _save(delivery: ArchiveDelivery, *fields: str) -> None:
    delivery.version += 1
    delivery.save(update_fields=[*fields, "version"])


def try_again(delivery: ArchiveDelivery, *, by: Person) -> None:
    """Send once more what could not be sent; what the archive refused is ordered anew."""
    if delivery.state == DeliveryState.REFUSED:
        if delivery.extract is not None:
            send_extract(delivery.extract, by=by)
        else:
            send_case(delivery.case, by=by)
        return
    job = Job.objects.filter(key=job_key(delivery)).first()
    if delivery.state != DeliveryState.MAKING or job is None or not job.has_failed:
        raise DomainError(_("Pakken er på vei. Vent på svaret."))
    job_services.retry(job, by=by)
