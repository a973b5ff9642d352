"""Reading a file from an accounting system: a table, its columns, and one line after another.

Knows no project and no database: what a row says, and what is wrong with it.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.errors import DomainError
from organisation.web.forms import DAY_FORMATS, parse_nok

MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_NOK = Decimal("999999999999.99")
ORE = Decimal("0.01")
COMPACT_DAY = "%Y%m%d"
CODES = ("code_1", "code_2", "code_3", "code_4")

# Field → what it is called when one chooses its column.
FIELDS = {
    "booked_on": gettext_lazy("Bokført dato"),
    "amount_nok": gettext_lazy("Beløp"),
    "vat_nok": gettext_lazy("Merverdiavgift"),
    "text": gettext_lazy("Tekst"),
    "voucher": gettext_lazy("Bilag"),
    **dict.fromkeys(CODES, ""),  # named by the district
}
NEEDED = ("booked_on", "amount_nok")
# Words that begin a heading in the files we know of (Agresso, Visma, Oracle), lower case.
GUESSES = {
    "booked_on": ("bokført", "bokf", "dato", "bilagsdato", "regnskapsdato", "date"),
    "amount_nok": ("beløp", "belop", "sum", "kroner", "amount", "regnskap"),
    "vat_nok": ("mva", "merverdiavgift", "avgift"),
    "text": ("tekst", "beskrivelse", "bilagstekst", "text"),
    "voucher": ("bilagsnr", "bilagsnummer", "bilag", "voucher"),
}


@dataclass(frozen=True)
class Table:
    """The first sheet of a file: its headings and the rows under them, with their numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


@dataclass
class Line:
    """One row as it was read. `errors` says what stops it, in words."""

    row: int
    booked_on: date | None = None
    amount_nok: Decimal | None = None
    vat_nok: Decimal | None = None
    text: str = ""
    voucher: str = ""
    codes: tuple[str, str, str, str] = ("", "", "", "")
    line_hash: str = ""
    errors: list[str] = field(default_factory=list)


# --- The table ------------------------------------------------------------------------------------


def read_table(name: str, data: bytes) -> Table:
    """The table of a CSV or Excel file; DomainError when there is none to read."""
    rows = _excel_rows(data) if name.lower().endswith(".xlsx") else _csv_rows(data)
    kept = [
        (number, tuple(cells[:MOST_COLUMNS]))
        for number, cells in enumerate(rows, start=1)
        if any(cell not in (None, "") for cell in cells)
    ]
    if len(kept) < 2:
        raise DomainError(_("Filen har ingen rader under overskriftene."))
    if len(kept) > MOST_ROWS + 1:
        raise DomainError(_("Filen har flere enn %(n)s rader. Del den opp.") % {"n": MOST_ROWS})
    headings = tuple(_words(cell) for cell in kept[0][1])
    return Table(headings, tuple(kept[1:]))


def _csv_rows(data: bytes) -> Iterator[Sequence[Any]]:
    """Semicolon, comma or tab, whichever the first line has most of; UTF-8 or Latin-1."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise DomainError(_("Filen kan ikke leses som CSV.")) from error


def _excel_rows(data: bytes) -> Iterator[Sequence[Any]]:
    """The cells of the first sheet: figures and dates as what they are, formulas as their value."""
    import openpyxl  # takes a while to load, and few pages need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2)
        book.close()
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, OSError) as error:
        raise DomainError(_("Arket kan ikke leses. Lagre filen som CSV og prøv igjen.")) from error


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a code that a spreadsheet made a number of
    return " ".join(str(cell).split())


# --- The columns ----------------------------------------------------------------------------------


def guess_columns(headings: Sequence[str], code_names: Sequence[str]) -> dict[str, int]:
    """Field → number of the column that most likely holds it; fields without one are left out."""
    names = {**GUESSES, **{code: (name,) for code, name in zip(CODES, code_names, strict=True)}}
    lower = [heading.lower() for heading in headings]
    found: dict[str, int] = {}
    for whole in (True, False):  # an exact heading goes before one that only begins so
        for name, words in names.items():
            if name in found:
                continue
            for word in words:
                place = _place(lower, word.lower(), whole=whole, taken=set(found.values()))
                if place is not None:
                    found[name] = place
                    break
    return found


def _place(headings: Sequence[str], word: str, *, whole: bool, taken: set[int]) -> int | None:
    for place, heading in enumerate(headings):
        fits = heading == word if whole else bool(word) and heading.startswith(word)
        if fits and place not in taken:
            return place
    return None


# --- The lines ------------------------------------------------------------------------------------


def read_lines(table: Table, mapping: Mapping[str, int]) -> list[Line]:
    """Every row read by `mapping`, with its errors and a hash that knows it in a later file.

    Two rows of one file that say the same are two: the hash counts which of them it is.
    """
    if missing := [str(FIELDS[name]) for name in NEEDED if name not in mapping]:
        raise DomainError(_("Velg kolonne for %(names)s.") % {"names": " og ".join(missing)})
    lines = [_read_line(row, cells, mapping) for row, cells in table.rows]
    seen: Counter[str] = Counter()
    for line in lines:
        said = "|".join(
            [
                line.voucher,
                str(line.booked_on),
                str(line.amount_nok),
                *line.codes,
                line.text,
            ]
        )
        seen[said] += 1
        line.line_hash = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
    return lines


def _read_line(row: int, cells: Sequence[Any], mapping: Mapping[str, int]) -> Line:
    def cell(name: str) -> Any:
        place = mapping.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    line = Line(row)
    line.booked_on = _day(cell("booked_on"), line.errors)
    line.amount_nok = _amount(cell("amount_nok"), line.errors, needed=True)
    line.vat_nok = _amount(cell("vat_nok"), line.errors, needed=False)
    line.text = _words(cell("text"))[:300]
    line.voucher = _words(cell("voucher"))[:40]
    codes = tuple(_words(cell(code)) for code in CODES)
    if any(len(code) > 20 for code in codes):
        line.errors.append(_("En del av kontostrengen er lengre enn 20 tegn."))
    line.codes = codes  # type: ignore[assignment]
    return line


def _day(cell: Any, errors: list[str]) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = _words(cell)
    for form in (*DAY_FORMATS, COMPACT_DAY):
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 2000 <= found.year <= 2100:
            return found
    errors.append(
        _("Datoen «%(words)s» kan ikke leses.") % {"words": words[:40]}
        if words
        else _("Datoen mangler.")
    )
    return None


def _amount(cell: Any, errors: list[str], *, needed: bool) -> Decimal | None:
    if cell is None or cell == "":
        if needed:
            errors.append(_("Beløpet mangler."))
        return None
    try:
        amount = _decimal(cell)
    except (ValueError, ArithmeticError):
        errors.append(_("Beløpet «%(words)s» kan ikke leses.") % {"words": _words(cell)[:40]})
        return None
    if abs(amount) > MOST_NOK:
        errors.append(_("Beløpet er for stort."))
        return None
    if needed and not amount:
        errors.append(_("Beløpet er null."))
        return None
    return amount


def _decimal(cell: Any) -> Decimal:
    """A figure to the øre. Words may end in a minus, as old systems write it."""
    if isinstance(cell, bool):
        raise ValueError(cell)
    if isinstance(cell, (int, float, Decimal)):
        amount = Decimal(str(cell))
        if not amount.is_finite():
            raise ValueError(cell)
        return amount.quantize(ORE, ROUND_HALF_UP)
    words = "".join(str(cell).split())
    if words.endswith("-") and not words.startswith("-"):
        words = f"-{words[:-1]}"
    return parse_nok(words).quantize(ORE)
