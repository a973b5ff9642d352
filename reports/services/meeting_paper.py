"""The papers of a meeting, each ordered once for the same content, and what an extract is for."""

import io
import zipfile
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.files.documents import Report
from organisation.files.models import Document, DocumentFormat, StoredFile
from organisation.files.services import open_file, order_document
from organisation.people.models import Person
from organisation.web.wording import day
from reports.lifecycle.meeting import MeetingState, PaperKind
from reports.meeting_papers import (
    attachments_context,
    extract_context,
    holds_back,
    minutes_context,
    notice_context,
    pack_context,
)
from reports.models import AgendaItem, CaseExtract, Meeting, MeetingPaper

# What a document of each kind is called among documents, and the template that draws it.
KINDS = {
    PaperKind.NOTICE: ("meeting_notice", "documents/meeting_notice.html"),
    PaperKind.PACK: ("meeting_pack", "documents/meeting_pack.html"),
    PaperKind.ATTACHMENTS: ("meeting_attachments", ""),
    PaperKind.MINUTES: ("meeting_minutes", "documents/meeting_minutes.html"),
    PaperKind.EXTRACT: ("case_extract", "documents/case_extract.html"),
}
HEAVY = (PaperKind.PACK, PaperKind.ATTACHMENTS)
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; the same files give the same bytes


def read_for_papers(meeting: Meeting) -> Meeting:
    return Meeting.objects.with_papers().get(pk=meeting.pk)


@transaction.atomic
def order_notice(meeting: Meeting, *, by: Person) -> Document:
    """Notice and agenda as they stand now; a change of either gives the next version."""
    meeting = read_for_papers(meeting)
    if not meeting.is_announced:
        raise DomainError(_("Kall inn til møtet først."))
    return _order(meeting, PaperKind.NOTICE, notice_context(meeting), is_public=True, by=by)


@transaction.atomic
def order_pack(meeting: Meeting, *, by: Person) -> list[Document]:
    """All cases in one PDF, and their uploaded attachments as numbered files in a zip.

    When something is closed to the public there is a pack for the board and one for everybody.
    """
    meeting = read_for_papers(meeting)
    if not meeting.is_announced:
        raise DomainError(_("Kall inn til møtet først. Da får sakene nummer."))
    made = []
    for is_public in audiences(meeting):
        context = pack_context(meeting, is_public=is_public)
        made.append(_order(meeting, PaperKind.PACK, context, is_public=is_public, by=by))
        files = attachments_context(meeting, is_public=is_public)
        if files["files"]:
            made.append(_order(meeting, PaperKind.ATTACHMENTS, files, is_public=is_public, by=by))
    return made


@transaction.atomic
def order_minutes(meeting: Meeting, *, by: Person) -> list[Document]:
    """The minutes as they stand; also without what is closed, when something is."""
    meeting = read_for_papers(meeting)
    if meeting.state not in (MeetingState.HELD, MeetingState.LOCKED):
        raise DomainError(_("Møtet er ikke holdt ennå."))
    return [
        _order(
            meeting,
            PaperKind.MINUTES,
            minutes_context(meeting, is_public=is_public),
            is_public=is_public,
            by=by,
        )
        for is_public in audiences(meeting)
    ]


@transaction.atomic
def order_extracts(meeting: Meeting, *, by: Person) -> list[Document]:
    """Saksprotokoll of every case, to follow it back to its file."""
    meeting = read_for_papers(meeting)
    return [order_extract(item, by=by, meeting=meeting) for item in meeting.case_items()]


@transaction.atomic
def order_extract(item: AgendaItem, *, by: Person, meeting: Meeting | None = None) -> Document:
    """The part of the minutes about one case; when it is made, it follows the case."""
    meeting = meeting or read_for_papers(item.meeting)
    if meeting.state not in (MeetingState.HELD, MeetingState.LOCKED):
        raise DomainError(_("Møtet er ikke holdt ennå."))
    item = next(each for each in meeting.case_items() if each.pk == item.pk)
    context = extract_context(meeting, item)
    is_public = not item.is_closed and not holds_back(item)
    return _order(meeting, PaperKind.EXTRACT, context, item=item, is_public=is_public, by=by)


def audiences(meeting: Meeting) -> list[bool]:
    """Whether each paper is public: one for all, or one for the board and one without what is
    closed."""
    closed = any(item.is_closed or holds_back(item) for item in meeting.agenda())
    return [False, True] if closed else [True]


def _order(
    meeting: Meeting,
    kind: PaperKind,
    context: dict[str, Any],
    *,
    is_public: bool,
    by: Person,
    item: AgendaItem | None = None,
) -> Document:
    _text, checksum = freeze(context)
    whose = {"meeting": meeting, "item": item, "kind": kind, "is_public": is_public}
    versions = MeetingPaper.objects.filter(**whose)
    paper = versions.filter(content_sha256=checksum).first()
    if paper is None:
        last = versions.aggregate(last=Max("number"))["last"] or 0
        with acting(by, "reports.order_paper"):
            paper = MeetingPaper.objects.create(
                **whose, number=last + 1, content_sha256=checksum, ordered_at=timezone.now()
            )
    name, template = KINDS[kind]
    return order_document(
        kind=name,
        template=template,
        context=context,
        key=f"meeting-paper-{paper.pk}-{checksum}",
        title=title_of(paper),
        holder=paper,
        by=by,
        format=DocumentFormat.ZIP if kind == PaperKind.ATTACHMENTS else DocumentFormat.PDF,
        is_heavy=kind in HEAVY,
    )


def title_of(paper: MeetingPaper) -> str:
    """Møtepakke BU 26.11.2026, versjon 2."""
    about = paper.item.words if paper.item is not None else ""
    words = [
        str(paper.get_kind_display()),
        about[:120],
        paper.meeting.committee.abbreviation,
        day(paper.meeting.held_on),
    ]
    title = " ".join(filter(None, words))
    if not paper.is_public:
        title = _("%(title)s, med lukkede saker") % {"title": title}
    return _("%(title)s, versjon %(number)d") % {"title": title, "number": paper.number}


def make_zip(document: Document, report: Report) -> bytes:
    """The attachments of a pack, each under its number; the same files give the same bytes.

    Raises DomainError when a file is not the one that was frozen.
    """
    files = document.data["files"]
    keys = [line["key"] for line in files]
    stored = {each.key: each for each in StoredFile.objects.filter(key__in=keys)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, line in enumerate(files):
            report(done, len(files), _("Pakker vedlegg"))
            file = stored.get(line["key"])
            if file is None or file.sha256 != line["sha256"]:
                raise DomainError(
                    _("Vedlegget %(name)s er ikke det som ble lagt fram.") % {"name": line["name"]}
                )
            with open_file(file) as content:
                entry = zipfile.ZipInfo(line["name"], date_time=FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.read())
    return packed.getvalue()


def attach_extract(document: Document) -> None:
    """A finished extract follows the stop of its case, in the transaction that keeps its file."""
    paper = document.holder
    if not isinstance(paper, MeetingPaper) or paper.item is None or document.file is None:
        return
    by = document.created_by
    if paper.item.stop_id is None or by is None:
        return
    with acting(by, "reports.attach_extract"):
        CaseExtract.objects.get_or_create(
            stop_id=paper.item.stop_id,
            file=document.file,
            defaults={
                "note": document.title[:200],
                "attached_by": by,
                "attached_at": timezone.now(),
            },
        )
