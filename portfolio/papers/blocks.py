"""Blocks of plain data that a part writes, and the same blocks as text to paste."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.components import Figure
from organisation.web.richtext import to_plain
from organisation.web.richtext.tree import Child, parse

Block = dict[str, Any]


def paragraph(words: Any) -> Block:
    """One paragraph of plain words."""
    return {"kind": "text", "html": f"<p>{escape(str(words))}</p>"}


def heading(words: Any) -> Block:
    return {"kind": "heading", "heading": str(words)}


def facts(figures: Iterable[Figure], before: Iterable[Figure] = ()) -> Block:
    """Large figures with what they count; those that were otherwise `before` say what they were."""
    earlier = list(before)
    rows = []
    for nth, figure in enumerate(figures):
        was = str(earlier[nth].value) if nth < len(earlier) else ""
        rows.append(
            {
                "value": str(figure.value),
                "label": str(figure.label)[:1].upper() + str(figure.label)[1:],
                "note": str(figure.note),
                "before": was if was != str(figure.value) else "",
            }
        )
    return {"kind": "facts", "facts": rows}


def light(mark: str, words: Any) -> dict[str, str]:
    """A cell with a light: its colour and letter on paper, its words everywhere."""
    return {"mark": mark or "none", "text": str(words)}


def table(
    caption: Any,
    heads: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    figures: Sequence[int] = (),
    note: Any = "",
    sums: bool = False,
) -> Block:
    """A table; the first cell of a row names it. `figures` are the places of columns of figures.

    With `sums` the last row is a sum. Cells are text or `light`.
    """
    return {
        "kind": "table",
        "caption": str(caption),
        "heads": [str(head) for head in heads],
        "rows": [
            [cell if isinstance(cell, dict) else {"text": plain(cell)} for cell in row]
            for row in rows
        ],
        "figures": list(figures),
        "note": str(note),
        "sums": sums,
    }


def plain(cell: Any) -> str:
    """What a cell of a page says, without links and marks; what was below comes after a comma."""
    if not isinstance(cell, SafeString):
        return str(cell)
    return " ".join(_words(parse(cell)).split())


def _words(children: Iterable[Child]) -> str:
    said = ""
    for child in children:
        if isinstance(child, str):
            said += child
        elif child.tag == "small":
            said += f", {child.text}"
        else:
            said += _words(child.children)
    return said


def of_n(shown: int, total: int) -> str:
    """What is said under a table that does not show all; empty when it does."""
    if shown >= total:
        return ""
    return _("Viser %(shown)s av %(total)s. Regnearket har alle.") % {
        "shown": shown,
        "total": total,
    }


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks as plain text: sentences, and tables with tabs, to paste into another system."""
    return "\n\n".join(part for block in blocks if (part := _text_of(block)))


def _text_of(block: Block) -> str:
    if block["kind"] == "text":
        return to_plain(block["html"])
    if block["kind"] == "heading":
        return str(block["heading"])
    if block["kind"] == "facts":
        return "\n".join(
            f"{row['label']}: {row['value']}" + (f" ({row['note']})" if row["note"] else "")
            for row in block["facts"]
        )
    if block["kind"] == "chart":
        return to_plain(block["table"])
    lines = [block["caption"], "\t".join(block["heads"])]
    lines += ["\t".join(cell["text"] for cell in row) for row in block["rows"]]
    return "\n".join([*lines, *([block["note"]] if block["note"] else [])])
