"""Workbooks for Excel: one sheet a table, with real numbers and days, and text that is only text.

    return sheet_response("ideer", _("Idéer"), [Column(_("Nummer")), Column(_("Innmeldt"))], rows)

Written row by row, so that the size of the table is not held in memory, and by our own hand: a
library took four times as long for a book of two million cells (docs/performance.md). No clock
stands in the file, so that the same rows give the same bytes.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from itertools import islice
from typing import IO, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # what Excel holds
LONGEST_TITLE = 31
MOST_ROWS = 1_048_576
AT_ONCE = 500  # rows written together
DAY_ZERO = 693_594  # what Excel counts days from, as Python counts them
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell
# In the order of their styles in the file, which begin after the plain one and the heading's.
FORMATS = {
    "number": "#,##0",
    "decimal": "#,##0.0",
    "nok": '#,##0 "kr"',
    "share": "0 %",
    "day": "dd.mm.yyyy",
    "moment": "dd.mm.yyyy hh:mm",
}


@dataclass(frozen=True)
class Column:
    """A heading and how the values below it look: `form` is one of FORMATS, empty for text."""

    label: Text
    form: str = ""
    width: float = 18  # in letters


@dataclass(frozen=True)
class Sheet:
    """One table. A row has one value for each column: text, number, day, moment, truth or None."""

    title: Text
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def sheet_response(
    name: str, title: Text, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> FileResponse:
    """A workbook with one sheet to download, called `name` and the day of today."""
    return book_response(name, title, [Sheet(title, columns, rows)])


def book_response(name: str, title: Text, sheets: Iterable[Sheet]) -> FileResponse:
    """A workbook with these sheets to download."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_book(target, title, sheets)
    target.seek(0)
    file_name = f"{name}-{timezone.localdate().isoformat()}.xlsx"
    return FileResponse(target, as_attachment=True, filename=file_name, content_type=CONTENT_TYPE)


def write_book(target: IO[bytes], title: Text, sheets: Iterable[Sheet]) -> None:
    """Write the workbook to `target`. At least one sheet."""
    words = Words()
    names: list[str] = []
    tables: list[tuple[int, int]] = []  # columns and last row of each
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        taken: set[str] = set()
        for nth, sheet in enumerate(sheets, start=1):
            names.append(sheet_name(sheet.title, taken))
            with book.open(_part(f"xl/worksheets/sheet{nth}.xml"), "w", force_zip64=True) as page:
                tables.append((len(sheet.columns), _write_sheet(page, sheet, words)))
        with book.open(_part("xl/sharedStrings.xml"), "w", force_zip64=True) as page:
            for chunk in words.xml():
                page.write(chunk.encode())
        for name, xml in frame(str(title), names, tables).items():
            book.writestr(_part(name), f"{XML}{xml}".encode())


def sheet_name(title: Text, taken: set[str]) -> str:
    """`title` as Excel takes it: no signs it uses itself, not too long, and once in the book."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", str(title)).strip(" '") or _("Ark")
    name, number = plain[:LONGEST_TITLE], 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = plain[: LONGEST_TITLE - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


class Words:
    """The texts of the book, each kept once; a cell holds its number."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    def xml(self) -> Iterator[str]:
        """Text is only text: never read as a formula or a link, whatever it begins with."""
        yield f'{XML}<sst xmlns="{MAIN}" uniqueCount="{len(self.places)}">'
        texts = iter(self.places)
        while some := list(islice(texts, AT_ONCE)):
            plain = (escape(_UNWRITABLE.sub("", each[:LONGEST_CELL]), quote=False) for each in some)
            yield "".join(f'<si><t xml:space="preserve">{each}</t></si>' for each in plain)
        yield "</sst>"


def _write_sheet(page: IO[bytes], sheet: Sheet, words: Words) -> int:
    """Write the rows, and say the number of the last."""
    letters = [_letters(place) for place in range(1, len(sheet.columns) + 1)]
    styles = [STYLES.get(column.form, 0) for column in sheet.columns]
    widths = "".join(
        f'<col min="{nth}" max="{nth}" width="{column.width}" customWidth="1"/>'
        for nth, column in enumerate(sheet.columns, start=1)
    )
    page.write(
        f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>".encode()
    )
    page.write(_heading(letters, sheet.columns, words).encode())
    written: list[str] = []
    last = 1
    for last, row in enumerate(sheet.rows, start=2):
        if last > MOST_ROWS:
            raise ValueError(f"{sheet.title}: more rows than Excel holds")
        written.append(_row(last, letters, styles, row, words))
        if len(written) == AT_ONCE:
            page.write("".join(written).encode())
            written.clear()
    page.write("".join(written).encode())
    page.write(
        f'</sheetData><autoFilter ref="A1:{letters[-1]}{last}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'.encode()
    )
    return last


def _heading(letters: Sequence[str], columns: Sequence[Column], words: Words) -> str:
    cells = "".join(
        f'<c r="{letter}1" s="{HEADING}" t="s"><v>{words.place(str(column.label))}</v></c>'
        for letter, column in zip(letters, columns, strict=True)
    )
    return f'<row r="1">{cells}</row>'


def _row(
    n: int, letters: Sequence[str], styles: Sequence[int], row: Sequence[Any], words: Words
) -> str:
    """One row, each cell of its own kind. Asked for every cell of large books, so written out."""
    known, cells = words.places, []
    for letter, style, value in zip(letters, styles, row, strict=True):
        kind = type(value)
        if kind is str:
            if not value:
                continue
            place = known.get(value)
            if place is None:
                place = words.place(value)
            cells.append(f'<c r="{letter}{n}" t="s"><v>{place}</v></c>')
        elif kind is Decimal or kind is int:
            cells.append(f'<c r="{letter}{n}" s="{style}"><v>{value}</v></c>')
        elif kind is date:
            on = value.toordinal() - DAY_ZERO
            cells.append(f'<c r="{letter}{n}" s="{DAY}"><v>{on}</v></c>')
        elif value is not None:
            cells.append(_rare(f"{letter}{n}", style, value, words))
    return f'<row r="{n}">{"".join(cells)}</row>'


def _rare(where: str, style: int, value: Any, words: Words) -> str:
    """A moment, a truth, a share, or words that are translated when they are shown."""
    if isinstance(value, bool):
        value = _("Ja") if value else _("Nei")
    elif isinstance(value, (int, float, Decimal)):
        return f'<c r="{where}" s="{style}"><v>{value}</v></c>'
    elif isinstance(value, datetime):
        local = timezone.localtime(value)
        part = (local.hour * 3600 + local.minute * 60 + local.second) / 86_400
        look = DAY if style == DAY else MOMENT
        return f'<c r="{where}" s="{look}"><v>{local.toordinal() - DAY_ZERO + part}</v></c>'
    text = str(value)
    return f'<c r="{where}" t="s"><v>{words.place(text)}</v></c>' if text else ""


def _letters(place: int) -> str:
    """1 is A, 27 is AA."""
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


# --- The frame round the sheets -------------------------------------------------------------------

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f"{SCHEMAS}/spreadsheetml/2006/main"
LINKS = f"{SCHEMAS}/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEADING = 1
STYLES = {form: place for place, form in enumerate(FORMATS, start=2)}
DAY, MOMENT = STYLES["day"], STYLES["moment"]
FIRST_CODE = 164  # numbers below are Excel's own


def frame(title: str, names: Sequence[str], tables: Sequence[tuple[int, int]]) -> dict[str, str]:
    """The parts that say what the book is: name of the part → its XML."""
    numbers = range(1, len(names) + 1)
    overrides = {
        "/xl/workbook.xml": f"{OFFICE}.sheet.main+xml",
        "/xl/styles.xml": f"{OFFICE}.styles+xml",
        "/xl/sharedStrings.xml": f"{OFFICE}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{OFFICE}.worksheet+xml" for n in numbers},
    }
    package = f"{SCHEMAS}/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>",
        "_rels/.rels": relations(
            [
                (f"{LINKS}/officeDocument", "xl/workbook.xml"),
                (f"{package}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(_UNWRITABLE.sub('', title))}</dc:title></cp:coreProperties>",
        "xl/workbook.xml": book_xml(names, tables),
        "xl/_rels/workbook.xml.rels": relations(
            [
                *((f"{LINKS}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                (f"{LINKS}/styles", "styles.xml"),
                (f"{LINKS}/sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": styles_xml(),
    }


def relations(links: Iterable[tuple[str, str]]) -> str:
    parts = "".join(
        f'<Relationship Id="rId{nth}" Type="{kind}" Target="{where}"/>'
        for nth, (kind, where) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{parts}</Relationships>'


def book_xml(names: Sequence[str], tables: Sequence[tuple[int, int]]) -> str:
    """The sheets by name; of each the row that stands on every page, and the rows one filters."""
    pages, defined = "", ""
    for nth, (name, (columns, last)) in enumerate(zip(names, tables, strict=True)):
        shown = escape(name)
        quoted = shown.replace("&#x27;", "''")
        pages += f'<sheet name="{shown}" sheetId="{nth + 1}" r:id="rId{nth + 1}"/>'
        defined += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{nth}" hidden="1">'
            f"'{quoted}'!$A$1:${_letters(columns)}${last}</definedName>"
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{nth}">'
            f"'{quoted}'!$1:$1</definedName>"
        )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{pages}</sheets><definedNames>{defined}</definedNames></workbook>"
    )


def styles_xml() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{FIRST_CODE + nth}" formatCode="{escape(code)}"/>'
        for nth, code in enumerate(FORMATS.values())
    )
    looks = "".join(
        f'<xf numFmtId="{FIRST_CODE + nth}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for nth in range(len(FORMATS))
    )
    font = '<font>{}<sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    border = "<border><left/><right/><top/>{}<diagonal/></border>"
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{codes}</numFmts>'
        f'<fonts count="2">{font.format("")}{font.format("<b/>")}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2">{border.format("<bottom/>")}'
        + border.format('<bottom style="thin"><color auto="1"/></bottom>')
        + '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(FORMATS) + 2}">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1"'
        ' applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        f'{looks}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )
