"""Reading what another meeting system tells: one row for each case in a meeting.

Knows no case and no database: what a row says, and what is wrong with it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.errors import DomainError
from organisation.web.forms import DayField
from portfolio.ledger import read_table
from reports.lifecycle import VedtakKind

MOST_ROWS = 500
# Field → its heading in what we write, then other headings it is read from, lower case.
COLUMNS = {
    "archive_case": (gettext_lazy("Arkivsak"), ("arkivsak", "saksmappe", "arkivsaknr")),
    "committee": (gettext_lazy("Utvalg"), ("utvalg", "organ", "råd")),
    "meeting_date": (gettext_lazy("Møtedato"), ("møtedato", "motedato", "dato")),
    "number": (gettext_lazy("Saksnummer"), ("saksnummer", "saksnr", "saknr", "utvalgssak")),
    "outcome": (gettext_lazy("Utfall"), ("utfall", "resultat")),
    "text": (gettext_lazy("Vedtak"), ("vedtak", "ordlyd", "innstilling")),
    "reason": (gettext_lazy("Merknad"), ("merknad", "votering")),
}
READ_APART = ("meeting_date", "outcome")
NEEDED = ("archive_case", "committee", "meeting_date")
# What others call the outcomes, beside our own words.
ALSO_CALLED = {
    "enstemmig vedtatt": VedtakKind.AS_PROPOSED,
    "vedtatt som innstilt": VedtakKind.AS_PROPOSED,
    "vedtatt": VedtakKind.AS_PROPOSED,
    "tas til orientering": VedtakKind.TAKEN_NOTE_OF,
    "tatt til etterretning": VedtakKind.TAKEN_NOTE_OF,
    "vedtatt med endring": VedtakKind.CHANGED,
    "sendes tilbake": VedtakKind.SENT_BACK,
}


@dataclass
class MeetingRow:
    """One row as it was read; `errors` says what stops it, in words."""

    row: int
    archive_case: str = ""
    committee: str = ""
    meeting_date: date | None = None
    number: str = ""
    outcome: str = ""  # a VedtakKind; empty when the meeting has not been
    text: str = ""
    reason: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def outcome_words(self) -> str:
        return str(VedtakKind(self.outcome).label) if self.outcome else ""


def as_text(name: str, data: bytes) -> str:
    """The table of a CSV or Excel file as lines with tabs, to be looked over and mended."""
    table = read_table(name, data)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(table.headings)
    for _number, cells in table.rows:
        writer.writerow([shown(cell) for cell in cells])
    return out.getvalue()


def shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_rows(text: str) -> list[MeetingRow]:
    """The rows under the headings. Raises DomainError when there is no table to read."""
    table = read_table("limt-inn.csv", text.encode())
    if len(table.rows) > MOST_ROWS:
        raise DomainError(_("Det er flere enn %(n)s rader. Del dem opp.") % {"n": MOST_ROWS})
    places = places_of(table.headings)
    missing = [str(COLUMNS[name][0]) for name in NEEDED if name not in places]
    if missing:
        raise DomainError(_("Disse kolonnene mangler: %(names)s.") % {"names": ", ".join(missing)})
    return [
        row_of(number, {name: cell_at(cells, place) for name, place in places.items()})
        for number, cells in table.rows
    ]


def places_of(headings: Iterable[str]) -> dict[str, int]:
    found = {}
    for place, heading in enumerate(headings):
        word = heading.strip().lower().rstrip(".")
        for name, (_title, words) in COLUMNS.items():
            if word in words and name not in found:
                found[name] = place
    return found


def cell_at(cells: tuple[Any, ...], place: int) -> str:
    return shown(cells[place]) if place < len(cells) else ""


def row_of(number: int, said: dict[str, str]) -> MeetingRow:
    plain: dict[str, Any] = {name: words for name, words in said.items() if name not in READ_APART}
    row = MeetingRow(number, **plain)
    row.errors += [
        _("%(what)s mangler.") % {"what": COLUMNS[name][0]} for name in NEEDED if not said.get(name)
    ]
    if words := said.get("meeting_date", ""):
        row.meeting_date = day_in(words)
        if row.meeting_date is None:
            row.errors.append(_("«%(words)s» er ikke en dato.") % {"words": words[:40]})
    if words := said.get("outcome", ""):
        row.outcome = outcome_in(words)
        if not row.outcome:
            row.errors.append(
                _("Utfallet «%(words)s» er ukjent. Bruk ett av: %(known)s.")
                % {
                    "words": words[:40],
                    "known": ", ".join(str(kind.label).lower() for kind in VedtakKind),
                }
            )
    return row


def day_in(words: str) -> date | None:
    try:
        found: date = DayField().clean(words.strip())
    except ValidationError:
        return None
    return found


def outcome_in(words: str) -> str:
    known = {str(kind.label).lower(): kind for kind in VedtakKind} | ALSO_CALLED
    return known.get(" ".join(words.lower().split()).rstrip("."), "")


def faults(rows: Iterable[MeetingRow]) -> Iterator[str]:
    """What is wrong, row by row, for people."""
    for row in rows:
        for error in row.errors:
            yield _("Rad %(row)s: %(error)s") % {"row": row.row, "error": error}
