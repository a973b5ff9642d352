"""All documents of a meeting in one go, followed with one bar; also of a meeting elsewhere."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.audit.tracking import freeze
from organisation.errors import DomainError
from organisation.files.batches import order_batch
from organisation.files.models import Document, DocumentBatch, DocumentFormat
from organisation.files.services import order_document, retry_document
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.wording import day
from reports.lifecycle.meeting import MeetingState, PaperKind
from reports.meeting_papers import numbered_files
from reports.models import BoardCase, Committee, Meeting, MeetingPaper
from reports.services.documents import order_pdf, order_public_copy, order_word
from reports.services.meeting_paper import (
    KINDS,
    order_extracts,
    order_minutes,
    order_notice,
    order_pack,
)

# What goes out before the meeting, in the order it is read.
BEFORE = (PaperKind.NOTICE, PaperKind.PACK, PaperKind.ATTACHMENTS)


def key_of_meeting(meeting: Meeting) -> str:
    """How the keys of its batches begin."""
    return f"meeting-{meeting.pk}-"


@transaction.atomic
def order_all(meeting: Meeting, *, by: Person) -> DocumentBatch:
    """Order everything of the meeting: the notice, each case as it stands, the pack and its zip of
    attachments; when it has been held, also the minutes and an extract of each case.

    What is made of the same content is not made again, and what stopped is taken up. Notice and
    pack of a meeting that has been held stay as they went out. Raises DomainError.
    """
    lock(meeting)  # two presses at once: the second finds what the first ordered
    meeting = Meeting.objects.with_agenda().get(pk=meeting.pk)
    if not meeting.is_announced:
        raise DomainError(_("Kall inn til møtet først. Da får sakene nummer."))
    went_out = [] if meeting.state == MeetingState.CALLED else papers_before(meeting)
    if went_out:
        for document in went_out:
            if not document.is_finished and not document.is_under_way:
                retry_document(document, by=by)
        notices = [each for each in went_out if each.kind == KINDS[PaperKind.NOTICE][0]]
        packs = [each for each in went_out if each not in notices]
    else:
        notices, packs = [order_notice(meeting, by=by)], order_pack(meeting, by=by)
    made = [*notices, *documents_of([stop.case for stop in meeting.case_stops()], by=by), *packs]
    if meeting.state != MeetingState.CALLED:
        made += [*order_minutes(meeting, by=by), *order_extracts(meeting, by=by)]
    title = _("Alle dokumenter til %(committee)s %(day)s") % {
        "committee": meeting.committee.abbreviation,
        "day": day(meeting.held_on),
    }
    key = _key(key_of_meeting(meeting), made)
    return order_batch(title, made, key=key, by=by, back_url=meeting.get_absolute_url())


def papers_before(meeting: Meeting) -> list[Document]:
    """The newest notice, pack and zip of attachments, one for each audience; as they went out."""
    papers = MeetingPaper.objects.filter(meeting=meeting, kind__in=BEFORE)
    newest = {(paper.kind, paper.is_public): paper.pk for paper in papers.order_by("number", "pk")}
    documents = Document.objects.filter(
        holder_type=ContentType.objects.get_for_model(MeetingPaper),
        holder_id__in=newest.values(),
    )
    names = [KINDS[kind][0] for kind in BEFORE]
    return sorted(documents, key=lambda each: (names.index(each.kind), each.pk))


def documents_of(cases: Iterable[BoardCase], *, by: Person) -> list[Document]:
    """The PDF of each case as it stands, after its public version where something is kept back."""
    cases = list(cases)
    for case_id in sorted(case.pk for case in cases):  # in one order, whoever else takes several
        BoardCase.objects.select_for_update(of=("self",)).get(pk=case_id)
    made = []
    for case in cases:
        if case.is_frozen and case.is_shielded:
            made.append(order_public_copy(case, by=by))
        made.append(order_pdf(case, by=by))
    return made


def _key(begins: str, documents: list[Document]) -> str:
    """The same documents are the same batch; when one of them is a new version, it is a new one."""
    content = ",".join(str(each.pk) for each in documents)
    return begins + hashlib.sha256(content.encode()).hexdigest()[:32]


# --- Meetings elsewhere ---------------------------------------------------------------------------


def key_of_day(committee: Committee, on: date) -> str:
    return f"meeting-day-{committee.pk}-{on.isoformat()}-"


@transaction.atomic
def order_day(
    committee: Committee, on: date, cases: Iterable[BoardCase], *, by: Person
) -> DocumentBatch:
    """Order the documents of `cases`, which go to `committee` on that day: each approved case as
    PDF, in the district's own Word template where it has one, and a zip of their attachments.

    Raises DomainError when none of them is approved.
    """
    lock(committee)  # two presses at once: the second finds what the first ordered
    wanted = [case.pk for case in cases]
    read = BoardCase.objects.with_text().filter(pk__in=wanted)
    ready = sorted(
        (case for case in read if case.is_frozen), key=lambda case: wanted.index(case.pk)
    )
    if not ready:
        raise DomainError(_("Ingen av sakene er godkjent ennå."))
    made = documents_of(ready, by=by)
    made += [order_word(case, by=by) for case in ready if case.template.docx_template_id]
    title = _("Alle dokumenter til %(committee)s %(day)s") % {
        "committee": committee.abbreviation,
        "day": day(on),
    }
    key = _key(key_of_day(committee, on), made)
    batch = order_batch(title, made, key=key, by=by, back_url=reverse("reports:meeting_days"))
    if attachments := order_attachments(batch, committee, ready, by=by):
        order_batch(title, [attachments], key=key, by=by)
    return batch


def order_attachments(
    batch: DocumentBatch, committee: Committee, cases: list[BoardCase], *, by: Person
) -> Document | None:
    """The uploaded attachments as numbered files in a zip, for whoever ordered the batch."""
    numbered = [(_number_at(committee, case), case) for case in cases]
    files = list(numbered_files(numbered, is_public=False))
    if not files:
        return None
    _text, checksum = freeze({"files": files})
    name, template = KINDS[PaperKind.ATTACHMENTS]
    return order_document(
        kind=name,
        template=template,
        context={"files": files},
        key=f"batch-{batch.pk}-attachments-{checksum}",
        title=_("%(batch)s, vedlegg") % {"batch": batch.title},
        holder=batch,
        by=by,
        format=DocumentFormat.ZIP,
        is_heavy=True,
    )


def _number_at(committee: Committee, case: BoardCase) -> str:
    stops = [stop for stop in case.saksgang() if stop.committee_id == committee.pk]
    return stops[0].case_number if stops else ""
