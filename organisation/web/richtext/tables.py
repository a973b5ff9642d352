"""Tables made regular: header cells with scope, spans that fit, as many columns in each row."""

from collections.abc import Callable, Iterable, Iterator

from organisation.web.richtext.notes import flattened
from organisation.web.richtext.tree import Child, Node

MAX_SPAN = 30
CELLS = {"th", "td"}


def table_from(
    node: Node, attrs: dict[str, str], inline: Callable[[Iterable[Child]], list[Child]]
) -> Node | None:
    """The table in its regular form, or None when it has no cells.

    Leading rows of header cells make the head. A table without any header cell gets its first row
    as head, since a reader who hears the table needs one.
    """
    rows = [row for row in _rows(node.children) if _cells(row)]
    if not rows:
        return None
    made = [
        Node("tr", dict(row.attrs), [_cell(cell, inline) for cell in _cells(row)]) for row in rows
    ]
    if len(made) > 1 and not any(cell.tag == "th" for row in made for cell in _cells(row)):
        for cell in _cells(made[0]):
            cell.tag = "th"
    head = _head_rows(made)
    widths = [_fit(made[:head]), _fit(made[head:])]
    _pad(made[:head], max(widths), "th")
    _pad(made[head:], max(widths), "td")
    parts: list[Child] = []
    if caption := _caption(node, inline):
        parts.append(Node("caption", {}, caption))
    if head:
        parts.append(Node("thead", {}, [*_scoped(made[:head], "col")]))
    parts.append(Node("tbody", {}, [*_scoped(made[head:], "row")]))
    return Node("table", attrs, parts)


def _rows(children: Iterable[Child]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in {"thead", "tbody", "tfoot"}:
                yield from _rows(child.children)


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node) and cell.tag in CELLS]


def _cell(cell: Node, inline: Callable[[Iterable[Child]], list[Child]]) -> Node:
    spans = {name: str(_span(cell, name)) for name in ("colspan", "rowspan")}
    return Node(cell.tag, spans, inline(cell.children))


def _span(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "1")
    return max(1, min(int(value), MAX_SPAN)) if value.isascii() and value.isdigit() else 1


def _head_rows(rows: list[Node]) -> int:
    count = 0
    for row in rows:
        if any(cell.tag == "td" for cell in _cells(row)):
            break
        count += 1
    if count == len(rows):
        return 1 if len(rows) > 1 else 0
    return count


def _taken(rows: list[Node]) -> list[set[int]]:
    """For each row the columns its cells take, with the spans shortened to fit."""
    taken: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while column in taken[number]:
                column += 1
            across = 1
            while across < _span(cell, "colspan") and column + across not in taken[number]:
                across += 1
            down = min(_span(cell, "rowspan"), len(rows) - number)
            for below in range(number, number + down):
                taken[below].update(range(column, column + across))
            cell.attrs = {"colspan": str(across), "rowspan": str(down)}
    return taken


def _fit(rows: list[Node]) -> int:
    """Shorten spans that reach too far; the number of columns the rows then need."""
    return max((max(row) + 1 for row in _taken(rows) if row), default=0)


def _pad(rows: list[Node], width: int, tag: str) -> None:
    for row, columns in zip(rows, _taken(rows), strict=True):
        row.children += [
            Node(tag, {"colspan": "1", "rowspan": "1"}) for _ in range(width - len(columns))
        ]


def _scoped(rows: list[Node], scope: str) -> Iterator[Node]:
    for row in rows:
        for cell in _cells(row):
            attrs = {"scope": scope} if cell.tag == "th" else {}
            attrs |= {name: value for name, value in cell.attrs.items() if value != "1"}
            cell.attrs = attrs
        yield row


def _caption(node: Node, inline: Callable[[Iterable[Child]], list[Child]]) -> list[Child]:
    for child in node.children:
        if isinstance(child, Node) and child.tag == "caption" and (words := inline(child.children)):
            return inline(flattened(words))
    return inline([node.attrs.get("data-caption", "")])
