"""What may stand in rich text, and how anything else is turned into that or left out.

nh3 stands at both ends: first it makes whatever came well-formed and harmless, then the text is
rebuilt block by block, then nh3 passes the result through the strict list.
"""

import re
import secrets
from collections.abc import Iterable, Iterator

import nh3

from organisation.web.richtext.notes import adopted, apart, flattened, is_note, note, words_of
from organisation.web.richtext.tables import table_from
from organisation.web.richtext.tree import Child, Node, parse, scrub, text_of, write

MARKS = {"strong", "em", "sup", "sub"}
SAME_AS = {"b": "strong", "i": "em"}
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
LISTS = {"ul", "ol"}
INLINE = MARKS | set(SAME_AS) | {"a", "br", "img", "small"}
WITHOUT_NOTES = {"a", "sup", "sub"}
CONTAINERS = {"div", "section", "article", "header", "footer", "main", "figure", "figcaption"}
CONTAINERS |= {"address", "dl", "dt", "dd", "pre", "center"}
WITH_ID = {"h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "table", "tr"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}

ALLOWED = {"h2", "h3", "h4", "p", "blockquote", "li", "a", "br", "img", "small"}
ALLOWED |= MARKS | LISTS | TABLE
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "small": {"class"},  # of a footnote
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    **{tag: {"data-id"} for tag in WITH_ID},
}
SCHEMES = {"http", "https", "mailto"}
DROPPED_WHOLE = {
    "script", "style", "template", "noscript", "title", "textarea", "select", "button", "iframe",
    "object", "svg", "math", "head", "audio", "video", "canvas",
}  # fmt: skip

_LOOSE = nh3.Cleaner(
    tags=ALLOWED | set(SAME_AS) | set(HEADINGS) | CONTAINERS | {"tfoot"},
    clean_content_tags=DROPPED_WHOLE,
    attributes={
        **ATTRIBUTES,
        "table": {"data-id", "data-caption"},
        # What the notes of a text processor are known by.
        "a": {"href", "name", "id"},
        **{tag: {"data-id", "id"} for tag in ("p", "li", "div", "sup")},
    },
    url_schemes=SCHEMES,
    link_rel=None,
)
_STRICT = nh3.Cleaner(
    tags=ALLOWED,
    clean_content_tags=DROPPED_WHOLE,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
)
_ID = re.compile(r"[a-z0-9]{8}")
_LINK = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_OWN_IMAGE = re.compile(r"/filer/[A-Za-z0-9_-]{20,64}/")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BULLET = re.compile(r"[·•▪‣◦]\s+")


def clean(html: str) -> str:
    """Return `html` as rich text: allowed blocks only, each with its `data-id`, headings in order.

    Cleaning what is clean changes nothing. Empty text gives an empty string.
    """
    blocks = list(_blocks(adopted(parse(_LOOSE.clean(scrub(html))))))
    blocks = _bullets_as_lists(blocks)
    _put_headings_in_order(blocks)
    _give_ids(blocks)
    return _STRICT.clean(write(blocks))


def _blocks(children: Iterable[Child]) -> Iterator[Node]:
    run: list[Child] = []
    for child in children:
        if isinstance(child, str) or (child.tag in INLINE and not _holds_block(child)):
            run.append(child)
            continue
        yield from _paragraphs(run)
        run = []
        yield from _block(child)
    yield from _paragraphs(run)


def _block(node: Node) -> Iterator[Node]:
    if node.tag in HEADINGS:
        words = _one_line(inline(node.children))
        if words:
            yield Node(f"h{HEADINGS[node.tag]}", _id_of(node), words)
    elif node.tag == "p":
        yield from _paragraphs(node.children, _id_of(node))
    elif node.tag in LISTS:
        if items := _items(node.children):
            yield Node(node.tag, _id_of(node), items)
    elif node.tag == "blockquote":
        if inner := list(_quoted(node.children)):
            yield Node("blockquote", _id_of(node), [*inner])
    elif node.tag == "table":
        if table := table_from(node, _id_of(node), inline):
            yield table
    else:
        yield from _blocks(node.children)


def _paragraphs(children: Iterable[Child], attrs: dict[str, str] | None = None) -> Iterator[Node]:
    """One paragraph, or several where two line breaks stand together."""
    for part in _split_at_empty_lines(inline(children, keep_breaks=True)):
        if words := tidy(part):
            yield Node("p", attrs or {}, words)
            attrs = None


def _split_at_empty_lines(children: list[Child]) -> Iterator[list[Child]]:
    part: list[Child] = []
    breaks = 0
    for child in children:
        if isinstance(child, Node) and child.tag == "br":
            breaks += 1
            continue
        if isinstance(child, str) and not child.strip() and breaks:
            continue
        if breaks > 1:
            yield part
            part = []
        elif breaks:
            part.append(Node("br"))
        breaks = 0
        part.append(child)
    yield part


def _quoted(children: Iterable[Child]) -> Iterator[Node]:
    for block in _blocks(children):
        if block.tag == "blockquote":
            yield from (child for child in block.children if isinstance(child, Node))
        elif block.tag in LISTS | {"p"}:
            yield block
        else:
            yield from _paragraphs(block.children, _id_of(block))


def _items(children: Iterable[Child]) -> list[Child]:
    items: list[Child] = []
    for child in children:
        if isinstance(child, Node) and child.tag in LISTS:
            inner = _items(child.children)
            last = items[-1] if items else None
            if inner and isinstance(last, Node):
                last.children.append(Node(child.tag, _id_of(child), inner))
            else:
                items.extend(inner)
            continue
        item = child.children if isinstance(child, Node) and child.tag == "li" else [child]
        own, lists = _without_lists(item)
        words = inline(own)
        nested = [Node(each.tag, _id_of(each), _items(each.children)) for each in lists]
        nested = [each for each in nested if each.children]
        if words:
            attrs = _id_of(child) if isinstance(child, Node) else {}
            items.append(Node("li", attrs, [*words, *nested]))
        else:
            items.extend(inner for each in nested for inner in each.children)
    return items


def _without_lists(children: Iterable[Child]) -> tuple[list[Child], list[Node]]:
    own: list[Child] = []
    lists: list[Node] = []
    for child in children:
        if isinstance(child, str) or child.tag in TABLE | INLINE:
            own.append(child)
        elif child.tag in LISTS:
            lists.append(child)
        else:
            words, inner = _without_lists(child.children)
            own.append(Node(child.tag, child.attrs, words))
            lists += inner
    return own, lists


def inline(
    children: Iterable[Child], inside: frozenset[str] = frozenset(), *, keep_breaks: bool = False
) -> list[Child]:
    """Words, marks, links, images and line breaks; what was a block in there becomes a line."""
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child)
        elif child.tag == "br":
            out.append(Node("br"))
        elif child.tag == "img":
            out += _own_image(child)
        elif child.tag == "small":
            out += _note(child, inside)
        elif child.tag in INLINE:
            out += _mark(child, inside)
        else:
            lead = ["– "] if child.tag == "li" else []
            out += [Node("br"), *lead, *inline(child.children, inside), Node("br")]
    merged = _merge(out)
    return merged if inside or keep_breaks else tidy(merged)


def _mark(node: Node, inside: frozenset[str]) -> list[Child]:
    tag = SAME_AS.get(node.tag, node.tag)
    attrs: dict[str, str] = {}
    wanted = tag not in inside
    if tag == "a":
        href = node.attrs.get("href", "")
        wanted = wanted and bool(_LINK.fullmatch(href))
        attrs = {"href": href}
    words = inline(node.children, inside | {tag})
    has_words = bool(text_of(words).strip()) or any(
        each.tag == "img" for word in words if isinstance(word, Node) for each in word.walk()
    )
    if not wanted or not has_words:
        return words
    made = Node(tag, attrs, words)
    return apart(made) if tag in WITHOUT_NOTES else [made]


def _note(node: Node, inside: frozenset[str]) -> list[Child]:
    """A footnote with its words, which are plain; other small print is words like the rest."""
    if not is_note(node):
        return inline(node.children, inside)
    words = words_of(node)
    return [note(words)] if words else []


def _own_image(node: Node) -> list[Child]:
    if not _OWN_IMAGE.fullmatch(node.attrs.get("src", "")):
        return []
    alt = _SPACE.sub(" ", node.attrs.get("alt", "")).strip()
    return [Node("img", {"src": node.attrs["src"], "alt": alt})]


def _merge(children: Iterable[Child]) -> list[Child]:
    merged: list[Child] = []
    for child in children:
        if isinstance(child, str) and merged and isinstance(merged[-1], str):
            merged[-1] += child
        elif child:
            merged.append(child)
    return [_SPACE.sub(" ", each) if isinstance(each, str) else each for each in merged]


def tidy(children: list[Child]) -> list[Child]:
    """Without space and breaks at the ends, and with one break at a time."""
    out: list[Child] = []
    for child in children:
        after_break = not out or (isinstance(out[-1], Node) and out[-1].tag == "br")
        if isinstance(child, Node):
            if child.tag == "br":
                if out and isinstance(out[-1], str):
                    out[-1] = out[-1].rstrip()
                if after_break or not out:
                    continue
            out.append(child)
        else:
            text = child.lstrip() if after_break else child
            if text:
                out.append(text)
    while out:
        last = out[-1]
        if isinstance(last, str) and last.rstrip():
            out[-1] = last.rstrip()
            break
        if isinstance(last, Node) and last.tag != "br":
            break
        out.pop()
    return out


def _one_line(children: list[Child]) -> list[Child]:
    """For a heading: line breaks become spaces; images and notes do not belong."""
    line: list[Child] = []
    for child in flattened(children):
        if isinstance(child, str):
            line.append(child)
        elif child.tag == "br":
            line.append(" ")
        elif child.tag != "img" and (words := _one_line(child.children)):
            line.append(Node(child.tag, child.attrs, words))
    words = tidy(_merge(line))
    return words if text_of(words).strip() else []


def _holds_block(node: Node) -> bool:
    return any(each.tag not in INLINE for each in node.walk())


def _id_of(node: Node) -> dict[str, str]:
    return {"data-id": node.attrs["data-id"]} if "data-id" in node.attrs else {}


def _bullets_as_lists(blocks: list[Node]) -> list[Node]:
    """Text processors paste list items as paragraphs that begin with a bullet."""
    out: list[Node] = []
    open_list: Node | None = None
    for block in blocks:
        first = block.children[0] if block.children else ""
        bullet = _BULLET.match(first) if block.tag == "p" and isinstance(first, str) else None
        words = tidy([first[bullet.end() :], *block.children[1:]]) if bullet else []  # type: ignore[index]
        if not words:
            open_list = None
            out.append(block)
            continue
        if open_list is None:
            open_list = Node("ul")
            out.append(open_list)
        open_list.children.append(Node("li", _id_of(block), words))
    return out


def _put_headings_in_order(blocks: list[Node]) -> None:
    """No level is skipped: each heading stands one below the nearest larger one before it."""
    above: list[int] = []
    for block in blocks:
        if block.tag in HEADINGS:
            level = HEADINGS[block.tag]
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            block.tag = f"h{len(above) + 1}"


def _give_ids(blocks: list[Node]) -> None:
    taken: set[str] = set()
    for block in blocks:
        for node in block.walk():
            if node.tag not in WITH_ID:
                continue
            known = node.attrs.get("data-id", "")
            if not _ID.fullmatch(known) or known in taken:
                known = secrets.token_hex(4)
            taken.add(known)
            node.attrs = {"data-id": known, **_without(node.attrs, "data-id")}


def _without(attrs: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in attrs.items() if key != name}
