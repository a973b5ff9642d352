"""What stands in a case: as it is frozen at approval, and as the document template wants it.

The frozen text is plain data and never read again from the live rows. What comes later (day and
number of the meetings, the archive's number, what was answered) is laid beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation.web.richtext.notes import count_notes
from organisation.web.wording import day
from reports import blocks
from reports.lifecycle import SectionKind
from reports.models import BoardCase, CaseStop, Vedtak
from reports.words import words_for

COLUMNS = ("committee", "meeting_date", "case_number")
# What a form may print in the head of a case.
FIELDS = ("archive_case", "archive_code", "case_officer", "access", "dated")
SHOWN = ("html", "figure", "caption", "note", "block", "is_empty")  # of a block of live data
# Where each column of the saksgang stands in a row of it.
PLACES = {"committee": "body", "meeting_date": "date", "case_number": "number"}


def frozen_text(case: BoardCase) -> dict[str, Any]:
    """Everything that approval freezes, as plain data; live data as they are at this moment."""
    return _text(case, with_data=True)


def _text(case: BoardCase, *, with_data: bool) -> dict[str, Any]:
    form = case.template
    words = words_for(form.language, form.labels)
    with translation.override(form.language):
        return {
            **form_of(form, district=case.district.name),
            "kind": case.kind,
            "title": case.title,
            "case_officer": case.case_officer.name,
            "access": access_words(case),
            "sections": list(_sections(case, with_data=with_data)),
            "proposal": case.proposal,
            "proposed_outcome": case.proposed_outcome,
            "saksgang": [
                {"committee": stop.committee.name, "task": stop.task} for stop in case.saksgang()
            ],
            "attachments": [
                {
                    "number": attachment.number,
                    "title": attachment.title,
                    "note": attachment_words(attachment, words),
                    "sha256": attachment.file.sha256 if attachment.file else "",
                }
                for attachment in case.numbered_attachments()
            ],
        }


def form_of(form: Any, *, district: str) -> dict[str, Any]:
    """What a case takes from its form."""
    letterhead = dict(form.letterhead)
    columns = letterhead.pop("columns", None) or list(COLUMNS)
    if district == letterhead.get("municipality"):
        district = ""  # a municipality without districts is named once
    return {
        "language": form.language,
        "letterhead": {**letterhead, "district": district},
        "columns": columns,
        "labels": words_for(form.language, form.labels),
        "head": form.head,
        "blocks": form.blocks,
        "signature": form.signature,
        "proposal_heading": form.proposal_heading,
    }


def _sections(case: BoardCase, *, with_data: bool) -> Iterator[dict[str, Any]]:
    """The sections with their numbers: 3, then 3.1; a summary and the lowest level have none."""
    shown = [(part, _shown(part, case, with_data)) for part in case.text_parts()]
    yield from numbered(
        [
            {
                "pk": part.pk,
                "kind": part.kind,
                "heading": part.heading,
                "level": part.level,
                **more,
            }
            for part, more in shown
            if not more.get("is_empty")
        ],
        is_numbered=case.template.are_sections_numbered,
    )


def numbered(parts: Sequence[dict[str, Any]], *, is_numbered: bool) -> Iterator[dict[str, Any]]:
    """`parts` with the `number` each has in a form that numbers them; an empty one has none."""
    main, sub = 0, 0
    for part in parts:
        number = ""
        says = part["html"] or part.get("figure") or part.get("is_waiting")
        if is_numbered and says and part["kind"] != SectionKind.SUMMARY:
            if part["level"] == 2:
                # Headings inside the text are numbered before the sections under it.
                main, sub = main + 1, part["html"].count("<h2")
                number = str(main)
            elif part["level"] == 3 and main:
                sub += 1
                number = f"{main}.{sub}"
        yield {**part, "number": number}


def _shown(part: Any, case: BoardCase, with_data: bool) -> dict[str, Any]:
    """What stands under the heading of a section; live data only when they are asked for."""
    if part.kind != SectionKind.DATA:
        return {"html": part.html}
    if not with_data:
        return {"html": "", "is_waiting": True, "block": part.block}
    drawn = blocks.draw(part, case)
    return {
        name: drawn[name] for name in ("html", "figure", "caption", "note", "block", "is_empty")
    }


def access_words(case: BoardCase) -> str:
    words = words_for(case.template.language, case.template.labels)
    if not case.is_exempt:
        return words["open"]
    return words["exempt"].format(basis=case.legal_basis)


def attachment_words(attachment: Any, words: dict[str, str]) -> str:
    return str(attachment.note or words["as_file"])


def document_context(case: BoardCase, *, with_data: bool = True) -> dict[str, Any]:
    """The context of templates/documents/board_case.html: the approved text, or the live one.

    A text that is not approved says so in its letterhead. Without `with_data` its live data are
    left for the page to fetch; an approved text has them as they were.
    """
    approved = case.approved_text if case.is_frozen else None
    text = approved.data if approved else _text(case, with_data=with_data)
    return assembled(
        text,
        saksgang=_rows(case),
        decisions=[
            _decision(stop, answer, words_of(text))
            for stop in case.saksgang()
            for answer in stop.answers
        ],
        archive=(case.archive_case, case.archive_code),
        meta=_meta(case, text),
        is_draft=approved is None,
    )


def words_of(text: dict[str, Any]) -> dict[str, str]:
    return words_for(text["language"], text["labels"])


def assembled(
    text: dict[str, Any],
    *,
    saksgang: list[dict[str, Any]],
    decisions: list[dict[str, Any]],
    archive: tuple[str, str],
    meta: dict[str, Any],
    is_draft: bool,
) -> dict[str, Any]:
    """A text with what is laid beside it, in the order its form prints them."""
    words = words_of(text)
    letterhead = dict(text["letterhead"])
    if is_draft:
        letterhead["kind"] = words["draft_of"].format(kind=letterhead["kind"].lower())
    order = text.get("columns") or COLUMNS
    return {
        "language": text["language"],
        "letterhead": letterhead,
        "is_draft": is_draft,
        "head": list(_head(text, archive)),
        "saksgang": {
            "caption": words["saksgang"],
            "columns": [words[name] for name in order],
            "order": [PLACES[name] for name in order],
            "rows": saksgang,
        },
        "title": text["title"],
        "short_title": text["title"],
        "archive_line": f"{words['archive_case']} {archive[0]}" if archive[0] else "",
        "blocks": [block for name in text["blocks"] for block in _blocks(name, text, decisions)],
        "words": words,
        "meta": meta,
    }


def _head(text: dict[str, Any], archive: tuple[str, str]) -> Iterator[list[str]]:
    words = words_of(text)
    values = {
        "archive_case": archive[0] or "–",
        "archive_code": archive[1] or "–",
        "case_officer": text["case_officer"],
        "access": text["access"],
        "dated": approved_day(text) or "–",
    }
    for name in text["head"]:
        yield [words[name], values[name]]


def approved_day(text: dict[str, Any]) -> str:
    """The day in Oslo the text was approved; empty for one that is being written."""
    approval = text.get("approval")
    if approval is None:
        return ""
    return day(timezone.localdate(datetime.fromisoformat(approval["approved_at"])))


def _rows(case: BoardCase) -> list[dict[str, Any]]:
    return [
        {
            "body": stop.committee.name_and_abbreviation,
            "date": day(stop.meeting_date),
            "number": stop.case_number,
            "decides": stop.decides,
        }
        for stop in case.saksgang()
    ]


def _blocks(
    name: str, text: dict[str, Any], decisions: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    words = words_of(text)
    if name in ("summary", "sections"):
        for part, has_below in _with_below(text["sections"]):
            is_summary = part["kind"] == SectionKind.SUMMARY
            if (_says_something(part) or has_below) and is_summary == (name == "summary"):
                yield {**part, "kind": KINDS.get(part["kind"], "section")}
    elif name == "proposal" and text["proposal"]:
        yield {
            "kind": "proposal",
            "heading": text["proposal_heading"],
            "html": text["proposal"],
            "level": 2,
        }
    elif name == "signature":
        yield _signature(text, words)
    elif name == "decisions":
        yield from decisions
    elif name == "attachments" and text["attachments"]:
        yield {
            "kind": "attachments",
            "heading": words["attachments"],
            "items": [
                {"number": each["number"], "title": each["title"], "note": each["note"]}
                for each in text["attachments"]
            ],
        }


KINDS: dict[str, str] = {SectionKind.SUMMARY: "summary", SectionKind.DATA: "data"}


def _with_below(parts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each part, and whether something is said under it: then its heading stands, if alone."""
    for nth, part in enumerate(parts):
        has_below = False
        for later in parts[nth + 1 :]:
            if later["level"] <= part["level"]:
                break
            has_below = has_below or _says_something(later)
        yield part, has_below


def _says_something(part: dict[str, Any]) -> bool:
    return bool(part["html"] or part.get("figure") or part.get("is_waiting"))


def _signature(text: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    approval = text.get("approval")
    if approval is None:
        return {
            "kind": "signature",
            "name": "",
            "title": text["signature"]["title"],
            "electronic": False,
            "note": words["not_approved"],
        }
    # Where several posts approve one after the other: everybody who did, and on which day.
    signers = approval.get("signatures")
    return {
        "kind": "signature",
        "name": approval["approved_by"],
        "title": approval["approver_role"],
        "electronic": True,
        "signed": words["signed"],
        "note": "",
        **({"signers": signers} if signers else {}),
    }


def _decision(stop: CaseStop, answer: Vedtak, words: dict[str, str]) -> dict[str, Any]:
    number = words["number_said"].format(number=answer.case_number) if answer.case_number else ""
    return {
        "kind": "decision",
        "answer": answer.pk,
        "heading": f"{words[answer.task]}, {stop.committee.name}",
        "html": answer.text,
        "level": 2,
        "note": f"{day(answer.decided_on)}{number}. {words[answer.kind]}.",
    }


def author_of(letterhead: dict[str, Any]) -> str:
    return ", ".join(filter(None, [letterhead["municipality"], letterhead["district"]]))


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
    with translation.override(text["language"]):
        description = _("%(kind)s til %(stops)s: %(title)s.")
    return {
        "author": author_of(letterhead),
        "description": description
        % {"kind": letterhead["kind"], "stops": stops, "title": text["title"]},
        "keywords": [letterhead["kind"].lower(), words_of(text)["archive_case"].lower()]
        + ([case.archive_case] if case.archive_case else []),
        "created": created,
        "modified": max(answered).isoformat() if answered else created,
    }


def reading_groups(content: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The blocks as they stand on a page: sections after each other are one sheet, `text`.

    Their footnotes are numbered through the case, each block from its `first_note`.
    """
    kinds = {"summary": "text", "section": "text", "data": "text"}
    return [
        (kind, list(blocks))
        for kind, blocks in groupby(
            with_first_notes(content["blocks"]),
            key=lambda block: str(kinds.get(block["kind"], block["kind"])),
        )
    ]


def with_first_notes(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each block with the number of its first footnote, where there are any before it."""
    first = 1
    for block in parts:
        yield {**block, "first_note": first} if first > 1 else block
        first += count_notes(str(block.get("html") or ""))
