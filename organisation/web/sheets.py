"""Workbooks for Excel: one sheet a table, with real numbers and days, and text that is only text.

    return sheet_response("ideer", _("Idéer"), [Column(_("Nummer")), Column(_("Innmeldt"))], rows)

Written row by row to a temporary file, so that the size of the table is not held in memory. No
clock stands in the file, so that the same rows give the same bytes.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Text = str | Promise
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # what Excel holds
LONGEST_TITLE = 31
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - Excel knows no zone
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
    from xlsxwriter import Workbook  # large, and few processes write workbooks

    with Workbook(target, {"constant_memory": True}) as book:
        # No clock: the same rows give the same bytes.
        book.set_properties({"title": str(title), "created": EPOCH})
        formats = {form: book.add_format({"num_format": code}) for form, code in FORMATS.items()}
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(
                book.add_worksheet(sheet_name(sheet.title, taken)), sheet, formats, heading
            )


def sheet_name(title: Text, taken: set[str]) -> str:
    """`title` as Excel takes it: no signs it uses itself, not too long, and once in the book."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", str(title)).strip(" '") or _("Ark")
    name, number = plain[:LONGEST_TITLE], 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = plain[: LONGEST_TITLE - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def _write_sheet(
    page: "Worksheet", sheet: Sheet, formats: dict[str, "Format"], heading: "Format"
) -> None:
    page.freeze_panes(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, str(column.label), heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, last, index, value, formats, column.form)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(
    page: "Worksheet", row: int, index: int, value: Any, formats: dict[str, "Format"], form: str
) -> None:
    """A cell of its own kind; text is never read as a formula or a link."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, index, _("Ja") if value else _("Nei"))
    elif isinstance(value, (int, float, Decimal)):
        page.write_number(row, index, float(value), formats.get(form))
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)
        page.write_datetime(row, index, local, formats["day" if form == "day" else "moment"])
    elif isinstance(value, date):
        page.write_datetime(row, index, value, formats["day"])
    else:
        page.write_string(row, index, str(value)[:LONGEST_CELL])
