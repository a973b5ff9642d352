"""What is said about the text of a case, for the pages of those who work on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.checks import CheckItem
from reports.lifecycle import CaseState
from reports.models import BoardCase, CaseComment
from reports.remarks import Remarks, Said
from reports.services.comment import GONE
from reports.shielding import PROPOSAL, Paragraph, paragraphs_of

SHOWN_WORDS = 9


@dataclass(frozen=True)
class Thread:
    """One comment with what was answered, and the part it stands in (empty when it is gone)."""

    comment: CaseComment
    place: str
    part: str
    is_gone: bool  # the paragraph is not in the text any more
    replies: list[CaseComment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.comment.done_at is None


@dataclass(frozen=True)
class Place:
    """A part one may comment on: the key of its page, its heading and its paragraphs."""

    key: str
    heading: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Talk:
    """The threads of one part, or of the whole case: open ones first, then in the text's order."""

    threads: list[Thread]
    open_everywhere: int
    open_in_proposal: int
    first_open: str  # key of the first part with an open comment

    @property
    def open_count(self) -> int:
        return sum(thread.is_open for thread in self.threads)


def is_talked_about(case: BoardCase) -> bool:
    """Comments may be written: until the text is approved."""
    return case.state in (CaseState.DRAFT, CaseState.QUALITY_CHECK)


def places_of(case: BoardCase) -> list[Place]:
    """The parts in the order they are read, the proposal last; `case` is read with its text."""
    parts = [
        Place(str(part.pk), part.heading, list(paragraphs_of(part.html)))
        for part in case.text_parts()
    ]
    heading = case.template.proposal_heading
    return [*parts, Place(PROPOSAL, heading, list(paragraphs_of(case.proposal)))]


def threads_of(case: BoardCase) -> list[Thread]:
    """All threads of the case; one query, none when it is known that nobody said anything."""
    if not getattr(case, "has_comments", True):
        return []
    places = {place.key: place for place in places_of(case)}
    order = {key: nth for nth, key in enumerate(places)}
    rows = list(case.comments.select_related("by", "done_by"))
    below: dict[int, list[CaseComment]] = {}
    for row in rows:
        if row.answer_to_id is not None:
            below.setdefault(row.answer_to_id, []).append(row)
    found = [
        _thread(row, places, below.get(row.pk, [])) for row in rows if row.answer_to_id is None
    ]
    last = len(order)
    return sorted(found, key=lambda each: (not each.is_open, order.get(each.place, last)))


def _thread(row: CaseComment, places: dict[str, Place], replies: list[CaseComment]) -> Thread:
    key = str(row.section_id) if row.section_id else PROPOSAL
    if row.block == GONE:
        return Thread(row, "", "", True, replies)
    place = places[key]
    ids = {paragraph.key for paragraph in place.paragraphs}
    return Thread(row, key, place.heading, bool(row.block) and row.block not in ids, replies)


def talk_of(case: BoardCase, place: str = "") -> Talk:
    """What is said about one part, or about all of them; marks each part with its open ones.

    What is said of a part that is gone stands with the whole case, and with its last part.
    """
    threads = threads_of(case)
    open_ones = [thread for thread in threads if thread.is_open]
    for part in case.text_parts():
        part.open_comments = sum(thread.place == str(part.pk) for thread in open_ones)
    return Talk(
        threads=[thread for thread in threads if place in ("", thread.place)]
        + [thread for thread in threads if place == PROPOSAL and not thread.place],
        open_everywhere=len(open_ones),
        open_in_proposal=sum(thread.place == PROPOSAL for thread in open_ones),
        first_open=next((thread.place for thread in open_ones if thread.place), PROPOSAL),
    )


def remarks_on(case: BoardCase, threads: Iterable[Thread], *, is_beside: bool) -> Remarks:
    """Where one comments on each paragraph of `case`, and what is open there.

    With `is_beside` the threads stand on the same page as the text.
    """
    at: dict[tuple[str, str], list[CaseComment]] = {}
    for thread in threads:
        if thread.is_open and not thread.is_gone and thread.comment.block:
            at.setdefault((thread.place, thread.comment.block), []).append(thread.comment)
    said = {
        key: Said(
            len(there),
            f"#kommentar-{there[0].pk}" if is_beside else there[0].get_absolute_url(),
        )
        for key, there in at.items()
    }
    return Remarks(case.pk, said)


def open_comments_check(talk: Talk) -> list[CheckItem]:
    """A tip in the check list while somebody waits for an answer; nothing when all is settled."""
    if not talk.open_everywhere:
        return []
    words = ngettext("%(n)d kommentar er åpen.", "%(n)d kommentarer er åpne.", talk.open_everywhere)
    place = talk.first_open
    target = place if place == PROPOSAL else f"del-{place}"
    return [CheckItem(words % {"n": talk.open_everywhere}, False, target, is_required=False)]


def paragraph_choices(case: BoardCase, place: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """What a comment may be about: each part, and the first words of each of its paragraphs."""
    return [
        (each.heading, [(f"{each.key}:", _("Hele delen")), *_choices(each)])
        for each in places_of(case)
        if place in ("", each.key)
    ]


def _choices(place: Place) -> Iterator[tuple[str, str]]:
    for paragraph in place.paragraphs:
        words = beginning(paragraph.text) or _("bilde")
        yield f"{place.key}:{paragraph.key}", words


def beginning(text: str) -> str:
    return Truncator(text).words(SHOWN_WORDS, truncate=" …")
