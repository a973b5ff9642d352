"""Reading a file of figures of units: which row is which unit, and what is wrong with it.

Knows no database: the units one has to do with are handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.people.models import Unit
from organisation.web.forms import parse_nok
from portfolio.ledger import Table
from portfolio.models.unit_figure import FigureKind

MOST = Decimal(100)  # of a share in per cent
LARGEST = Decimal("9999999999.99")
HUNDREDTH = Decimal("0.01")
LONGEST_NOTE = 400
NOTE, UNIT = "note", "unit"
# How headings begin in the files we know of, lower case.
GUESSES: dict[str, tuple[str, ...]] = {
    UNIT: ("enhet", "avdeling", "tjenestested", "unit"),
    FigureKind.DEVIATIONS: ("avvik meldt", "meldt", "antall avvik", "avvik"),
    FigureKind.DEVIATIONS_CLOSED: ("avvik lukket", "lukket"),
    FigureKind.CONTROL: ("internkontroll", "kontroll"),
    NOTE: ("merknad", "kommentar"),
}


@dataclass
class FileRow:
    """One row of a file: its number, what it says, and what is wrong with it."""

    row: int
    name: str
    unit: Unit | None = None
    values: dict[str, Decimal | None] = field(default_factory=dict)
    note: str = ""
    errors: list[str] = field(default_factory=list)


def read_figures(table: Table, units: Sequence[Unit]) -> list[FileRow]:
    """Every row with its unit among `units`. Raises DomainError when a column is missing."""
    places = columns_of(table.headings)
    if UNIT not in places:
        raise DomainError(_("Filen mangler en kolonne som heter «Enhet»."))
    if not any(kind in places for kind in FigureKind):
        raise DomainError(
            _("Filen mangler tall. Kall kolonnene «Avvik meldt», «Avvik lukket», «Internkontroll».")
        )
    by_name = names_of(units)
    rows = [read_row(number, cells, places, by_name) for number, cells in table.rows]
    seen: set[int] = set()
    for row in rows:
        if row.unit is not None and row.unit.pk in seen:
            row.errors.append(_("Enheten står flere ganger i filen."))
        elif row.unit is not None:
            seen.add(row.unit.pk)
    return rows


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """What each column holds; the longest known beginning wins, each column is used once."""
    found: dict[str, int] = {}
    tries = sorted(
        ((word, name) for name, words in GUESSES.items() for word in words),
        key=lambda each: -len(each[0]),
    )
    for word, name in tries:
        for place, heading in enumerate(headings):
            if (
                name not in found
                and place not in found.values()
                and heading.lower().startswith(word)
            ):
                found[name] = place
    return found


def names_of(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Units by name, and by the name of the unit above, a slash and their own."""
    by_pk = {unit.pk: unit for unit in units}
    found: dict[str, list[Unit]] = {}
    for unit in units:
        above = by_pk.get(unit.parent_id or 0)
        names = [unit.name, *([f"{above.name}/{unit.name}"] if above else [])]
        for name in names:
            found.setdefault(plain(name), []).append(unit)
    return found


def plain(name: Any) -> str:
    return "/".join(" ".join(part.split()) for part in str(name or "").casefold().split("/"))


def read_row(
    number: int,
    cells: Sequence[Any],
    places: Mapping[str, int],
    by_name: Mapping[str, list[Unit]],
) -> FileRow:
    def cell(name: str) -> Any:
        place = places.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    row = FileRow(number, " ".join(str(cell(UNIT) or "").split()))
    fits = by_name.get(plain(row.name), [])
    if not row.name:
        row.errors.append(_("Enheten mangler."))
    elif not fits:
        row.errors.append(_("Ingen enhet du har ansvar for, heter det."))
    elif len(fits) > 1:
        row.errors.append(_("Flere enheter heter det. Skriv avdeling/enhet."))
    else:
        row.unit = fits[0]
    for kind in FigureKind:
        row.values[kind] = read_value(kind, cell(kind), row.errors)
    row.note = " ".join(str(cell(NOTE) or "").split())[:LONGEST_NOTE]
    if not row.errors and all(value is None for value in row.values.values()):
        row.errors.append(_("Raden har ingen tall."))
    return row


def read_value(kind: FigureKind, said: Any, errors: list[str]) -> Decimal | None:
    """A figure of a cell; None where it is empty."""
    if said is None or str(said).strip() == "":
        return None
    words = str(said).strip()
    try:
        value = (
            Decimal(str(said))
            if isinstance(said, (int, float, Decimal)) and not isinstance(said, bool)
            else parse_nok(words.removesuffix("%"))
        ).quantize(HUNDREDTH, ROUND_HALF_UP)
    except (ValueError, ArithmeticError):
        errors.append(
            _("«%(words)s» under «%(kind)s» er ikke et tall.")
            % {"words": words[:40], "kind": kind.label}
        )
        return None
    if value < 0 or value > LARGEST:
        errors.append(
            _("«%(kind)s» kan ikke være %(value)s.") % {"kind": kind.label, "value": words}
        )
    elif kind == FigureKind.CONTROL and value > MOST:
        errors.append(_("Internkontroll kan ikke være over 100 prosent."))
    return value
