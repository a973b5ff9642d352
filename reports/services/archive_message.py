"""What an archive is told of a case: facts as they stand when it is ordered, then a message.

The facts are plain data and are frozen with the delivery, so that a package made again after a
kill says the same.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.files.models import Document, StoredFile
from organisation.web.wording import day
from reports.archive.message import (
    ArchiveDocument,
    ArchiveFile,
    Entry,
    EntryKind,
    Folder,
    Message,
    Variant,
    as_shielding,
)
from reports.models import BoardCase, CaseExtract, LegalBasis
from reports.shielding import public_title

SYSTEM = "Nyttiggjort"
USUAL_CODE = "UO"
PDF_A_2A = "fmt/476"  # what every PDF of our own is
ATTACHMENT = "vedlegg"


def content_of_case(case: BoardCase, copies: Mapping[str, Document]) -> dict[str, Any]:
    """What is told of the case itself; `copies` are its documents by variant."""
    assert case.approved_text is not None
    files, elsewhere = _attachments(case)
    main = {
        "number": 1,
        "title": case.title,
        "kind": EntryKind.CASE.value,
        "is_main": True,
        "shielding": _of_case(case) or _of_paragraphs(case),
        "orders": sorted(copies),
    }
    approved = timezone.localdate(case.approved_text.approved_at)
    entry = _entry(case, EntryKind.CASE, case.title, approved, note=_note(case, elsewhere))
    return {
        "folder": _folder(case),
        "entry": {**entry, "key": f"sak-{case.pk}-tekst-{case.approved_text.number}"},
        "documents": [main, *files],
        "orders": {variant: document.pk for variant, document in copies.items()},
    }


def content_of_extract(case: BoardCase, extract: CaseExtract) -> dict[str, Any]:
    """What is told of a saksprotokoll that follows the case."""
    stop = next(each for each in case.saksgang() if each.pk == extract.stop_id)
    number = _(", sak %(number)s") % {"number": stop.case_number} if stop.case_number else ""
    words = _("Saksprotokoll, %(committee)s%(number)s: %(title)s")
    values = {"committee": stop.committee.name, "number": number}
    title = words % {**values, "title": case.title}
    settled = stop.settled_by
    dated = settled.decided_on if settled else timezone.localdate(extract.attached_at)
    entry = _entry(case, EntryKind.EXTRACT, title, dated, note=extract.note)
    main = {
        "number": 1,
        "title": title,
        "kind": EntryKind.EXTRACT.value,
        "is_main": True,
        "shielding": _of_case(case),
        "file": extract.file_id,
        "sha256": extract.file.sha256,
    }
    return {
        "folder": _folder(case),
        "entry": {
            **entry,
            "public_title": words % {**values, "title": public_title(case)},
            "key": f"sak-{case.pk}-protokoll-{extract.pk}",
        },
        "documents": [main],
        "orders": {},
    }


def _folder(case: BoardCase) -> dict[str, Any]:
    return {
        "key": f"sak-{case.pk}",
        "archive_case": case.archive_case,
        "title": case.title,
        "public_title": public_title(case),
        "class_code": case.archive_code,
        "class_system": settings.ARCHIVE_CLASSIFICATION,
        "dated": timezone.localdate(case.created_at).isoformat(),
        "unit": case.unit.name,
        "officer": case.case_officer.name,
        "is_decided": case.is_past_meeting,
        "shielding": _of_case(case),
    }


def _entry(
    case: BoardCase, kind: EntryKind, title: str, dated: date, *, note: str
) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "title": title,
        "public_title": public_title(case),
        "dated": dated.isoformat(),
        "sender": case.unit.name,
        "officer": case.case_officer.name,
        "note": note,
        "shielding": _of_case(case),
    }


def _note(case: BoardCase, elsewhere: list[str]) -> str:
    """Where and when the case is dealt with, which the message has no fields for."""
    stops = [
        f"{stop.committee.name} {day(stop.meeting_date)}"
        + (_(", sak %(number)s") % {"number": stop.case_number} if stop.case_number else "")
        for stop in case.saksgang()
        if stop.meeting_date
    ]
    treated = [_("Behandles i %(stops)s.") % {"stops": "; ".join(stops)}] if stops else []
    return " ".join([*treated, *elsewhere])


def _attachments(case: BoardCase) -> tuple[list[dict[str, Any]], list[str]]:
    """Those that follow as files, and words about those that lie elsewhere."""
    files: list[dict[str, Any]] = []
    elsewhere = []
    for each in case.numbered_attachments():
        if each.file is None:
            words = _("Vedlegg %(n)s, %(title)s: %(note)s.")
            values = {"n": each.number, "title": each.title, "note": each.note.rstrip(".")}
            elsewhere.append(words % values)
            continue
        files.append(
            {
                "number": len(files) + 2,
                "title": each.title,
                "kind": ATTACHMENT,
                "is_main": False,
                "shielding": _by(each.basis) if each.is_exempt else _of_case(case),
                "file": each.file_id,
                "sha256": each.file.sha256,
            }
        )
    return files, elsewhere


def _of_case(case: BoardCase) -> dict[str, str] | None:
    if not case.is_exempt:
        return None
    until = case.exempt_until.isoformat() if case.exempt_until else ""
    code = case.basis.code if case.basis else USUAL_CODE
    return {"code": code, "basis": case.legal_basis, "until": until}


def _of_paragraphs(case: BoardCase) -> dict[str, str] | None:
    """The laws by which something in an otherwise public case is taken out."""
    taken = sorted(case.redactions.select_related("basis"), key=lambda each: each.basis_id)
    if not taken:
        return None
    laws = ", ".join(dict.fromkeys(str(each.basis) for each in taken))
    return {"code": taken[0].basis.code, "basis": laws, "until": ""}


def _by(basis: LegalBasis | None) -> dict[str, str]:
    assert basis is not None  # the database holds that what is exempt has one
    return {"code": basis.code, "basis": str(basis), "until": ""}


def message_of(
    content: Mapping[str, Any],
    documents: Mapping[int, Document],
    stored: Mapping[int, StoredFile],
) -> tuple[Message, dict[str, StoredFile]]:
    """The message, and each file it names by the name it has in the package.

    `documents` are those that were ordered, made by now; `stored` the files that are held.
    """
    contents: dict[str, StoredFile] = {}
    described = []
    for facts in content["documents"]:
        held: list[tuple[str, StoredFile]] = []
        for variant in facts.get("orders", ()):
            file = documents[content["orders"][variant]].file
            assert file is not None
            held.append((variant, file))
        if "file" in facts:
            held.append((Variant.PRODUCTION, stored[facts["file"]]))
        files = [_file(facts, variant, file) for variant, file in held]
        contents |= {each.reference: file for each, (_v, file) in zip(files, held, strict=True)}
        described.append(
            ArchiveDocument(
                number=facts["number"],
                title=facts["title"],
                kind=facts["kind"],
                is_main=facts["is_main"],
                files=tuple(files),
                shielding=as_shielding(facts["shielding"]),
            )
        )
    message = Message(
        system=SYSTEM,
        folder=Folder(**_with_shielding(content["folder"])),
        entry=Entry(**_with_shielding(content["entry"]), documents=tuple(described)),
    )
    return message, contents


def _with_shielding(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "shielding": as_shielding(facts["shielding"])}


def _file(facts: Mapping[str, Any], variant: str, file: StoredFile) -> ArchiveFile:
    of_ours = variant != Variant.PRODUCTION
    public = "-offentlig" if variant == Variant.REDACTED else ""
    ending = file.name.rpartition(".")[2].lower()
    return ArchiveFile(
        variant=Variant(variant),
        name=file.name,
        reference=f"{facts['number']:02d}-{facts['kind']}{public}.{ending}",
        content_type=file.content_type,
        sha256=file.sha256,
        size=file.size,
        pronom=PDF_A_2A if of_ours else "",
    )
