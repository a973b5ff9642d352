"""The risks of the projects that are under way, the highest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import day, number
from portfolio.lifecycle.risk import BANDS, band_of
from portfolio.models import Risk
from portfolio.overview.risk import OPEN_RISK
from portfolio.papers.blocks import Block, of_n, paragraph, table
from portfolio.papers.part import Part, Reading

MOST = 20


@dataclass(frozen=True)
class Risks:
    """How many in each band, and the highest of them."""

    bands: dict[str, int]
    rows: list[list[Any]]
    total: int


def read(reading: Reading) -> Risks:
    """Two queries."""
    found = reading.board.among_under_way(Risk.objects.filter(OPEN_RISK))
    bands: dict[str, int] = {}
    for row in found.order_by().values("score").annotate(n=Count("pk")):
        name = str(band_of(row["score"]).label)
        bands[name] = bands.get(name, 0) + row["n"]
    first = found.worst_first().select_related("project", "owner")[:MOST]
    rows = [
        [
            risk.event,
            risk.project.title,
            f"{risk.score}, {str(band_of(risk.score).label).lower()}",
            risk.owner.name,
            risk.response.strip() or "–",
            day(risk.due) or "–",
        ]
        for risk in first
    ]
    return Risks(bands, rows, sum(bands.values()))


def write(now: Risks, then: Risks | None, since: date | None) -> list[Block]:
    if not now.total:
        return [paragraph(_("Ingen av prosjektene som pågår, har åpne risikoer."))]
    heads = [_("Nivå"), _("Åpne risikoer")] + ([_("Før")] if then else [])
    names = [str(band.label) for band in BANDS]
    counts = [
        [
            name,
            number(now.bands.get(name, 0)),
            *([number(then.bands.get(name, 0))] if then else []),
        ]
        for name in names
    ]
    return [
        table(_("Åpne risikoer etter nivå"), heads, counts, figures=(1, 2)),
        table(
            _("De høyeste risikoene"),
            [
                _("Risiko"),
                _("Prosjekt"),
                _("Poeng av 25"),
                _("Ansvarlig"),
                _("Hva vi gjør"),
                _("Frist"),
            ],
            now.rows,
            note=of_n(len(now.rows), now.total),
        ),
    ]


PART = Part(
    "risiko",
    gettext_lazy("Risiko"),
    gettext_lazy("De høyeste åpne risikoene, og hvem som har dem."),
    read,
    write,
)
