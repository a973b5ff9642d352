"""Innovation per unit beside what other systems tell: deviations and internal control."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import as_it_stands
from organisation.people.models import Unit
from organisation.web.wording import number
from portfolio.dashboard import ideas
from portfolio.models import BenefitPoint, RolloutUnit, UnitFigure
from portfolio.models.unit_figure import FigureKind
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading

Figures = dict[str, dict[str, Decimal]]  # path of a unit → kind → value


@dataclass
class UnitRow:
    """One unit directly below the district, or the district's own, with all below it."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    told: dict[str, Decimal] = field(default_factory=dict)
    note: str = ""


def read(reading: Reading) -> list[UnitRow]:
    """A row for each unit with anything to tell, in the order of the tree; seven queries."""
    units = list(
        Unit.objects.filter(district=reading.district).in_tree_order().values("pk", "path", "name")
    )
    path_of = {unit["pk"]: str(unit["path"]) for unit in units}
    rows = {
        path: UnitRow(str(unit["name"]))
        for unit in units
        if (path := str(unit["path"])).count(".") <= 1
    }

    def add(name: str, path: str, n: int) -> None:
        if (row := rows.get(top_of(path))) is not None:
            row.counts[name] += n

    for name, counted in counts(reading).items():
        for unit_id, n in counted:
            add(name, path_of.get(unit_id, ""), n)
    for fact in reading.board.lit:
        add("projects", fact.path, fact.count)
        if fact.mark == "act":
            add("act", fact.path, fact.count)
    tell(reading, rows, path_of)
    return [row for row in rows.values() if row.counts or row.told]


def top_of(path: str) -> str:
    """The path of the unit directly below the district that a unit lies in."""
    return ".".join(path.split(".")[:2])


def counts(reading: Reading) -> dict[str, Iterable[tuple[int, int]]]:
    """Name → (unit, how many): ideas, use and measurements in the tertial."""
    board, on, began = reading.board, reading.on, reading.tertial_began
    seen = ideas.seen(board).order_by().values_list("unit")
    days = (began, on)
    return {
        "came": seen.filter(submitted_at__date__range=days).annotate(n=Count("pk")),
        "answered": seen.filter(first_answered_at__date__range=days).annotate(n=Count("pk")),
        "adopted": board.among(RolloutUnit.objects)
        .filter(adopted_on__range=days)
        .order_by()
        .values_list("place")
        .annotate(n=Count("pk")),
        "measured": board.among(BenefitPoint.objects, "benefit__project")
        .filter(measured_on__range=days)
        .order_by()
        .values_list("benefit__project__unit")
        .annotate(n=Count("pk")),
    }


def tell(reading: Reading, rows: dict[str, UnitRow], path_of: dict[int, str]) -> None:
    """Put the typed figures where they belong: those of the tertial as they stand now, since they
    are typed when it is over.

    A unit's own figure counts; without one, those below are added up, and of internal control the
    middle is taken.
    """
    of_tertial = UnitFigure.objects.visible_to(reading.person).filter(
        district=reading.district, year=reading.year, tertial=reading.tertial
    )
    with as_it_stands():
        found = list(of_tertial)
    below: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for figure in found:
        path = path_of.get(figure.unit_id, "")
        top = top_of(path)
        if (row := rows.get(top)) is None:
            continue  # the unit came later
        row.note = row.note or figure.note
        if path == top:
            row.told[figure.kind] = figure.value
        else:
            below[top, figure.kind].append(figure.value)
    for (top, kind), values in below.items():
        summed = sum(values, Decimal(0))
        middle = kind == FigureKind.CONTROL
        rows[top].told.setdefault(kind, round(summed / len(values), 1) if middle else summed)


def write(now: list[UnitRow], then: Any, since: date | None) -> list[Block]:
    if not now:
        return [paragraph(_("Ingen enheter har idéer, prosjekter eller tall i perioden."))]
    names = ("came", "answered", "projects", "act", "adopted", "measured")
    rows = [
        [
            row.name,
            *(number(row.counts[name]) for name in names),
            *(told(row, kind) for kind in FigureKind),
        ]
        for row in now
    ]
    sums: Counter[str] = Counter()
    for row in now:
        sums.update(row.counts)
    rows.append(
        [
            _("Alle"),
            *(number(sums[name]) for name in names),
            *(summed(now, kind) for kind in FigureKind),
        ]
    )
    said = _(
        "I tertialet kom det %(came)s idéer, og %(answered)s fikk svar. %(projects)s prosjekter er "
        "i gang, %(act)s av dem trenger tiltak. %(adopted)s ganger har en enhet tatt en løsning i "
        "bruk."
    ) % {name: number(sums[name]) for name in names}
    heads = [
        _("Enhet"), _("Idéer inn"), _("Besvart"), _("Prosjekter"), _("Trenger tiltak"),
        _("Tatt i bruk"), _("Målinger"), _("Avvik meldt"), _("Avvik lukket"), _("Internkontroll"),
    ]  # fmt: skip
    blocks = [
        paragraph(said),
        table(
            _("Innovasjon, avvik og internkontroll per enhet"),
            heads,
            rows,
            figures=range(1, len(heads)),
            sums=True,
            note=_(
                "Strek: ingen tall er lagt inn. Internkontroll i prosent av det planlagte. Avvik "
                "og internkontroll er slik de er ført for tertialet, også når det er gjort senere."
            ),
        ),
    ]
    if notes := [f"{row.name}: {row.note}" for row in now if row.note]:
        blocks.append(paragraph(" ".join(notes)))
    return blocks


def told(row: UnitRow, kind: FigureKind) -> str:
    if kind not in row.told:
        return "–"
    return number(row.told[kind]) + (" %" if kind == FigureKind.CONTROL else "")


def summed(rows: list[UnitRow], kind: FigureKind) -> str:
    """Of all; nothing is added up where it is a share."""
    values = [row.told[kind] for row in rows if kind in row.told]
    if not values or kind == FigureKind.CONTROL:
        return "–"
    return number(sum(values, Decimal(0)))


PART = Part(
    "enheter",
    gettext_lazy("Innovasjon per enhet"),
    gettext_lazy("Idéer, prosjekter og bruk, ved siden av avvik og internkontroll."),
    read,
    write,
    is_wide=True,
)
