"""Two states of a case's text laid over each other: part by part, line by line, word by word.

A line is what stands by itself: a paragraph, a heading, an item of a list, a table. Lines find each
other by their `data-id`, else by their words. What is drawn is HTML with `ins` and `del`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Generic, TypeVar

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.richtext.notes import is_note, words_of
from organisation.web.richtext.tree import Child, Node, parse, write

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
LISTS = ("ul", "ol")
MARKS = ("strong", "em", "sup", "sub")
# A sum stands as one word, so that a new one is seen whole: 1 200 000, 1,2 and nøkkel-ordning.
WORD = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)*|\w+(?:-\w+)*|\s+|[^\w\s]"
)
HAS_WORD = re.compile(r"\w")
ALIKE = 0.45  # of two lines, above which one was made of the other
READABLE = 0.3  # of words kept, under which both stand whole
MOST_PAIRS = 900  # lines times lines that are tried against each other
NEAR = 1  # lines shown on each side of a change
NAMES = {
    "p": gettext_lazy("avsnitt"),
    "li": gettext_lazy("punkt i liste"),
    "h2": gettext_lazy("overskrift"),
    "h3": gettext_lazy("underoverskrift"),
    "h4": gettext_lazy("mellomtittel"),
    "blockquote": gettext_lazy("sitat"),
    "table": gettext_lazy("tabell"),
}
Item = TypeVar("Item")


# --- What is compared -----------------------------------------------------------------------------


@dataclass(frozen=True)
class PartText:
    """One part of the case as it stood.

    `says` is what else it holds, and the words for it: told when it is not what it was.
    """

    key: str
    heading: str
    html: str = ""
    level: int = 2
    is_data: bool = False
    says: tuple[str, str] = ("", "")


Token = tuple[str, tuple[str, ...]]  # words, and how they stand: strong, em, a:address


@dataclass(frozen=True)
class Line:
    """What stands by itself in a part."""

    key: str
    kind: str
    words: tuple[Token, ...] = ()
    depth: int = 0
    number: int = 0  # in a numbered list
    rows: "tuple[Row, ...]" = ()

    @property
    def text(self) -> str:
        if self.rows:
            return "\n".join([spoken(self.words), *(row.text for row in self.rows)])
        return spoken(self.words)


@dataclass(frozen=True)
class Row:
    """A row of a table; each cell is its tag and its words."""

    key: str
    cells: tuple[tuple[str, tuple[Token, ...]], ...]

    @property
    def text(self) -> str:
        return "\t".join(spoken(words) for _tag, words in self.cells)


def spoken(words: Iterable[Token]) -> str:
    return "".join(word for word, _marks in words)


def lines_of(html: str) -> list[Line]:
    return [line for child in parse(html) for line in _lines(child, 0)]


def _lines(child: Child, depth: int) -> Iterator[Line]:
    if isinstance(child, str):
        return
    key = child.attrs.get("data-id", "")
    if child.tag in LISTS:
        items = [each for each in child.children if isinstance(each, Node)]
        for nth, item in enumerate(items, 1):
            own = [each for each in item.children if not _is_list(each)]
            number = nth if child.tag == "ol" else 0
            yield Line(item.attrs.get("data-id", ""), "li", tokens(own), depth, number)
            for inner in item.children:
                if _is_list(inner):
                    yield from _lines(inner, depth + 1)
    elif child.tag == "blockquote":
        for inner in child.children:
            for line in _lines(inner, depth):
                yield replace(line, kind="blockquote") if line.kind == "p" else line
    elif child.tag == "table":
        caption = next((each.children for each in child.walk() if each.tag == "caption"), [])
        rows = tuple(_row(each) for each in child.walk() if each.tag == "tr")
        yield Line(key, "table", tokens(caption), rows=rows)
    else:
        yield Line(key, child.tag, tokens(child.children))


def _is_list(child: Child) -> bool:
    return isinstance(child, Node) and child.tag in LISTS


def _row(node: Node) -> Row:
    cells = [each for each in node.children if isinstance(each, Node)]
    return Row(
        node.attrs.get("data-id", ""), tuple((each.tag, tokens(each.children)) for each in cells)
    )


def tokens(children: Iterable[Child]) -> tuple[Token, ...]:
    """Words, spaces and signs one by one, each with the marks it stands under."""
    return tuple(_tokens(children, ()))


def _tokens(children: Iterable[Child], marks: tuple[str, ...]) -> Iterator[Token]:
    for child in children:
        if isinstance(child, str):
            yield from ((word, marks) for word in WORD.findall(child))
        elif is_note(child):
            said = _(" (fotnote: %(words)s)") % {"words": words_of(child)}
            # Words of a note are never taken for words of the text.
            yield from ((word, (*marks, "note")) for word in WORD.findall(said))
        elif child.tag == "br":
            yield "\n", marks
        elif child.tag == "img":
            said = _("[bilde: %(words)s]") % {"words": child.attrs.get("alt") or "–"}
            yield said, (*marks, f"img:{child.attrs.get('src', '')}")
        elif child.tag == "a":
            yield from _tokens(child.children, (*marks, f"a:{child.attrs.get('href', '')}"))
        else:
            more = (child.tag,) if child.tag in MARKS else ()
            yield from _tokens(child.children, (*marks, *more))


# --- What has changed -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair(Generic[Item]):
    """What stood and what stands in its place; None where nothing did, or does."""

    old: Item | None
    new: Item | None

    @property
    def state(self) -> str:
        if self.old is None:
            return ADDED
        if self.new is None:
            return REMOVED
        return SAME if self.old == self.new else CHANGED


@dataclass(frozen=True)
class Shown:
    """A line as it is drawn."""

    html: SafeString
    state: str


@dataclass(frozen=True)
class Stretch:
    """Lines after each other; what is the same far from a change is folded."""

    lines: list[Shown]
    is_folded: bool


@dataclass(frozen=True)
class PartChange:
    """What became of one part."""

    key: str
    name: str
    heading: SafeString
    state: str
    notes: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    was_written: bool = False  # there is an old text to take back

    @property
    def is_same(self) -> bool:
        return self.state == SAME and not self.notes


@dataclass(frozen=True)
class Comparison:
    parts: list[PartChange]

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def changed(self) -> int:
        return sum(not part.is_same for part in self.parts)


def compare(old: Sequence[PartText], new: Sequence[PartText]) -> Comparison:
    """Each part in the order it now stands; one that is gone comes where it stood."""
    before = {part.key: part for part in old}
    after = {part.key: part for part in new}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    order = list(after)
    for place, part in enumerate(old):
        if part.key not in after:
            earlier = [order.index(each.key) for each in old[:place] if each.key in order]
            order.insert(earlier[-1] + 1 if earlier else 0, part.key)
    return Comparison(
        [_part_change(before.get(key), after.get(key), is_moved=key in moved) for key in order]
    )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that do not keep their place among the rest."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    blocks = matcher.get_matching_blocks()
    stay = {key for at, _to, size in blocks for key in before[at : at + size]}
    return set(after) - stay


def _part_change(old: PartText | None, new: PartText | None, *, is_moved: bool) -> PartChange:
    part = new or old
    assert part is not None  # the order holds keys of one or the other
    notes = [_("Flyttet")] if is_moved else []
    if old and new:
        notes += _told(old, new)
    was, now = (lines_of(each.html) if each and not each.is_data else [] for each in (old, new))
    lines = [_drawn(pair) for pair in _aligned(was, now)]
    heading = word_changes(_plain(old), _plain(new)) if old and new else _whole(_plain(part), "")
    is_same = old == new or bool(
        old and new and old.heading == new.heading and all(line.state == SAME for line in lines)
    )
    states = {(True, False): REMOVED, (False, True): ADDED}
    return PartChange(
        key=part.key,
        name=part.heading,
        heading=mark_safe(write(heading)),  # Safe: `write` escapes the words it is given.
        state=SAME if is_same else states.get((old is not None, new is not None), CHANGED),
        notes=notes,
        stretches=list(_stretches(lines)),
        was_written=bool(old and not old.is_data and (old.html or new is None)),
    )


def _plain(part: PartText | None) -> tuple[Token, ...]:
    return tokens([part.heading]) if part else ()


def _told(old: PartText, new: PartText) -> list[str]:
    """What is not words."""
    told = [new.says[1]] if old.says[0] != new.says[0] else []
    if old.level != new.level:
        told.append(_("Nivået på overskriften er endret"))
    return told


def _aligned(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Pair[Any]]:
    """Which of the lines, or rows, in `new` each of `old` became: by its id, else by its words."""
    known = {each.key for each in old} & {each.key for each in new} - {""}

    def sign(each: Any) -> Any:
        return each.key if each.key in known else (each.text, getattr(each, "kind", ""))

    matcher = SequenceMatcher(None, [sign(e) for e in old], [sign(e) for e in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Pair(a, b) for a, b in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield from _rewritten(old[i1:i2], new[j1:j2])


def _rewritten(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Pair[Any]]:
    """Lines that stand where others stood: those much alike are one line that was rewritten."""
    at = 0
    if len(old) * len(new) <= MOST_PAIRS:
        for each in old:
            found = next((n for n in range(at, len(new)) if _are_alike(each, new[n])), None)
            if found is None:
                yield Pair(each, None)
                continue
            yield from (Pair(None, other) for other in new[at:found])
            yield Pair(each, new[found])
            at = found + 1
    else:
        yield from (Pair(each, None) for each in old)
    yield from (Pair(None, other) for other in new[at:])


def _are_alike(old: Any, new: Any) -> bool:
    if getattr(old, "kind", "") != getattr(new, "kind", ""):
        return False
    matcher = SequenceMatcher(None, WORD.findall(old.text), WORD.findall(new.text), autojunk=False)
    return matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


# --- Words ----------------------------------------------------------------------------------------


def word_changes(old: Sequence[Token], new: Sequence[Token]) -> list[Child]:
    """The words of both, with what was taken out in `del` and what came in `ins`."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < READABLE:
        return [*_whole(old, "del"), *_whole(new, "ins")]
    out: list[Child] = []
    for is_same, was, now in _chunks(matcher, old, new):
        if is_same:
            out += _whole(now, "")
        else:
            out += [*_whole(was, "del"), *_whole(now, "ins")]
    return out


def _chunks(
    matcher: "SequenceMatcher[Token]", old: Sequence[Token], new: Sequence[Token]
) -> list[tuple[bool, list[Token], list[Token]]]:
    """What is the same and what is not, in turn; a sign between two changes goes with them."""
    found: list[tuple[bool, list[Token], list[Token]]] = []
    codes = matcher.get_opcodes()
    for nth, (tag, i1, i2, j1, j2) in enumerate(codes):
        was, now = list(old[i1:i2]), list(new[j1:j2])
        is_between = 0 < nth < len(codes) - 1
        is_same = tag == "equal" and not (is_between and not HAS_WORD.search(spoken(was)))
        if found and not is_same and not found[-1][0]:
            found[-1] = (False, found[-1][1] + was, found[-1][2] + now)
        else:
            found.append((is_same, was, now))
    return found


SAYS = {"del": gettext_lazy("slettet: "), "ins": gettext_lazy("lagt til: ")}


def _whole(words: Sequence[Token], tag: str) -> list[Child]:
    """All the words, in a `del` or an `ins` that says so to those who do not see it."""
    if not words:
        return []
    inner = [
        piece
        for marks, run in groupby(words, key=lambda token: token[1])
        for piece in _marked([word for word, _marks in run], marks)
    ]
    if not tag:
        return inner
    before = Node("span", {"class": "ds-sr-only"}, [f"[{SAYS[tag]}"])
    return [Node(tag, {}, [before, *inner, Node("span", {"class": "ds-sr-only"}, ["]"])])]


def _marked(words: list[str], marks: tuple[str, ...]) -> list[Child]:
    text: list[Child] = []
    for nth, piece in enumerate("".join(words).split("\n")):
        text += [Node("br"), piece] if nth else [piece]
    for mark in reversed(marks):
        if mark.startswith("a:"):
            text = [Node("a", {"href": mark[2:], "rel": "noopener noreferrer"}, text)]
        elif mark in MARKS:
            text = [Node(mark, {}, text)]
    return text


# --- Drawing --------------------------------------------------------------------------------------


def _drawn(pair: Pair[Line]) -> Shown:
    old, new = pair.old, pair.new
    line = new or old
    assert line is not None
    same = old is not None and new is not None and _says_the_same(old, new)
    state = SAME if same else pair.state if pair.state != SAME else CHANGED
    if line.kind == "table":
        body: Child = _table(old, new)
    else:
        body = _line(line, _words(old, new, state))
    note: list[Child] = []
    if old and new and old.kind != new.kind:
        words = _("Var %(before)s, er %(after)s") % {
            "before": NAMES.get(old.kind, old.kind),
            "after": NAMES.get(new.kind, new.kind),
        }
        note = [Node("p", {"class": "diff-note"}, [words])]
    # Safe: `write` escapes the words it is given.
    return Shown(mark_safe(write([*note, body])), state)


def _says_the_same(old: Line, new: Line) -> bool:
    said = [
        (each.kind, each.words, each.depth, tuple(row.cells for row in each.rows))
        for each in (old, new)
    ]
    return said[0] == said[1]


def _words(old: Line | None, new: Line | None, state: str) -> list[Child]:
    if old and new:
        return _whole(new.words, "") if state == SAME else word_changes(old.words, new.words)
    if new:
        return _whole(new.words, "ins")
    return _whole(old.words if old else (), "del")


def _line(line: Line, words: list[Child]) -> Node:
    """Headings stand as strong lines, since the part's own heading is the page's."""
    if line.kind == "li":
        mark = f"{line.number}." if line.number else "–"
        css = f"diff-item depth-{min(line.depth, 3)}"
        said: list[Child] = [Node("span", {"class": "mark"}, [f"{mark} "]), Node("span", {}, words)]
        return Node("p", {"class": css}, said)
    if line.kind in ("h2", "h3", "h4"):
        return Node("p", {"class": f"diff-heading is-{line.kind}"}, [Node("strong", {}, words)])
    if line.kind == "blockquote":
        return Node("blockquote", {}, [Node("p", {}, words)])
    return Node("p", {}, words)


def _table(old: Line | None, new: Line | None) -> Node:
    captions = word_changes(old.words if old else (), new.words if new else ())
    if not old or not new:
        captions = _whole((new or old).words, "ins" if new else "del")  # type: ignore[union-attr]
    rows = _aligned(old.rows if old else (), new.rows if new else ())
    parts: list[Child] = [Node("caption", {}, captions)] if captions else []
    parts.append(Node("tbody", {}, [_table_row(pair) for pair in rows]))
    return Node("div", {"class": "table"}, [Node("table", {}, parts)])


def _table_row(pair: Pair[Row]) -> Node:
    old, new = pair.old, pair.new
    state = SAME if old and new and old.cells == new.cells else pair.state
    cells: list[Child] = []
    for was, now in _cells(old.cells if old else (), new.cells if new else ()):
        tag = (now or was or ("td", ()))[0]
        if was and now:
            words = _whole(now[1], "") if was[1] == now[1] else word_changes(was[1], now[1])
        else:
            words = _whole(now[1], "ins") if now else _whole(was[1] if was else (), "del")
        cells.append(Node(tag, {}, words))
    return Node("tr", {"class": f"is-{state}"}, cells)


Cell = tuple[str, tuple[Token, ...]]


def _cells(old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Cell by cell; where a column has come or gone, by what stands in them."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    matcher = SequenceMatcher(
        None, [spoken(e[1]) for e in old], [spoken(e[1]) for e in new], autojunk=False
    )
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for nth in range(max(i2 - i1, j2 - j1)):
            yield (
                old[i1 + nth] if i1 + nth < i2 else None,
                new[j1 + nth] if j1 + nth < j2 else None,
            )


def _stretches(lines: list[Shown]) -> Iterator[Stretch]:
    """Changes with a line on each side; what is the same between them is folded."""
    touched = {nth for nth, line in enumerate(lines) if line.state != SAME}
    near = {nth + step for nth in touched for step in range(-NEAR, NEAR + 1)}
    for is_near, run in groupby(enumerate(lines), key=lambda each: each[0] in near):
        shown = [line for _nth, line in run]
        yield Stretch(shown, is_folded=not is_near and bool(touched) and len(shown) > 1)
