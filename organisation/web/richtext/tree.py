"""A tree small enough to reason about, for HTML that nh3 has already made well-formed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = {"br", "img"}
MAX_DEPTH = 40
# What no text of ours needs: controls, marks that reorder or hide text, halves of characters.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def scrub(text: str) -> str:
    """Remove characters that cannot be stored, or that make text read otherwise than it stands."""
    return UNWANTED.sub("", text)


@dataclass
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        return text_of(self.children)


Child = Node | str


def text_of(children: Iterable[Child]) -> str:
    """The words alone; a line break counts as one."""
    parts = []
    for child in children:
        if isinstance(child, str):
            parts.append(child)
        else:
            parts.append("\n" if child.tag == "br" else child.text)
    return "".join(parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID and len(self.open) > MAX_DEPTH:
            self.too_deep += 1
            return
        node = Node(tag, {name: scrub(value or "") for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(scrub(data))


def parse(html: str) -> list[Child]:
    """Read HTML whose elements are all closed in order (nh3's output is)."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root.children


def write(children: Iterable[Child]) -> str:
    """Write the tree as HTML; attributes in the order they stand, values quoted."""
    parts = []
    for child in children:
        if isinstance(child, str):
            parts.append(escape(child, quote=False))
            continue
        attrs = "".join(f' {name}="{escape(value)}"' for name, value in child.attrs.items())
        parts.append(f"<{child.tag}{attrs}>")
        if child.tag not in VOID:
            parts.append(f"{write(child.children)}</{child.tag}>")
    return "".join(parts)
