"""Between rich text and what a plain textarea holds: empty line = paragraph, `- ` = list.

A footnote is written `[^ its words]` there.
"""

import re
from difflib import SequenceMatcher
from html import escape

from organisation.web.richtext.cleaning import WITH_ID, clean
from organisation.web.richtext.notes import TYPED, spoken, typed
from organisation.web.richtext.tree import Child, Node, parse, text_of, write

_LOOKS_LIKE_HTML = re.compile(
    r"<(?:p|h[1-6]|[uo]l|li|blockquote|table|strong|em|b|i|a|br|div|span|sup|sub|small"
    r"|img|script|style)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LIST_LINE = re.compile(r"\s*-\s+")


def from_plain(text: str) -> str:
    """Rich text from plain: an empty line parts paragraphs, lines with `- ` first are a list."""
    parts = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        items: list[str] = []
        for line in chunk.split("\n"):
            if _LIST_LINE.match(line):
                items.append(_LIST_LINE.sub("", line, count=1))
                continue
            if items:
                parts.append(_plain_block(lines, items))
                lines, items = [], []
            lines.append(line)
        parts.append(_plain_block(lines, items))
    return clean("".join(parts))


def _plain_block(lines: list[str], items: list[str]) -> str:
    paragraph = "<br>".join(_plain_line(line) for line in lines)
    entries = "".join(f"<li>{_plain_line(item)}</li>" for item in items)
    return f"<p>{paragraph}</p>" + (f"<ul>{entries}</ul>" if items else "")


def _plain_line(line: str) -> str:
    return TYPED.sub(r'<small class="footnote">\1</small>', escape(line.strip()))


def to_plain(html: str, *, first_note: int = 1) -> str:
    """The words of rich text, for an e-mail or a search; notes are told where they stand.

    `first_note` is the number of its first footnote.
    """
    return _written(spoken(parse(html), first_note))


def to_typed(html: str) -> str:
    """The words of rich text for a textarea; `from_plain` reads it back."""
    return _written(typed(parse(html)))


def _written(tree: list[Child]) -> str:
    return "\n\n".join(part for part in map(_plain, tree) if part.strip())


def _plain(block: Child) -> str:
    if isinstance(block, str):
        return block
    if block.tag in {"ul", "ol"}:
        return "\n".join(_list_lines(block))
    if block.tag == "blockquote":
        return "\n\n".join(map(_plain, block.children))
    if block.tag == "table":
        rows = [
            "\t".join(text_of([cell]).replace("\n", " ") for cell in node.children)
            for node in block.walk()
            if node.tag in {"tr", "caption"}
        ]
        return "\n".join(rows)
    return block.text


def _list_lines(block: Node, depth: int = 0) -> list[str]:
    lines = []
    for number, item in enumerate((each for each in block.children if isinstance(each, Node)), 1):
        lists = [each for each in item.children if _is_list(each)]
        own = text_of(each for each in item.children if not _is_list(each)).replace("\n", " ")
        mark = f"{number}." if block.tag == "ol" else "-"
        lines.append(f"{'  ' * depth}{mark} {own}")
        for inner in lists:
            if isinstance(inner, Node):
                lines += _list_lines(inner, depth + 1)
    return lines


def _is_list(child: Child) -> bool:
    return isinstance(child, Node) and child.tag in {"ul", "ol"}


def is_plain(html: str) -> bool:
    """Whether a textarea can show this text as plain words and lose nothing."""
    if any(node.tag not in {"p", "br", "ul", "li", "small"} for node in _nodes(html)):
        return False
    text = to_typed(html)
    return not _LOOKS_LIKE_HTML.search(text) and bare(from_plain(text)) == bare(html)


def read(value: str) -> str:
    """Rich text from a field that may hold HTML (the editor) or plain text (a bare textarea)."""
    value = value.strip()
    return clean(value) if _LOOKS_LIKE_HTML.search(value) else from_plain(value)


def keep_ids(html: str, previous: str) -> str:
    """Give blocks that also stood in `previous` their old `data-id`, so that remarks find them."""
    now, before = _identified(html), _identified(previous)
    known = {node.attrs["data-id"] for node in before}
    taken = {node.attrs["data-id"] for node in now} & known
    tree = parse(html)
    nodes = [node for block in tree if isinstance(block, Node) for node in block.walk()]
    nodes = [node for node in nodes if node.tag in WITH_ID]
    matcher = SequenceMatcher(
        None,
        [(node.tag, node.text) for node in before],
        [(node.tag, node.text) for node in nodes],
        autojunk=False,
    )
    for old, new, size in matcher.get_matching_blocks():
        for step in range(size):
            node, earlier = nodes[new + step], before[old + step].attrs["data-id"]
            if node.attrs["data-id"] not in known and earlier not in taken:
                node.attrs["data-id"] = earlier
                taken.add(earlier)
    return clean(write(tree))


def _nodes(html: str) -> list[Node]:
    return [node for block in parse(html) if isinstance(block, Node) for node in block.walk()]


def _identified(html: str) -> list[Node]:
    return [node for node in _nodes(html) if "data-id" in node.attrs]


def bare(html: str) -> str:
    """Without ids, for comparing."""
    return re.sub(r' data-id="[^"]*"', "", html)
