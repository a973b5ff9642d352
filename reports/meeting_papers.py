"""What stands in a meeting's papers: plain data for the templates of documents and for the page.

Nothing here is read again once it is frozen. In a public paper a closed item is its number and a
neutral title, and what was said behind closed doors is left out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.web.richtext import to_plain
from organisation.web.wording import day, long_day
from reports.content import document_context
from reports.lifecycle import Task
from reports.lifecycle.meeting import AttendeeRole, EntryKind, ItemGroup, ItemKind, Presence
from reports.models import (
    AgendaItem,
    Attendance,
    BoardCase,
    CaseAttachment,
    CaseTemplate,
    Meeting,
    MeetingEntry,
    Redaction,
    VoteLine,
)
from reports.seats import ELECTED, voters
from reports.shielding import Shield, public_context, shield_of

LONGEST_TITLE = 180  # bytes in the name of a file, which may have 255 with what stands before it
TASKS = {
    Task.DECIDES: gettext_lazy("Avgjøres"),
    Task.RECOMMENDS: gettext_lazy("Innstilling"),
    Task.STATES: gettext_lazy("Uttalelse"),
}


def in_its_language(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Papers speak as the form of the district does, whatever the one who orders them reads."""

    @wraps(make)
    def made(meeting: Meeting, *args: Any, **kwargs: Any) -> dict[str, Any]:
        form = form_of(meeting)
        with translation.override(form.language if form else settings.LANGUAGE_CODE):
            return make(meeting, *args, **kwargs)

    return made


def form_of(meeting: Meeting) -> CaseTemplate | None:
    """The district's form; read once for each meeting object."""
    if not hasattr(meeting, "_form"):
        meeting._form = CaseTemplate.objects.current_for(meeting.district_id)  # type: ignore[attr-defined]
    found: CaseTemplate | None = meeting._form  # type: ignore[attr-defined]
    return found


def language() -> str:
    """That of the paper that is being made."""
    return translation.get_language() or settings.LANGUAGE_CODE


@in_its_language
def notice_context(meeting: Meeting) -> dict[str, Any]:
    """The context of documents/meeting_notice.html. It is sent to everybody, so it is public."""
    return {
        **_cover(meeting, _("Møteinnkalling")),
        "note": _paragraphs(meeting.note),
        "agenda": list(agenda_lines(meeting, is_public=True)),
        "excuses": _(
            "Forfall meldes til sekretariatet så snart som mulig. Vara møter bare etter innkalling."
        ),
        "signature": _signature(meeting),
    }


@in_its_language
def pack_context(meeting: Meeting, *, is_public: bool) -> dict[str, Any]:
    """The context of documents/meeting_pack.html: every case from its approved text, in order."""
    cases = cases_of(meeting)
    shown = [item for item in meeting.case_items() if not (is_public and item.is_closed)]
    return {
        **_cover(meeting, _("Møtepakke")),
        "agenda": [
            line | {"anchor": f"sak-{line['item']}" if line["item"] in _ids(shown) else ""}
            for line in agenda_lines(meeting, is_public=is_public)
        ],
        "cases": [
            {
                **_case(item, cases[item.stop.case_id], is_public=is_public),
                "anchor": f"sak-{item.pk}",
                "bookmark": " ".join(filter(None, [item.number, item.words])),
            }
            for item in shown
            if item.stop is not None
        ],
        "attachments": [
            {"case": each["case"], "title": each["title"], "name": each["name"]}
            for each in attachment_files(meeting, is_public=is_public)
        ],
    }


def _case(item: AgendaItem, case: BoardCase, *, is_public: bool) -> dict[str, Any]:
    """The case as its own document has it, without what is kept back when the pack is public."""
    return public_context(case) if is_public and holds_back(item) else document_context(case)


def holds_back(item: AgendaItem) -> bool:
    """Some of the case is kept from the public, also when it is dealt with in open doors."""
    if item.stop is None:
        return False
    case = item.stop.case
    return bool(case.redactions.all()) or any(each.is_exempt for each in case.attachments.all())


def _ids(items: Iterable[AgendaItem]) -> set[int]:
    return {item.pk for item in items}


def attachments_context(meeting: Meeting, *, is_public: bool) -> dict[str, Any]:
    """What the zip is made of: names in it, and the files they are."""
    return {"files": list(attachment_files(meeting, is_public=is_public))}


def attachment_files(meeting: Meeting, *, is_public: bool) -> Iterator[dict[str, Any]]:
    """The uploaded attachments of the cases, numbered through the meeting."""
    cases = cases_of(meeting)
    shown = [
        (item.number, cases[item.stop.case_id])
        for item in meeting.case_items()
        if item.stop is not None and not (is_public and item.is_closed)
    ]
    return numbered_files(shown, is_public=is_public)


def numbered_files(
    cases: Iterable[tuple[str, BoardCase]], *, is_public: bool
) -> Iterator[dict[str, Any]]:
    """The uploaded attachments of `cases`, each with its number at the meeting, in their order."""
    number = 0
    for case_number, case in cases:
        for attachment in case.numbered_attachments():
            if attachment.file is None or (is_public and attachment.is_exempt):
                continue
            number += 1
            yield {
                "name": file_name(number, case_number, attachment),
                "case": case_number,
                "title": attachment.title,
                "key": attachment.file.key,
                "sha256": attachment.file.sha256,
            }


def file_name(number: int, case_number: str, attachment: CaseAttachment) -> str:
    """03_BU-12-26_vedlegg-1_Forstudierapport.pdf: sorted as they are read, safe on any machine."""
    assert attachment.file is not None
    words = unicodedata.normalize("NFC", attachment.title)
    title = _shortened(re.sub(r"[^\w.-]+", "-", words).strip("-.")[:80], LONGEST_TITLE)
    case = re.sub(r"[^\w-]+", "-", case_number).strip("-")
    ending = re.sub(r"\W", "", attachment.file.name.rpartition(".")[2].lower())[:5]
    parts = [f"{number:02d}", case, f"vedlegg-{attachment.number}", title]
    return "_".join(filter(None, parts)) + f".{ending}"


def _shortened(words: str, most: int) -> str:
    """No more than `most` bytes of UTF-8; file systems count those, and not letters."""
    return words.encode()[:most].decode(errors="ignore")


def cases_of(meeting: Meeting) -> dict[int, BoardCase]:
    """The cases on the agenda with all their text, by id; read once for each meeting object."""
    known: dict[int, BoardCase] | None = getattr(meeting, "_cases", None)
    if known is None:
        ids = [item.stop.case_id for item in meeting.case_items() if item.stop is not None]
        known = {case.pk: case for case in BoardCase.objects.with_text().filter(pk__in=ids)}
        meeting._cases = known  # type: ignore[attr-defined]
    return known


def agenda_lines(meeting: Meeting, *, is_public: bool) -> Iterator[dict[str, Any]]:
    """One line for each item, in order; `item` is its id."""
    for place, item in enumerate(meeting.agenda(), start=1):
        yield {
            "item": item.pk,
            "place": place,
            "number": item.number,
            "title": item.public_words if is_public else item.words,
            "is_case": item.kind == ItemKind.CASE,
            "task": str(TASKS[Task(item.stop.task)]) if item.stop is not None else "",
            "doors": closed_words(item) if item.is_closed else "",
        }


def closed_words(item: AgendaItem) -> str:
    basis = str(item.basis) if item.basis else ""
    if not basis and item.stop is not None:
        basis = item.stop.case.legal_basis
    if item.group == ItemGroup.B:
        return _("B-sak, for lukkede dører. %(basis)s") % {"basis": basis}
    return _("Unntatt offentlighet. %(basis)s") % {"basis": basis}


def _cover(meeting: Meeting, kind: str) -> dict[str, Any]:
    form = form_of(meeting)
    letterhead = dict(form.letterhead) if form else {}
    called = timezone.localdate(meeting.called_at) if meeting.called_at else meeting.held_on
    title = _("%(committee)s, møte %(number)s") % {
        "committee": meeting.committee.name,
        "number": meeting.number_and_year,
    }
    author = ", ".join(filter(None, [letterhead.get("municipality"), meeting.district.name]))
    return {
        "language": language(),
        "letterhead": {
            "municipality": letterhead.get("municipality", ""),
            "district": meeting.district.name,
            "office": letterhead.get("office", ""),
            "kind": kind,
        },
        "title": title,
        "head": _facts(meeting),
        "meta": {
            "author": author or meeting.district.name,
            "description": f"{kind}: {title}, {day(meeting.held_on)}.",
            "keywords": [kind.lower(), meeting.committee.name.lower()],
            "created": called.isoformat(),
            "modified": called.isoformat(),
        },
    }


def _facts(meeting: Meeting) -> list[list[str]]:
    facts = [[_("Dato"), long_day(meeting.held_on)]]
    if meeting.opened_at and meeting.closed_at:
        hours = f"{meeting.opened_at:%H.%M}–{meeting.closed_at:%H.%M}"
        facts.append([_("Tid"), _("kl. %(hours)s") % {"hours": hours}])
    elif start := meeting.opened_at or meeting.starts_at:
        facts.append([_("Tid"), _("kl. %(hours)s") % {"hours": f"{start:%H.%M}"}])
    if meeting.place:
        facts.append([_("Sted"), meeting.place])
    return facts


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _signature(meeting: Meeting) -> dict[str, str]:
    """Who calls the meeting: the one who leads the committee."""
    led = [each for each in meeting.attendances.all() if each.role == AttendeeRole.CHAIR]
    return {"name": led[0].name if led else "", "title": _("Leder")}


# --- The minutes ----------------------------------------------------------------------------------


@in_its_language
def minutes_context(meeting: Meeting, *, is_public: bool = False) -> dict[str, Any]:
    """The context of documents/meeting_minutes.html, and what approval freezes.

    Once they are approved they stay as they were, whatever becomes of cases and forms since.
    """
    approved = getattr(meeting, "minutes", None)
    if approved is None:
        return _live_minutes(meeting, is_public=is_public)
    if not is_public:
        return approved.data
    items = {item.pk: item for item in meeting.agenda()}
    lines = [_without_closed(line, items[line["item"]]) for line in approved.data["items"]]
    return {**approved.data, "items": lines}


def _without_closed(line: dict[str, Any], item: AgendaItem) -> dict[str, Any]:
    """A line of approved minutes as the public reads it; something may be closed since."""
    if item.is_closed:
        return item_lines(item, is_public=True)
    shield = shield_of(_kept_back(item), language())
    said = {name: line[name] for name in ("proposal", "decision") if line[name]}
    return line | {name: shield.over(block) for name, block in said.items()}


def _live_minutes(meeting: Meeting, *, is_public: bool) -> dict[str, Any]:
    context = _cover(meeting, _("Protokoll"))
    context["head"] += _people_facts(meeting)
    approved = meeting.approved_at_meeting
    meta = context["meta"]
    meta["created"] = meta["modified"] = meeting.held_on.isoformat()
    if approved is not None:
        meta["modified"] = approved.held_on.isoformat()
    return {
        **context,
        "present": [person_line(each) for each in _there(meeting)],
        "absent": [_excuse(meeting, each) for each in _absent(meeting)],
        "office": [
            {"name": each.name, "role": str(each.get_role_display())}
            for each in meeting.attendances.all()
            if each.role in (AttendeeRole.ADMINISTRATION, AttendeeRole.SECRETARY)
        ],
        "voters": len(voters(meeting.attendances.all())),
        "items": [item_lines(item, is_public=is_public) for item in meeting.agenda()],
        "approval": approval_words(meeting),
        "signature": _signature(meeting) | {"title": _("Møteleder")},
    }


@in_its_language
def extract_context(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """The context of documents/case_extract.html: the part of the minutes about one case."""
    assert item.stop is not None
    whole = minutes_context(meeting)
    case = item.stop.case
    archive = [[_("Arkivsak"), case.archive_case]] if case.archive_case else []
    meta = whole["meta"] | {
        "description": f"{_('Saksprotokoll')}: {item.number} {item.words}".strip() + "."
    }
    kept = ("language", "signature", "voters", "approval")
    return {
        **{name: whole[name] for name in kept},
        "letterhead": whole["letterhead"] | {"kind": _("Saksprotokoll")},
        "title": item.words,
        "head": [
            [_("Utvalg"), meeting.committee.name],
            [_("Møte"), f"{meeting.number_and_year}, {day(meeting.held_on)}"],
            [_("Saksnummer"), item.number or "–"],
            *archive,
        ],
        "item": next(line for line in whole["items"] if line["item"] == item.pk),
        "meta": meta,
    }


def approval_words(meeting: Meeting) -> str:
    at_meeting = meeting.approved_at_meeting
    if at_meeting is None:
        return _("Protokollen er ikke godkjent ennå.")
    return _("Godkjent av %(committee)s %(day)s, møte %(number)s.") % {
        "committee": meeting.committee.name,
        "day": day(at_meeting.held_on),
        "number": at_meeting.number_and_year,
    }


def _people_facts(meeting: Meeting) -> Iterator[list[str]]:
    names = {
        _("Møteleder"): AttendeeRole.CHAIR,
        _("Møtesekretær"): AttendeeRole.SECRETARY,
    }
    for words, role in names.items():
        who = [
            each.name
            for each in meeting.attendances.all()
            if each.role == role and each.presence == Presence.PRESENT
        ]
        if who:
            yield [words, ", ".join(who)]


def sorted_seats(meeting: Meeting) -> list[Attendance]:
    """The chair, the members, then the deputies, each as they were written in."""
    order = list(AttendeeRole)
    return sorted(
        meeting.attendances.all(), key=lambda each: (order.index(AttendeeRole(each.role)), each.pk)
    )


def _there(meeting: Meeting) -> list[Attendance]:
    roles = (*ELECTED, AttendeeRole.DEPUTY)
    return [
        each
        for each in sorted_seats(meeting)
        if each.role in roles and each.presence == Presence.PRESENT
    ]


def _absent(meeting: Meeting) -> list[Attendance]:
    return [
        each
        for each in sorted_seats(meeting)
        if each.role in ELECTED and each.presence == Presence.ABSENT
    ]


def person_line(attendance: Attendance) -> dict[str, str]:
    """Name, party and what they were there."""
    role = str(attendance.get_role_display())
    if attendance.stands_in_for is not None:
        role = _("Vara for %(name)s") % {"name": attendance.stands_in_for.name}
    return {"name": attendance.name, "party": attendance.party, "role": role}


def _excuse(meeting: Meeting, absent: Attendance) -> dict[str, str]:
    deputy = next((each for each in _there(meeting) if each.stands_in_for_id == absent.pk), None)
    return {
        "name": absent.name,
        "party": absent.party,
        "deputy": deputy.name if deputy else "",
    }


def item_lines(item: AgendaItem, *, is_public: bool) -> dict[str, Any]:
    """One item of the minutes, every part of it as text or rich text."""
    lines: dict[str, Any] = {
        "item": item.pk,
        "number": item.number,
        "is_case": item.kind == ItemKind.CASE,
        "title": item.public_words if is_public else item.words,
        "doors": closed_words(item) if item.is_closed else "",
        "notes": [],
        "proposal": None,
        "proceedings": None,
        "disqualified": [],
        "entries": [],
        "votes": [],
        "decision": None,
        "additions": [],
        "silence": "",
    }
    shield = shield_of(_kept_back(item) if is_public else (), language())
    if is_public and item.is_closed:
        if item.stop is not None and item.stop.case.is_exempt:
            return lines | {"silence": _("Behandlingen er unntatt offentlighet.")}
        return lines | {"decision": _decision(item, shield)}
    lines |= {
        "notes": _approved_here(item),
        "proposal": _proposal(item, shield),
        "proceedings": _rich(item.proceedings) if item.proceedings else None,
        "disqualified": [
            _disqualified_words(line.attendance.name, line.ground, line.basis, line.replaced_by)
            for line in item.disqualified.all()
        ],
        "entries": [
            _entry_lines(each) for each in item.entries.all() if each.kind != EntryKind.ADDITION
        ],
        "votes": list(_votes(item)),
        "decision": _decision(item, shield),
        "additions": [
            _entry_lines(each) for each in item.entries.all() if each.kind == EntryKind.ADDITION
        ],
    }
    said = ("notes", "proposal", "proceedings", "entries", "decision", "additions")
    return lines | {"silence": "" if any(lines[name] for name in said) else _("Ingen merknader.")}


def _approved_here(item: AgendaItem) -> list[str]:
    """Which earlier minutes the meeting approved under this item."""
    if item.kind != ItemKind.MINUTES:
        return []
    earlier = sorted(item.meeting.approved_minutes_of.all(), key=lambda each: each.held_on)
    said = _("Protokollen fra %(day)s ble godkjent.")
    return [said % {"day": day(each.held_on)} for each in earlier]


def _kept_back(item: AgendaItem) -> Iterable[Redaction]:
    return item.stop.case.redactions.all() if item.stop is not None else ()


def _proposal(item: AgendaItem, shield: Shield) -> dict[str, Any] | None:
    text = item.stop.case.approved_text if item.stop is not None else None
    if text is None or not text.data["proposal"]:
        return None
    block = {"kind": "proposal", "heading": text.data["proposal_heading"]}
    return shield.over({**block, **_rich(text.data["proposal"])})


def _rich(html: str) -> dict[str, Any]:
    """Rich text as a block under the item's own headings."""
    return {"html": html, "level": 3}


def _disqualified_words(name: str, ground: str, basis: Any, replaced_by: Any) -> str:
    said = _("%(name)s ble funnet inhabil og fratrådte. Grunn: %(ground)s")
    words = (said % {"name": name, "ground": ground}).rstrip(".") + "."
    if basis is not None:
        words += " " + _("Hjemmel: %(basis)s.") % {"basis": basis}
    if replaced_by is not None:
        words += " " + _("%(name)s tiltrådte som vara.") % {"name": replaced_by.name}
    return words


def _entry_lines(entry: MeetingEntry) -> dict[str, Any]:
    who = entry.by.name if entry.by is not None else ""
    who = ", ".join(filter(None, [who, entry.by_party]))
    heading = entry_name(entry)
    settled = {True: _("Vedtatt."), False: _("Falt."), None: ""}[entry.is_adopted]
    return {
        "heading": f"{heading} ({who})" if who else heading,
        "paragraphs": _paragraphs(entry.text),
        "settled": settled,
    }


def entry_name(entry: MeetingEntry) -> str:
    if entry.kind == EntryKind.ADDITION:
        return str(entry.get_kind_display())
    return _("%(kind)s %(number)d") % {"kind": entry.get_kind_display(), "number": entry.number}


def _votes(item: AgendaItem) -> Iterator[dict[str, Any]]:
    """A sentence when all agreed, otherwise a table for each thing they voted over."""
    if item.is_unanimous:
        yield {"heading": _("Votering"), "words": _("Enstemmig."), "rows": []}
    names = {entry.pk: entry_name(entry) for entry in item.entries.all()}
    by_subject: dict[int | None, list[VoteLine]] = {}
    for line in item.votes.all():
        by_subject.setdefault(line.entry_id, []).append(line)
    for subject, lines in by_subject.items():
        over = names[subject] if subject is not None else _("Forslaget fra administrasjonen")
        yield {
            "heading": _("Votering over %(over)s") % {"over": over[:1].lower() + over[1:]},
            "words": sum_words(lines),
            "rows": [
                {"party": line.party, "for": line.in_favour, "against": line.against}
                for line in lines
            ],
        }


def sum_words(lines: Iterable[VoteLine]) -> str:
    """9 stemmer for, 6 mot."""
    lines = list(lines)
    ayes = sum(line.in_favour for line in lines)
    noes = sum(line.against for line in lines)
    return ngettext(
        "%(ayes)d stemme for, %(noes)d mot.", "%(ayes)d stemmer for, %(noes)d mot.", ayes
    ) % {"ayes": ayes, "noes": noes}


def voting_words(item: AgendaItem) -> str:
    """The vote over the administration's proposal in a sentence; empty when there was none."""
    if item.is_unanimous:
        return _("Enstemmig.")
    lines = [line for line in item.votes.all() if line.entry_id is None]
    return sum_words(lines) if lines else ""


def _decision(item: AgendaItem, shield: Shield) -> dict[str, Any] | None:
    if item.vedtak is None:
        return None
    headings = {
        Task.DECIDES: _("Vedtak"),
        Task.RECOMMENDS: _("Innstilling"),
        Task.STATES: _("Uttalelse"),
    }
    block = {
        "kind": "decision",
        "heading": headings[Task(item.vedtak.task)],
        "answer": item.vedtak.pk,
        **_rich(item.vedtak.text),
    }
    return shield.over(block) | {"words": item.vedtak.answer}


def proposed_with_changes(item: AgendaItem) -> str:
    """What the committee adopted, to begin from: the proposal, then the proposals that passed."""
    text = item.stop.case.approved_text if item.stop is not None else None
    proposal = str(text.data["proposal"]) if text is not None else ""
    passed = [
        each.text
        for each in item.entries.all()
        if each.kind == EntryKind.PROPOSAL and each.is_adopted
    ]
    return "\n\n".join([to_plain(proposal), *passed]) if passed else ""
