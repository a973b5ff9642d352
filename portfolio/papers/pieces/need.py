"""What the coming budget years must carry: kroner and man-years by service area, and wishes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import nok, number
from portfolio.models.money import NOTHING
from portfolio.papers.blocks import Block, of_n, paragraph, table
from portfolio.papers.part import Part, Reading
from portfolio.papers.pieces.wishes import Wish, sums_by_area, wishes
from portfolio.queries.money import Need, need

YEARS = 4  # of an economic plan
MOST = 40


@dataclass(frozen=True)
class Needed:
    first_year: int
    lines: list[Need]
    wishes: list[Wish]


def read(reading: Reading) -> Needed:
    """What is planned in the district the next four years, and what nobody has set aside for."""
    first = reading.year + 1
    return Needed(first, need(reading.district, range(first, first + YEARS)), wishes(reading))


def write(now: Needed, then: Any, since: date | None) -> list[Block]:
    return [*planned(now), *wished(now)]


def planned(now: Needed) -> list[Block]:
    years = sorted({line.year for line in now.lines})
    if not years:
        return [
            paragraph(
                _("Ingen prosjekter som pågår, har plan for %(first)s–%(last)s.")
                % {"first": now.first_year, "last": now.first_year + YEARS - 1}
            )
        ]
    blocks = []
    for year in years:
        lines = [line for line in now.lines if line.year == year]
        rows = [cells(line.area, [line]) for line in lines]
        blocks.append(
            table(
                _("Ressursbehov i %(year)s") % {"year": year},
                [
                    _("Tjenesteområde"),
                    _("Prosjekter"),
                    _("Kroner i alt"),
                    _("Egne midler"),
                    _("Eksterne midler"),
                    _("Timer"),
                    _("Årsverk"),
                ],
                [*rows, cells(_("Alle"), lines)],
                figures=range(1, 7),
                sums=True,
            )
        )
    said = _("Det prosjektene som pågår, har planlagt å bruke. Hele bydelen, uten navn.")
    return [paragraph(said), *blocks]


def cells(name: str, lines: list[Need]) -> list[str]:
    return [
        name,
        number(sum(line.projects for line in lines)),
        nok(sum((line.plan_nok for line in lines), NOTHING)),
        nok(sum((line.own_nok for line in lines), NOTHING)),
        nok(sum((line.external_nok for line in lines), NOTHING)),
        number(sum((line.hours for line in lines), Decimal(0)), 0),
        number(sum((line.man_years for line in lines), Decimal(0)), 2),
    ]


def wished(now: Needed) -> list[Block]:
    """What no money is set aside for; what counts as a wish stands in `wishes.py` and on paper."""
    how = _(
        "Ønsker uten penger er beløp på beslutningspunkter som venter, søknader som er sendt eller "
        "avslått i år, og prosjekter som ikke ble valgt i den siste prioriteringen."
    )
    if not now.wishes:
        return [paragraph(f"{how} {_('Det er ingen nå.')}")]
    sums = sums_by_area(now.wishes)
    total = sum(sums.values(), NOTHING)
    return [
        paragraph(how),
        table(
            _("Ønsker uten penger, etter tjenesteområde"),
            [_("Tjenesteområde"), _("Kroner")],
            [
                *([area, nok(amount)] for area, amount in sums.items()),
                [_("Alle"), nok(total)],
            ],
            figures=(1,),
            sums=True,
            note=_("Hvert prosjekt er regnet én gang, med det største beløpet."),
        ),
        table(
            _("Ønskene"),
            [_("Prosjekt"), _("Tjenesteområde"), _("Hvor det står"), _("Kroner")],
            [
                [wish.title, wish.area, wish.where, nok(wish.amount_nok)]
                for wish in now.wishes[:MOST]
            ],
            figures=(3,),
            note=of_n(min(MOST, len(now.wishes)), len(now.wishes)),
        ),
    ]


PART = Part(
    "behov",
    gettext_lazy("Ressursbehov"),
    gettext_lazy("Kroner og årsverk per budsjettår og tjenesteområde, og ønsker uten penger."),
    read,
    write,
)
