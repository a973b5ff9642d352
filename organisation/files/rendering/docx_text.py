"""Paragraphs, lists, tables and pictures of a Word file, from text and from printed rich text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from PIL import Image

from organisation.files.models import StoredFile
from organisation.files.rendering.docx_notes import add_note
from organisation.files.rendering.docx_package import LEVELS, Package, add_field, writable
from organisation.files.services import open_file
from organisation.web.richtext.notes import is_note, words_of
from organisation.web.richtext.tree import Child, Node, parse

HEADINGS = {f"h{level}": level - 1 for level in range(2, 7)}
LOWEST = 4  # of headings
PICTURES = {"image/png", "image/jpeg"}  # what Word takes as it is
LABEL = Mm(38)


@dataclass(frozen=True)
class Marks:
    """How a stretch of words stands; `href` makes it a link."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    href: str = ""


PLAIN = Marks()
MARKS = {"strong": "bold", "em": "italic", "sup": "raised", "sub": "lowered"}


@dataclass
class Writer:
    """Writes to the end of `package`; `images` are the pictures the text may show, by key."""

    package: Package
    images: dict[str, StoredFile] = field(default_factory=dict)
    tables: int = 0

    # --- From plain text --------------------------------------------------------------------------

    def paragraph(self, style: str = "Normal") -> Any:
        made = self.package.document.add_paragraph()
        made.style = self.package.style(style)
        return made

    def line(self, parts: Iterable[tuple[str, bool]], *, tight: bool = False) -> None:
        """A paragraph of (words, whether bold); `tight` without room after it."""
        made = self.paragraph()
        for words, bold in parts:
            made.add_run(writable(words)).bold = bold or None
        if tight:
            made.paragraph_format.space_after = Pt(0)

    def fact(self, label: str, value: str, more: str = "") -> None:
        """A label and its value on one line, and what is said of it."""
        made = self.paragraph()
        made.paragraph_format.tab_stops.add_tab_stop(LABEL)
        made.paragraph_format.left_indent = LABEL
        made.paragraph_format.first_line_indent = -LABEL
        made.paragraph_format.space_after = Pt(2)
        made.add_run(f"{writable(label)}\t")
        made.add_run(writable(value)).bold = True
        if more:
            made.add_run(f" ({writable(more)})")

    def title(self, words: str, *, in_capitals: bool = False) -> None:
        made = self.paragraph("Title").add_run(writable(words))
        if in_capitals:
            made.font.all_caps = True

    def heading(self, words: str, level: int, number: str = "") -> None:
        made = self.paragraph(f"Heading {min(max(level, 1), LOWEST)}")
        if number and not self.package.numbers_headings():
            made.add_run(f"{writable(number)}\t")
        made.add_run(writable(words))

    def note(self, words: str) -> None:
        self.paragraph("Caption").add_run(writable(words))

    def bulleted(self, items: Sequence[str]) -> None:
        self._plain_list(items, "List Bullet", self.package.new_list(ordered=False))

    def numbered(self, items: Sequence[str], start: int = 1) -> None:
        number = self.package.new_list(ordered=True, start=start)
        self._plain_list(items, "List Number", number)

    def _plain_list(self, items: Sequence[str], style: str, number: int) -> None:
        for words in items:
            made = self.paragraph(style)
            _in_list(made, number, 0)
            made.add_run(writable(words))

    def grid(
        self,
        caption: str,
        heads: Sequence[Any],
        rows: Sequence[Sequence[Any]],
        figures: Sequence[int] = (),
    ) -> None:
        """A table of words with a head; the first cell of each row names it.

        `figures` are the places of columns that stand to the right.
        """
        look = [{"class": "number"} if nth in figures else {} for nth in range(len(heads))]
        cells = [
            [Node("td" if nth else "th", look[nth], [str(each)]) for nth, each in enumerate(row)]
            for row in rows
        ]
        head = [Node("th", look[nth], [str(each)]) for nth, each in enumerate(heads)]
        self._table([head], cells, [caption])

    # --- From rich text ---------------------------------------------------------------------------

    def html(self, html: str) -> None:
        """What `to_print` gave."""
        for block in parse(html):
            if isinstance(block, Node):
                self._block(block)

    def _block(self, node: Node) -> None:
        if node.tag in HEADINGS:
            self._rich_heading(node)
        elif node.tag in {"ul", "ol"}:
            self._list(node, 0)
        elif node.tag == "blockquote":
            for inner in node.children:
                if isinstance(inner, Node):
                    self._quoted(inner)
        elif node.tag == "table":
            self._rich_table(node)
        elif node.tag in {"div", "figure"}:
            for inner in node.children:
                self._block(inner if isinstance(inner, Node) else Node("p", {}, [inner]))
        elif node.tag == "img":
            self._words(self.paragraph(), [node])
        else:
            self._words(self.paragraph(), node.children)

    def _rich_heading(self, node: Node) -> None:
        number = next(
            (each.text.strip() for each in node.walk() if each.attrs.get("class") == "no"), ""
        )
        rest = [
            each
            for each in node.children
            if not (isinstance(each, Node) and each.attrs.get("class") == "no")
        ]
        made = self.paragraph(f"Heading {min(HEADINGS[node.tag], LOWEST)}")
        if number and not self.package.numbers_headings():
            made.add_run(f"{number}\t")
        self._words(made, rest)

    def _quoted(self, node: Node) -> None:
        if node.tag in {"ul", "ol"}:
            self._list(node, 0)
        else:
            self._words(self.paragraph("Quote"), node.children)

    def _list(self, node: Node, level: int) -> None:
        ordered = node.tag == "ol"
        number = self.package.new_list(ordered=ordered)
        for item in node.children:
            if not isinstance(item, Node):
                continue
            inner = [each for each in item.children if _is_list(each)]
            made = self.paragraph("List Number" if ordered else "List Bullet")
            _in_list(made, number, level)
            self._words(made, [each for each in item.children if not _is_list(each)])
            for below in inner:
                if isinstance(below, Node):
                    self._list(below, min(level + 1, LEVELS - 1))

    # --- Words ------------------------------------------------------------------------------------

    def _words(self, paragraph: Any, children: Iterable[Child], marks: Marks = PLAIN) -> None:
        for child in children:
            if isinstance(child, str):
                self._run(paragraph, child, marks)
            elif child.tag == "br":
                paragraph.add_run().add_break(WD_BREAK.LINE)
            elif child.tag == "img":
                self._picture(paragraph, child)
            elif is_note(child):
                add_note(self.package, paragraph, writable(words_of(child)))
            elif child.tag == "a":
                href = child.attrs.get("href", "")
                self._words(paragraph, child.children, replace(marks, href=href))
            elif child.tag in MARKS:
                more: dict[str, Any] = {MARKS[child.tag]: True}
                self._words(paragraph, child.children, replace(marks, **more))
            else:
                self._words(paragraph, child.children, marks)

    def _run(self, paragraph: Any, words: str, marks: Marks) -> None:
        if not words:
            return
        run = paragraph.add_run(writable(words))
        run.bold, run.italic = marks.bold or None, marks.italic or None
        run.font.superscript, run.font.subscript = marks.raised or None, marks.lowered or None
        if marks.href.startswith(("http://", "https://", "mailto:")):
            run.underline = True
            part = self.package.document.part
            link = OxmlElement("w:hyperlink")
            link.set(
                qn("r:id"),
                part.relate_to(marks.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            paragraph._p.append(link)
            link.append(run._r)

    def _picture(self, paragraph: Any, node: Node) -> None:
        """Our own picture with its words; where it is gone, the words alone."""
        key = node.attrs.get("src", "").removeprefix("/filer/").rstrip("/")
        alt = node.attrs.get("alt") or _("Bilde uten beskrivelse")
        data = _image(self.images[key]) if key in self.images else None
        if data is None:
            paragraph.add_run(f"[{writable(alt)}]")
            return
        shape = paragraph.add_run().add_picture(data)
        room = self.room
        if shape.width > room:
            shape.width, shape.height = room, Emu(int(shape.height * room / shape.width))
        shape._inline.docPr.set("descr", writable(alt))

    @property
    def room(self) -> Emu:
        """The width of the text."""
        section = self.package.document.sections[0]
        return Emu(section.page_width - section.left_margin - section.right_margin)

    # --- Tables -----------------------------------------------------------------------------------

    def _rich_table(self, node: Node) -> None:
        caption = next((each.children for each in node.walk() if each.tag == "caption"), [])
        head: list[list[Node]] = []
        body: list[list[Node]] = []
        for part in node.children:
            if isinstance(part, Node) and part.tag in {"thead", "tbody"}:
                rows = [_cells(row) for row in part.children if isinstance(row, Node)]
                (head if part.tag == "thead" else body).extend(rows)
        self._table(head, body, caption)

    def _table(
        self, head: list[list[Node]], body: list[list[Node]], caption: Sequence[Child]
    ) -> None:
        rows = [row for row in [*head, *body] if row]
        if not rows:
            return
        self._caption(caption)
        width = max(sum(_span(cell, "colspan") for cell in row) for row in rows)
        table = self.package.document.add_table(len(rows), width)
        table.style, table.alignment = self.package.table_style, WD_TABLE_ALIGNMENT.LEFT
        if self.package.table_style is None:
            _draw_lines(table)
        _say(table, Node("", {}, list(caption)).text)
        grid = [row.cells for row in table.rows]
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            _row_marks(table.rows[y], is_head=y < len(head))
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                if x >= width:
                    break
                spot, reach = self._place(grid, y, x, cell, width)
                taken |= reach
                self._fill(spot, cell, is_head=y < len(head))
        self.paragraph().paragraph_format.space_after = Pt(2)

    def _place(
        self, grid: list[Any], y: int, x: int, cell: Node, width: int
    ) -> tuple[Any, set[tuple[int, int]]]:
        """The cell of Word at a place, with those it takes in, and which places it takes."""
        right = min(x + _span(cell, "colspan"), width) - 1
        below = min(y + _span(cell, "rowspan"), len(grid)) - 1
        spot = grid[y][x]
        if (right, below) != (x, y):
            spot = spot.merge(grid[below][right])
        reach = {(row, column) for row in range(y, below + 1) for column in range(x, right + 1)}
        return spot, reach

    def _fill(self, spot: Any, cell: Node, *, is_head: bool) -> None:
        paragraph = spot.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if cell.attrs.get("class") == "number":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._words(paragraph, cell.children, Marks(bold=is_head or cell.tag == "th"))

    def _caption(self, caption: Sequence[Child]) -> None:
        """`Tabell 3. Words`, the number counted by Word, above its table and never left behind."""
        if not caption:
            return
        self.tables += 1
        made = self.paragraph("Caption")
        made.paragraph_format.keep_with_next = True
        made.add_run(f"{_('Tabell')} ")
        add_field(made, f"SEQ {_('Tabell')} \\* ARABIC", str(self.tables))
        made.add_run(". ")
        self._words(made, caption)


def _is_list(child: Child) -> bool:
    return isinstance(child, Node) and child.tag in {"ul", "ol"}


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node)]


def _span(cell: Node, name: str) -> int:
    return int(cell.attrs.get(name, 1))


def _in_list(paragraph: Any, number: int, level: int) -> None:
    of_list = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    of_list.get_or_add_ilvl().val = level
    of_list.get_or_add_numId().val = number


def _row_marks(row: Any, *, is_head: bool) -> None:
    """A row stands on one page; a row of the head stands on each."""
    marks = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if is_head else [])):
        marks.append(OxmlElement(name))


def _say(table: Any, words: str) -> None:
    """What the table is called, for those who listen; its first row and column are heads."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1")):
            look.set(qn(f"w:{name}"), value)
    if words:
        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), writable(words)[:250])
        properties.append(said)


def _draw_lines(table: Any) -> None:
    """Thin lines, for a template that has no style for tables."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(borders)


def _image(stored: StoredFile) -> io.BytesIO | None:
    """The picture in a form Word takes; None when storage has lost it."""
    try:
        with open_file(stored) as content:
            data = content.read()
    except FileNotFoundError:
        return None
    if stored.content_type in PICTURES:
        return io.BytesIO(data)
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.save(out, "PNG")
    out.seek(0)
    return out
