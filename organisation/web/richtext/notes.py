"""Footnotes: a `small.footnote` where the number stands, with the words of the note in it.

The words stay in their paragraph, so what is done with the paragraph (taken out, moved, compared)
is done with its notes too. Numbers are never stored: whatever shows the text counts anew.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.utils.translation import gettext as _

from organisation.web.richtext.tree import Child, Node, parse, text_of, write

NOTE = "footnote"  # the class
TYPED = re.compile(r"[ \t]*\[\^\s*([^\[\]\n]+?)\s*\]")  # in a plain textarea
BLOCKS = {"p", "li", "div"}
SAME_NOTE = {"li", "div"}  # may hold all paragraphs of one note
_SPACE = re.compile(r"\s+")
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]»]")
# What a text processor leaves where a note is called: 1, [1], (iv), *.
_CALL = re.compile(r"[\[(]?\s*(?:\d{1,3}|[ivxlc]{1,6}|[*†‡]{1,3})\s*[\])]?", re.IGNORECASE)


def note(words: str) -> Node:
    return Node("small", {"class": NOTE}, [words])


def is_note(child: Child) -> bool:
    return (
        isinstance(child, Node)
        and child.tag == "small"
        and NOTE in child.attrs.get("class", "").split()
    )


def words_of(child: Child) -> str:
    """The words of a note on one line."""
    return _SPACE.sub(" ", text_of([child])).strip()


def count_notes(html: str) -> int:
    """How many notes stand in cleaned rich text."""
    return html.count(f'<small class="{NOTE}">')


# --- In the text ----------------------------------------------------------------------------------


def apart(node: Node) -> list[Child]:
    """`node` cut in pieces round its notes, for what no note may stand in: a link, raised words."""
    pieces: list[Child] = []
    run: list[Child] = []

    def end_of_run() -> None:
        if text_of(run).strip() or _has_picture(run):
            pieces.append(Node(node.tag, dict(node.attrs), list(run)))
        elif run:
            pieces.append(text_of(run))
        run.clear()

    for child in node.children:
        holds = isinstance(child, Node) and any(is_note(each) for each in child.walk())
        for each in apart(child) if holds and not is_note(child) else [child]:  # type: ignore[arg-type]
            if is_note(each):
                end_of_run()
                pieces.append(each)
            else:
                run.append(each)
    end_of_run()
    return pieces


def _has_picture(children: Iterable[Child]) -> bool:
    nodes = (each for child in children if isinstance(child, Node) for each in child.walk())
    return any(each.tag == "img" for each in nodes)


def without_notes(children: Iterable[Child]) -> list[Child]:
    """The text alone, as when one counts its words or looks for its figures."""
    return _said(children, lambda words: "")


def flattened(children: Iterable[Child]) -> list[Child]:
    """With each note as words in brackets, where a note does not belong: headings, captions."""
    return _said(children, lambda words: f" ({words})")


def spoken(children: Iterable[Child], first: int = 1) -> list[Child]:
    """With each note as it is read aloud, numbered from `first`: «(fotnote 1: …)»."""
    numbers = count(first)
    say = _(" (fotnote %(n)d: %(words)s)")
    return _said(children, lambda words: say % {"n": next(numbers), "words": words})


def typed(children: Iterable[Child]) -> list[Child]:
    """With each note as it is written in a plain textarea: «[^ …]»."""
    return _said(children, lambda words: f" [^ {words}]")


def _said(children: Iterable[Child], say: Callable[[str], str]) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child)
        elif not is_note(child):
            out.append(Node(child.tag, child.attrs, _said(child.children, say)))
        else:
            if out and isinstance(out[-1], str):
                out[-1] = out[-1].rstrip(" ")
            out.append(say(words_of(child)))
    return out


# --- On a page ------------------------------------------------------------------------------------


def on_page(children: Iterable[Child], first: int = 1) -> tuple[list[Child], list[Child]]:
    """The text with numbers that lead to its notes, and the list of them, which lead back.

    `first` is the number of the first note; ids are the same on a page only when numbers are.
    """
    notes: list[str] = []
    text = _numbered(children, notes, first)
    if not notes:
        return text, []
    items: list[Child] = [_item(words, number) for number, words in enumerate(notes, first)]
    listed = Node("ol", {"start": str(first), "aria-label": _("Fotnoter")}, items)
    return text, [Node("div", {"class": "notes"}, [listed])]


def _numbered(children: Iterable[Child], notes: list[str], first: int) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child)
        elif is_note(child):
            out.append(_call(first + len(notes)))
            notes.append(words_of(child))
        else:
            out.append(Node(child.tag, child.attrs, _numbered(child.children, notes, first)))
    return out


def _call(number: int) -> Node:
    attrs = {
        "id": f"fotnote-{number}-sted",
        "href": f"#fotnote-{number}",
        "role": "doc-noteref",
        "aria-label": _("Fotnote %(n)d") % {"n": number},
    }
    return Node("sup", {"class": "note-call"}, [Node("a", attrs, [str(number)])])


def _item(words: str, number: int) -> Node:
    attrs = {
        "href": f"#fotnote-{number}-sted",
        "role": "doc-backlink",
        "aria-label": _("Tilbake til fotnote %(n)d i teksten") % {"n": number},
    }
    back = Node("a", attrs, ["↩"])
    return Node("li", {"id": f"fotnote-{number}"}, [*with_links(words), " ", back])


def with_links(words: str) -> Iterator[Child]:
    """Plain words with the addresses in them as links."""
    end = 0
    for found in _LINK.finditer(words):
        yield words[end : found.start()]
        yield Node("a", {"href": found[0], "rel": "noopener noreferrer"}, [found[0]])
        end = found.end()
    yield words[end:]


# --- From a text processor ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Anchor:
    """A link in pasted text, with what it stands in, from the outermost."""

    node: Node
    above: tuple[Node, ...]

    @property
    def target(self) -> str:
        href = self.node.attrs.get("href", "")
        return href[1:] if href.startswith("#") else ""

    @property
    def names(self) -> set[str]:
        near = (each for each in self.above if each.tag in BLOCKS | {"sup"})
        found = {self.node.attrs.get("name", ""), self.node.attrs.get("id", "")}
        return (found | {each.attrs.get("id", "") for each in near}) - {""}


def adopted(children: list[Child]) -> list[Child]:
    """Notes of a text processor become ours: a number and a note that link to each other.

    What has lost the other half stays as plain words.
    """
    root = Node("", {}, children)
    anchors = [each for each in _anchors(root, ()) if each.target]
    calls: list[tuple[_Anchor, _Anchor]] = []
    for place, call in enumerate(anchors):
        if _CALL.fullmatch(words_of(call.node)):
            later = anchors[place + 1 :]
            found = (n for n in later if call.target in n.names and n.target in call.names)
            calls += [(call, listed) for listed in found][:1]
    halves = [id(half.node) for pair in calls for half in pair]
    for call, listed in calls:
        block = _block_of(listed, halves)
        words = _words_of_block(block, listed.node) if block else ""
        if block and words:
            parent = ([root, *listed.above])[_depth(listed, block)]
            parent.children = [each for each in parent.children if each is not block]
            call.node.tag, call.node.attrs = "small", {"class": NOTE}
            call.node.children = [words]
    return root.children


def _anchors(node: Node, above: tuple[Node, ...]) -> Iterator[_Anchor]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "a":
                yield _Anchor(child, above)
            yield from _anchors(child, (*above, child))


def _depth(anchor: _Anchor, block: Node) -> int:
    return next(place for place, each in enumerate(anchor.above) if each is block)


def _block_of(listed: _Anchor, halves: list[int]) -> Node | None:
    """The paragraph of a note, or what holds all its paragraphs and no other note."""
    found: Node | None = None
    for each in reversed(listed.above):
        inside = [id(node) for node in each.walk() if id(node) in halves]
        if inside != [id(listed.node)]:
            break
        if (
            each.tag == "p"
            or (each.tag in SAME_NOTE and each.attrs.get("id"))
            or (each.tag in SAME_NOTE and found is None)
        ):
            found = each
    return found


def _words_of_block(block: Node, mark: Node) -> str:
    said: list[str] = []

    def read(node: Node) -> None:
        for child in node.children:
            if isinstance(child, str):
                said.append(child)
            elif child is not mark:
                said.append(" " if child.tag in BLOCKS | {"br"} else "")
                read(child)

    read(block)
    return _SPACE.sub(" ", "".join(said)).strip()


def adopt(html: str) -> str:
    """`adopted` for HTML, at no cost where nothing links within the text."""
    return write(adopted(parse(html))) if 'href="#' in html else html
