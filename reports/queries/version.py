"""What the text of a case has been: versions read from its history, and the text at each.

Saves by one person after each other are one version; what moves the case on is one by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.audit.history import Source, Stand, stands_since
from organisation.people.models import Person
from portfolio.lifecycle import Outcome as GateOutcome
from reports import blocks
from reports.compare import PartText
from reports.lifecycle import CaseState
from reports.models import BoardCase, CaseSection
from reports.shielding import PROPOSAL

PART, CASE = "part", "case"
TITLE = "tittel"  # the title as a part
EVER = datetime(2000, 1, 1, tzinfo=UTC)
PAUSE = timedelta(minutes=45)  # longer, and the same person's next save is a version of its own
# What moves a case on, as it stands in the list of versions.
SENT, APPROVED, RETURNED = "sent", "approved", "returned"
MARKS = {
    CaseState.QUALITY_CHECK: SENT,
    CaseState.APPROVED: APPROVED,
    CaseState.DRAFT: RETURNED,
}
MARK_WORDS = {
    SENT: gettext_lazy("Sendt til kvalitetssikring"),
    APPROVED: gettext_lazy("Godkjent"),
    RETURNED: gettext_lazy("Sendt tilbake"),
}
MARK_ICONS = {SENT: "send", APPROVED: "check", RETURNED: "undo"}
WRITTEN = ("html", "heading", "level", "block", "params")


@dataclass
class Version:
    """A stretch of one person's saves, or a step of the case; `number` counts from the first."""

    number: int
    by: int | None
    started: datetime
    at: datetime  # the last save of it; the text of the version is that of this moment
    context: Any
    saves: int = 0
    mark: str = ""
    told: list[str] = field(default_factory=list)  # what was done, in words
    reasons: list[str] = field(default_factory=list)
    who: str = ""

    @property
    def mark_words(self) -> str:
        return str(MARK_WORDS.get(self.mark, ""))

    @property
    def icon(self) -> str:
        return MARK_ICONS.get(self.mark, "edit")

    @property
    def saves_words(self) -> str:
        return ngettext("%(n)d lagring", "%(n)d lagringer", self.saves) % {"n": self.saves}

    def add(self, stand: Stand, told: str) -> None:
        self.at = stand.at
        if stand.context != self.context or not self.saves:
            self.saves += 1
        self.context = stand.context
        if told and told not in self.told:
            self.told.append(told)
        if stand.reason and stand.reason not in self.reasons:
            self.reasons.append(stand.reason)


@dataclass(frozen=True)
class Text:
    """All that was written in the case at a moment."""

    title: str
    proposal: str
    outcome: str
    sections: list[dict[str, Any]]

    def parts(self, case: BoardCase) -> list[PartText]:
        """As parts to compare: the title, the sections in their order, the proposal."""
        outcome = str(dict(GateOutcome.choices).get(self.outcome, _("ikke valgt")))
        of_gate = _("Forslaget betyr: %(outcome)s") % {"outcome": outcome.lower()}
        return [
            PartText(TITLE, _("Tittel"), f"<p>{escape(self.title)}</p>"),
            *(_part(row) for row in self.sections),
            PartText(
                PROPOSAL,
                case.template.proposal_heading,
                self.proposal,
                says=(self.outcome, of_gate),
            ),
        ]

    def section(self, key: str) -> dict[str, Any] | None:
        return next((row for row in self.sections if str(row["id"]) == key), None)


def _part(row: dict[str, Any]) -> PartText:
    is_data = row["kind"] == "data"
    says = ("", "")
    if is_data:
        block = blocks.BLOCKS.get(row["block"])
        name = str(block.title).lower() if block else row["block"]
        told = _("Datablokken er valgt på nytt: %(block)s") % {"block": name}
        says = (f"{row['block']} {row['params']}", told)
    return PartText(str(row["id"]), row["heading"], row["html"], row["level"], is_data, says)


class Past:
    """The history of one case's text; one query for all of it, and one for the names."""

    def __init__(self, case: BoardCase) -> None:
        sources = [
            Source(PART, CaseSection, Q(case=case.pk)),
            Source(CASE, BoardCase, Q(pgh_obj_id=case.pk)),
        ]
        self.case = case
        self.stands = stands_since(sources, EVER)
        self.versions = _versions(self.stands.values())
        _name(self.versions)

    def version(self, number: int) -> Version | None:
        """Version `number`, counted from 1."""
        return self.versions[number - 1] if 0 < number <= len(self.versions) else None

    def text_at(self, moment: datetime) -> Text:
        """What stood when the last change no later than `moment` was saved."""
        sections = []
        about: dict[str, Any] = {}
        for (key, _pk), stands in self.stands.items():
            row = next((each.row for each in reversed(stands) if each.at <= moment), None)
            if row is None:
                continue
            if key == PART:
                sections.append(row)
            else:
                about = row
        sections.sort(key=lambda row: (row["position"], row["id"]))
        return Text(
            about.get("title", ""),
            about.get("proposal", ""),
            about.get("proposed_outcome", ""),
            sections,
        )

    def last(self, *marks: str, before: int) -> Version | None:
        """The last version with one of `marks`, before version `before`."""
        earlier = reversed(self.versions[: before - 1])
        return next((each for each in earlier if each.mark in marks), None)

    def usual_start(self, person: Person, end: Version) -> Version | None:
        """What one wants to see the changes since, unless one says otherwise.

        The last return, else the last approval, else what somebody else wrote last, else the
        version before; only where something was written after it.
        """
        found = [
            self.last(RETURNED, before=end.number),
            self.last(APPROVED, before=end.number),
            self.last_of_others(person, before=end.number),
            self.version(end.number - 1),
        ]
        return next((each for each in found if each and self.is_written_after(each, end)), None)

    def last_of_others(self, person: Person, *, before: int) -> Version | None:
        earlier = reversed(self.versions[: before - 1])
        return next((each for each in earlier if each.by != person.pk and not each.mark), None)

    def is_written_after(self, start: Version, end: Version) -> bool:
        return any(not each.mark for each in self.versions[start.number : end.number])


def _versions(histories: Iterable[Sequence[Stand]]) -> list[Version]:
    changes = [change for stands in histories for change in _changes(stands)]
    found: list[Version] = []
    # What was written in the same moment as the case was moved on, was written before.
    for stand, mark, told in sorted(changes, key=lambda change: (change[0].at, bool(change[1]))):
        last = found[-1] if found else None
        if last is None or mark or last.mark or not _goes_on(last, stand):
            last = Version(len(found) + 1, stand.by, stand.at, stand.at, stand.context, mark=mark)
            found.append(last)
        last.add(stand, told)
    return found


def _goes_on(last: Version, stand: Stand) -> bool:
    """The same person wrote on, or it was the same save."""
    if stand.context is not None and stand.context == last.context:
        return True
    return stand.by == last.by and stand.at - last.at <= PAUSE


def _changes(stands: Sequence[Stand]) -> Iterator[tuple[Stand, str, str]]:
    """What in the history of one row changed the text or moved the case, with words for it."""
    before: dict[str, Any] = {}
    for stand in stands:
        now = stand.row or {}
        if stand.key == PART:
            if told := _of_part(stand, before, now):
                yield stand, "", told
        else:
            yield from _of_case(stand, before, now)
        before = now


def _of_part(stand: Stand, before: dict[str, Any], now: dict[str, Any]) -> str:
    heading = (now or before).get("heading", "")
    if not now:
        words = _("Fjernet «%(part)s»")
    elif not before:
        words = _("Laget «%(part)s»") if stand.action != "reports.make_case" else _("Opprettet")
    elif any(before[name] != now[name] for name in WRITTEN):
        words = _("Skrev i «%(part)s»")
    elif before["position"] != now["position"] and stand.action == "reports.move_section":
        words = _("Flyttet «%(part)s»")
    else:
        return ""
    return words % {"part": heading} if "%" in words else words


def _of_case(
    stand: Stand, before: dict[str, Any], now: dict[str, Any]
) -> Iterator[tuple[Stand, str, str]]:
    if not before:
        yield stand, "", _("Opprettet")
        return
    if not now:
        return
    if before["title"] != now["title"]:
        yield stand, "", _("Endret tittelen")
    if any(before[name] != now[name] for name in ("proposal", "proposed_outcome")):
        yield stand, "", _("Skrev forslaget til vedtak")
    mark = MARKS.get(now["state"], "") if before["state"] != now["state"] else ""
    # A postponed case is approved as it was.
    if mark and not (mark == APPROVED and before["state"] == CaseState.SCHEDULED):
        yield stand, mark, ""


def _name(versions: Iterable[Version]) -> None:
    people = Person.objects.in_bulk({each.by for each in versions if each.by})
    for version in versions:
        person = people.get(version.by) if version.by else None
        version.who = str(person) if person else _("Systemet")
