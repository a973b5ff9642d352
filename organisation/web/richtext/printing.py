"""Rich text as it stands in a document: headings under the section's own, tables by their shape."""

import re

from django.utils.translation import gettext as _

from organisation.web.richtext.notes import is_note, with_links, without_notes, words_of
from organisation.web.richtext.tree import Child, Node, parse, text_of, write

_LEVELS = {"h2": 0, "h3": 1, "h4": 2}
_NUMBER = re.compile(r"[-–+]?\s*(kr\s*)?[\d\s.]+(,\d+)?\s*(%|kr|mill\.|mrd\.|stk\.)?|–|-|")
WIDE = 4  # columns; more do not fit the measure of the text
SHORT = 1200  # letters; a longer table may go on over the page
MEASURE = 80  # letters side by side in a wide table, less what stands between its columns
USUAL = 16  # letters of a word that any column has room for
_BREAKS = re.compile(r"[\s\u00ad/-]+")


def to_print(html: str, *, top: int = 3, number: str = "") -> str:
    """HTML for a document from cleaned rich text; its largest heading becomes `h<top>`.

    With `number` ("3") the largest headings are numbered under it ("3.1"). Ids are left out, a
    paragraph that is one image becomes a figure, addresses in notes become links, and each table
    stands in a `div.table` that says whether it is `wide` or `short`; its columns of figures are
    `number`, and cells with a very long word `long`.
    """
    blocks: list[Child] = []
    count = 0
    for block in parse(html):
        if isinstance(block, str):
            continue
        for node in block.walk():
            node.attrs.pop("data-id", None)
            if node.tag == "img" and not node.attrs.get("alt"):
                node.attrs["alt"] = str(_("Bilde uten beskrivelse"))
            elif is_note(node):
                node.children = [*with_links(words_of(node))]
        if block.tag in _LEVELS:
            depth = _LEVELS[block.tag]
            block.tag = f"h{min(top + depth, 6)}"
            if number and depth == 0:
                count += 1
                # The space is for bookmarks and for whoever listens; on paper the number hangs.
                block.children.insert(0, Node("span", {"class": "no"}, [f"{number}.{count} "]))
        blocks.append(_wrapped(block))
    return write(blocks)


def _wrapped(block: Node) -> Node:
    if block.tag == "table":
        rows = [node for node in block.walk() if node.tag == "tr"]
        _mark_figures(rows)
        columns = max(
            sum(int(cell.attrs.get("colspan", 1)) for cell in _cells(row)) for row in rows
        )
        _mark_long(rows, room=max(USUAL, MEASURE // columns))
        shape = [
            "table",
            *(["wide"] if columns >= WIDE else []),
            *(["short"] if len(block.text) < SHORT else []),
        ]
        return Node("div", {"class": " ".join(shape)}, [block])
    only = block.children[0] if len(block.children) == 1 else None
    if block.tag == "p" and isinstance(only, Node) and only.tag == "img":
        return Node("figure", {}, [only])
    return block


def _mark_figures(rows: list[Node]) -> None:
    """Columns whose data are all figures stand to the right, their heads too."""
    grid = [_cells(row) for row in rows]
    if any("colspan" in cell.attrs or "rowspan" in cell.attrs for row in grid for cell in row):
        return
    for column in zip(*grid, strict=False):
        cells = [cell for cell in column if cell.tag == "td"]
        data = [text_of(without_notes(cell.children)).strip() for cell in cells]
        if any(data) and all(_NUMBER.fullmatch(text) for text in data):
            for cell in column:
                cell.attrs["class"] = "number"


def _mark_long(rows: list[Node], *, room: int) -> None:
    """Cells with a word that may be wider than its column; it is broken anywhere, if it must."""
    for cell in (cell for row in rows for cell in _cells(row)):
        if any(len(word) > room for word in _BREAKS.split(cell.text)):
            cell.attrs["class"] = f"{cell.attrs.get('class', '')} long".strip()


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node)]
