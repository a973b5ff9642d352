"""Figures of units for a tertial: typed in a grid, or read from a file, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person, Unit
from portfolio.figure_rows import FileRow
from portfolio.models import UnitFigure
from portfolio.models.unit_figure import FigureKind


@dataclass(frozen=True)
class Period:
    """One tertial of one year."""

    year: int
    tertial: int

    def __str__(self) -> str:
        return _("%(n)s. tertial %(year)s") % {"n": self.tertial, "year": self.year}


@dataclass(frozen=True)
class Cell:
    """What one figure is to be; None takes it away. `version` is the one that was seen, 0 if none.

    Without a version nobody looked first: a file says what holds.
    """

    unit: Unit
    kind: FigureKind
    value: Decimal | None
    note: str
    version: int | None = None


class Faster(DomainError):
    """Somebody saved some of the figures first; `current` is what they are, by unit and kind."""

    def __init__(self, current: Mapping[tuple[int, str], UnitFigure | None]) -> None:
        self.current = current
        super().__init__(
            _("Noen har endret tallene i mellomtiden. Se over dem som er merket, og lagre igjen.")
        )


@transaction.atomic
def save_figures(
    cells: Sequence[Cell], period: Period, *, by: Person, is_imported: bool = False
) -> int:
    """Keep the figures of the period, and say how many changed. Raises Faster, and keeps nothing.

    The note is about the unit in the tertial, and stands on each of its figures.
    """
    units = [cell.unit.pk for cell in cells]
    # Locked in one order, so that of two who type the same figure the second is told.
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk"))
    found = UnitFigure.objects.filter(unit__in=units, year=period.year, tertial=period.tertial)
    known = {(figure.unit_id, figure.kind): figure for figure in found}
    versions = {place: figure.version for place, figure in known.items()}
    faster = {
        place: known.get(place)
        for cell in cells
        if (place := (cell.unit.pk, cell.kind.value))
        and cell.version is not None
        and versions.get(place, 0) != cell.version
    }
    if faster:
        raise Faster(faster)
    action = "portfolio.import_unit_figures" if is_imported else "portfolio.keep_unit_figures"
    with acting(by, action):
        return sum(
            keep(cell, known.get((cell.unit.pk, cell.kind)), period, by, is_imported=is_imported)
            for cell in cells
        )


def keep(
    cell: Cell, figure: UnitFigure | None, period: Period, by: Person, *, is_imported: bool
) -> bool:
    """Write one figure when it is another than it was."""
    if cell.value is None:
        if figure is not None:
            figure.delete()
        return figure is not None
    if figure is not None and (figure.value, figure.note) == (cell.value, cell.note):
        return False
    if figure is None:
        figure = UnitFigure(
            unit=cell.unit,
            district_id=cell.unit.district_id,
            year=period.year,
            tertial=period.tertial,
            kind=cell.kind,
        )
    else:
        figure.version += 1
    figure.value, figure.note = cell.value, cell.note
    figure.is_imported, figure.entered_by = is_imported, by
    figure.save()
    return True


def import_figures(rows: Sequence[FileRow], period: Period, *, by: Person) -> int:
    """Keep every figure of the file, or nothing with one wrong row. Empty cells change nothing."""
    wrong = [row for row in rows if row.errors or row.unit is None]
    if wrong:
        raise DomainError(_("Filen har rader med feil. Ingenting er lest inn."))
    cells = [
        Cell(row.unit, FigureKind(kind), value, row.note)
        for row in rows
        for kind, value in row.values.items()
        if value is not None and row.unit is not None
    ]
    return save_figures(cells, period, by=by, is_imported=True)
