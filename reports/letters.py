"""The rows of a funding round as its case ranks them, what is wrong with them, and merged words.

Nothing here asks the database: a frozen text goes in (reports/content.py), rows come out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import parse_nok
from organisation.web.richtext.tree import Node, parse, text_of
from organisation.web.wording import nok

BLOCK = "ranking"
# What may stand in braces in a letter, and what it becomes.
NAMES = {
    "søker": gettext_lazy("den som har søkt"),
    "beløp": gettext_lazy("beløpet som er innvilget"),
    "søkt": gettext_lazy("beløpet som er søkt om"),
    "begrunnelse": gettext_lazy("begrunnelsen i rangeringen"),
    "runde": gettext_lazy("tittelen på saken"),
    "saksnummer": gettext_lazy("nummeret utvalget ga saken"),
    "vedtaksdato": gettext_lazy("dagen vedtaket ble gjort"),
}
MERGED = re.compile(r"\{([^{}]*)\}")
# The last line of many tables; nobody applied under these names.
TOTALS = {"sum", "total", "totalt", "i alt", "sum totalt", "til sammen", "samlet"}
# Dashes that people write for nothing; an empty cell is frozen as one of them.
NOTHING = {"-", "–", "—", "−"}


# --- The tables of a text -------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    caption: str
    heads: list[str]
    rows: list[list[str]]

    def cell(self, row: Sequence[str], heading: str) -> str:
        """What stands under `heading`; empty when the table has no such column."""
        if not heading or heading not in self.heads:
            return ""
        place = self.heads.index(heading)
        return row[place] if place < len(row) else ""


def tables_in(text: Mapping[str, Any]) -> list[Table]:
    """The rankings of a frozen text, in the order they are read."""
    return [
        _table(node)
        for section in text["sections"]
        if section.get("block") == BLOCK
        for top in parse(str(section.get("html") or ""))
        if isinstance(top, Node)
        for node in top.walk()
        if node.tag == "table"
    ]


def _table(table: Node) -> Table:
    lines = [
        [words(cell) for cell in node.children if isinstance(cell, Node)]
        for node in table.walk()
        if node.tag == "tr"
    ]
    caption = next((words(node) for node in table.walk() if node.tag == "caption"), "")
    heads, *rows = lines or [[]]
    return Table(caption, heads, [row for row in rows if any(row)])


def words(node: Node) -> str:
    return " ".join(text_of(node.children).split())


def headings(tables: Iterable[Table]) -> list[str]:
    """All headings there are to choose between, each once."""
    return list(dict.fromkeys(head for table in tables for head in table.heads if head))


# --- The rows -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One application: `granted` and `asked` are None when they are no sums of kroner."""

    number: int
    applicant: str
    granted: Decimal | None
    asked: Decimal | None
    reason: str
    faults: tuple[str, ...] = ()

    @property
    def is_granted(self) -> bool:
        return self.granted is not None and self.granted > 0


@dataclass(frozen=True)
class Round:
    """All rows, and what is wrong with them as a whole."""

    rows: list[Row]
    faults: list[str]
    left_out: int = 0  # lines that sum up the others

    @property
    def granted(self) -> list[Row]:
        return [row for row in self.rows if row.is_granted]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if not row.is_granted]

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.faults]

    @property
    def granted_nok(self) -> Decimal:
        return sum((row.granted or Decimal(0) for row in self.rows), Decimal(0))

    @property
    def asked_nok(self) -> Decimal:
        return asked_by(self.rows)

    @property
    def can_be_sent(self) -> bool:
        return bool(self.rows) and not self.faults and not self.faulty


def asked_by(rows: Iterable[Row]) -> Decimal:
    return sum((row.asked or Decimal(0) for row in rows), Decimal(0))


def kroner(text: str) -> Decimal | None:
    """A sum as it stands in a table; a dash is nothing. None when it is no sum of kroner."""
    bare = "".join(text.split()).lower()
    if bare in NOTHING:
        return Decimal(0)
    try:
        return parse_nok(bare.removesuffix("kroner"))
    except ValueError:
        return None


def read_round(tables: Sequence[Table], letters: Any) -> Round:
    """The rows of the tables that have the columns `letters` names (a LetterSet), checked."""
    columns = (letters.applicant_column, letters.granted_column)
    fitting = [table for table in tables if all(name in table.heads for name in columns)]
    lines = [(table, line) for table in fitting for line in table.rows]
    kept = [
        _row(table, line, letters)
        for table, line in lines
        if not is_total(table.cell(line, letters.applicant_column), line)
    ]
    times = Counter(same(row.applicant) for row in kept)
    rows = []
    for number, row in enumerate(kept, start=1):
        faults = list(_faults(row, letters))
        if row.applicant and times[same(row.applicant)] > 1 and not letters.allows_repeats:
            faults.append(_("Søkeren står i flere rader."))
        rows.append(Row(number, row.applicant, row.granted, row.asked, row.reason, tuple(faults)))
    found = Round(rows, [], len(lines) - len(kept))
    found.faults.extend(_faults_of_all(found, letters, has_columns=bool(fitting)))
    return found


def _row(table: Table, line: Sequence[str], letters: Any) -> Row:
    granted = kroner(table.cell(line, letters.granted_column))
    reason = said(table.cell(line, letters.reason_column))
    if granted is not None and granted <= 0:
        reason = reason or letters.usual_reason.strip()
    return Row(
        number=0,
        applicant=said(table.cell(line, letters.applicant_column)),
        granted=granted,
        asked=kroner(table.cell(line, letters.asked_column)) if letters.asked_column else None,
        reason=reason,
    )


def said(cell: str) -> str:
    return "" if cell in NOTHING else cell


def is_total(applicant: str, line: Sequence[str]) -> bool:
    """The line sums up the others: it says so for the applicant, or anywhere without one."""
    named = [applicant] if said(applicant) else line
    return any(same(cell).rstrip(":") in TOTALS for cell in named)


def same(applicant: str) -> str:
    """What two ways to write one name have in common."""
    return " ".join(applicant.split()).casefold()


def _faults(row: Row, letters: Any) -> Iterator[str]:
    if not row.applicant:
        yield _("Søkeren mangler.")
    if row.granted is None:
        yield _("Innvilget beløp er ikke et tall.")
    elif row.granted < 0:
        yield _("Innvilget beløp er mindre enn null.")
    elif not row.granted and not row.reason:
        yield _("Avslaget mangler begrunnelse.")
    if letters.asked_column and not (row.asked and row.asked > 0):
        yield _("Søkt beløp mangler eller er ikke et tall.")


def _faults_of_all(found: Round, letters: Any, *, has_columns: bool) -> Iterator[str]:
    if not has_columns:
        yield _("Ingen tabell i rangeringen har både «%(one)s» og «%(other)s».") % {
            "one": letters.applicant_column,
            "other": letters.granted_column,
        }
    elif not found.rows:
        yield _("Rangeringen har ingen søkere.")
    for label, text in (
        (_("tildelingsbrevet"), letters.granted_text),
        (_("avslagsbrevet"), letters.refused_text),
    ):
        for name in unknown_names(text):
            yield _("{%(name)s} i %(letter)s er ikke et flettefelt.") % {
                "name": name,
                "letter": label,
            }
    if letters.frame_nok is not None and found.granted_nok > letters.frame_nok:
        yield _("Det er innvilget %(sum)s mer enn rammen.") % {
            "sum": nok(found.granted_nok - letters.frame_nok)
        }


# --- Words ----------------------------------------------------------------------------------------


def names_in(text: str) -> list[str]:
    """What stands in braces, each once."""
    return list(dict.fromkeys(name.strip() for name in MERGED.findall(text)))


def unknown_names(text: str) -> list[str]:
    return [name for name in names_in(text) if name not in NAMES]


def merged(text: str, values: Mapping[str, str]) -> str:
    """`text` with each name replaced; a name nobody knows stays as it was written."""
    return MERGED.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Plain text as what is printed: `heading`, `words` or `points`, one of them in each.

    An empty line parts paragraphs; `# ` makes a heading and `- ` an item. What merging left empty
    is not printed, and neither is a heading with nothing under it.
    """
    blocks: list[dict[str, Any]] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        for line in filter(None, map(str.strip, chunk.split("\n"))):
            _put(blocks, line)
        blocks.append({})  # the paragraph ends
    said = [block for block in blocks if block]
    return [
        block
        for block, after in zip(said, [*said[1:], {"heading": ""}], strict=True)
        if not ("heading" in block and "heading" in after)
    ]


def _put(blocks: list[dict[str, Any]], line: str) -> None:
    last = blocks[-1] if blocks else {}
    if line.startswith("# "):
        blocks.append({"heading": line[2:].strip()})
    elif line.startswith("- "):
        if "points" in last:
            last["points"].append(line[2:].strip())
        else:
            blocks.append({"points": [line[2:].strip()]})
    elif "words" in last:
        last["words"] += f"\n{line}"
    else:
        blocks.append({"words": line})
