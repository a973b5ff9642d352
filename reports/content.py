"""What stands in a case: as it is frozen at approval, and as the document template wants it.

The frozen text is plain data and never read again from the live rows. What comes later (day and
number of the meetings, the archive's number, what was answered) is laid beside it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation.web.wording import day
from reports.models import BoardCase, CaseStop, Vedtak


def frozen_text(case: BoardCase) -> dict[str, Any]:
    """Everything that approval freezes, as plain data."""
    form = case.template
    with translation.override(form.language):
        return {
            "language": form.language,
            "letterhead": {**form.letterhead, "district": case.district.name},
            "labels": form.labels,
            "head": form.head,
            "blocks": form.blocks,
            "signature": form.signature,
            "proposal_heading": form.proposal_heading,
            "kind": case.kind,
            "title": case.title,
            "case_officer": case.case_officer.name,
            "access": access_words(case),
            "sections": list(_sections(case)),
            "proposal": case.proposal,
            "proposed_outcome": case.proposed_outcome,
            "saksgang": [
                {"committee": stop.committee.name, "task": stop.task} for stop in case.saksgang()
            ],
            "attachments": [
                {
                    "number": attachment.number,
                    "title": attachment.title,
                    "note": attachment_words(attachment),
                    "sha256": attachment.file.sha256 if attachment.file else "",
                }
                for attachment in case.numbered_attachments()
            ],
        }


def _sections(case: BoardCase) -> Iterator[dict[str, Any]]:
    """The sections with their numbers: 3, then 3.1; a summary and the lowest level have none."""
    main, sub = 0, 0
    for part in case.text_parts():
        number = ""
        if case.template.are_sections_numbered and part.kind != "summary":
            if part.level == 2:
                # Headings inside the text are numbered before the sections under it.
                main, sub = main + 1, part.html.count("<h2")
                number = str(main)
            elif part.level == 3 and main:
                sub += 1
                number = f"{main}.{sub}"
        yield {
            "pk": part.pk,
            "kind": part.kind,
            "heading": part.heading,
            "level": part.level,
            "number": number,
            "html": part.html,
        }


def access_words(case: BoardCase) -> str:
    if not case.is_exempt:
        return _("Offentlig")
    return _("Unntatt offentlighet, %(basis)s") % {"basis": case.legal_basis}


def attachment_words(attachment: Any) -> str:
    return attachment.note or _("Følger saken som egen fil.")


def document_context(case: BoardCase) -> dict[str, Any]:
    """The context of templates/documents/board_case.html: the approved text, or the live one.

    A text that is not approved says so in its letterhead.
    """
    approved = case.approved_text if case.is_frozen else None
    text = approved.data if approved else frozen_text(case)
    with translation.override(text["language"]):
        letterhead = dict(text["letterhead"])
        if approved is None:
            letterhead["kind"] = _("Utkast til %(kind)s") % {"kind": letterhead["kind"].lower()}
        return {
            "language": text["language"],
            "letterhead": letterhead,
            "is_draft": approved is None,
            "head": list(_head(case, text)),
            "saksgang": _saksgang(case, text["labels"]),
            "title": text["title"],
            "short_title": text["title"],
            "archive_line": (
                f"{text['labels']['archive_case']} {case.archive_case}" if case.archive_case else ""
            ),
            "blocks": [block for name in text["blocks"] for block in _blocks(name, case, text)],
            "meta": _meta(case, text),
        }


def _head(case: BoardCase, text: dict[str, Any]) -> Iterator[list[str]]:
    values = {
        "archive_case": case.archive_case or "–",
        "archive_code": case.archive_code or "–",
        "case_officer": text["case_officer"],
        "access": text["access"],
    }
    for name in text["head"]:
        yield [text["labels"][name], values[name]]


def _saksgang(case: BoardCase, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "caption": labels["saksgang"],
        "columns": [labels["committee"], labels["meeting_date"], labels["case_number"]],
        "rows": [
            {
                "body": stop.committee.name_and_abbreviation,
                "date": day(stop.meeting_date),
                "number": stop.case_number,
                "decides": stop.decides,
            }
            for stop in case.saksgang()
        ],
    }


def _blocks(name: str, case: BoardCase, text: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if name in ("summary", "sections"):
        for part in text["sections"]:
            is_summary = part["kind"] == "summary"
            if part["html"] and is_summary == (name == "summary"):
                yield {**part, "kind": "summary" if is_summary else "section"}
    elif name == "proposal" and text["proposal"]:
        yield {
            "kind": "proposal",
            "heading": text["proposal_heading"],
            "html": text["proposal"],
            "level": 2,
        }
    elif name == "signature":
        yield _signature(text)
    elif name == "decisions":
        for stop in case.saksgang():
            for answer in stop.answers:
                yield _decision(stop, answer, text["labels"])
    elif name == "attachments" and text["attachments"]:
        yield {
            "kind": "attachments",
            "heading": text["labels"]["attachments"],
            "items": [
                {"number": each["number"], "title": each["title"], "note": each["note"]}
                for each in text["attachments"]
            ],
        }


def _signature(text: dict[str, Any]) -> dict[str, Any]:
    approval = text.get("approval")
    if approval is None:
        return {
            "kind": "signature",
            "name": "",
            "title": text["signature"]["title"],
            "electronic": False,
            "note": _("Ikke godkjent."),
        }
    return {
        "kind": "signature",
        "name": approval["approved_by"],
        "title": approval["approver_role"],
        "electronic": True,
        "note": "",
    }


def _decision(stop: CaseStop, answer: Vedtak, labels: dict[str, str]) -> dict[str, Any]:
    number = _(", sak %(number)s") % {"number": answer.case_number} if answer.case_number else ""
    return {
        "kind": "decision",
        "heading": _("%(what)s, %(committee)s")
        % {"what": labels[answer.task], "committee": stop.committee.name},
        "html": answer.text,
        "level": 2,
        "note": f"{day(answer.decided_on)}{number}. {answer.get_kind_display()}.",
    }


def _meta(case: BoardCase, text: dict[str, Any]) -> dict[str, Any]:
    """Days come from the record, so that the same case gives the same bytes at any time.

    They are days in Oslo: what was approved at half past midnight was approved that day.
    """
    letterhead = text["letterhead"]
    approval = text.get("approval")
    moment = datetime.fromisoformat(approval["approved_at"]) if approval else case.created_at
    created = timezone.localdate(moment).isoformat()
    answered = [answer.decided_on for stop in case.saksgang() for answer in stop.answers]
    stops = ", ".join(
        f"{stop.committee.name} {day(stop.meeting_date)}".strip() for stop in case.saksgang()
    )
    return {
        "author": ", ".join(filter(None, [letterhead["municipality"], letterhead["district"]])),
        "description": _("%(kind)s til %(stops)s: %(title)s.")
        % {"kind": letterhead["kind"], "stops": stops, "title": text["title"]},
        "keywords": [letterhead["kind"].lower(), text["labels"]["archive_case"].lower()]
        + ([case.archive_case] if case.archive_case else []),
        "created": created,
        "modified": max(answered).isoformat() if answered else created,
    }


def reading_groups(content: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The blocks as they stand on a page: sections after each other are one sheet, `text`."""
    kinds = {"summary": "text", "section": "text"}
    return [
        (kind, list(blocks))
        for kind, blocks in groupby(
            content["blocks"], key=lambda block: str(kinds.get(block["kind"], block["kind"]))
        )
    ]
