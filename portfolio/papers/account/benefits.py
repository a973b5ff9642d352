"""What came of it: benefits measured, and units that took something into use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import number
from portfolio.models import BenefitPoint, RolloutUnit
from portfolio.papers.benefit_sums import by_type
from portfolio.papers.blocks import Block, paragraph
from portfolio.papers.part import Part, Reading
from portfolio.queries.benefit import KindSum


@dataclass(frozen=True)
class YearOfBenefits:
    year: int
    kinds: list[KindSum]
    measurements: int
    adopted: int


def read(reading: Reading) -> YearOfBenefits:
    """Three queries."""
    board = reading.board
    first = date(reading.year, 1, 1)
    measured = board.among(BenefitPoint.objects, "benefit__project").filter(
        measured_on__range=(first, reading.on)
    )
    adopted = board.among(RolloutUnit.objects).filter(adopted_on__range=(first, reading.on))
    return YearOfBenefits(reading.year, board.benefits, measured.count(), adopted.count())


def write(now: YearOfBenefits, then: Any, since: date | None) -> list[Block]:
    said = _(
        "%(n)s målinger er gjort i %(year)s. %(adopted)s ganger har en enhet tatt en løsning i "
        "daglig bruk."
    ) % {
        "n": number(now.measurements),
        "year": now.year,
        "adopted": number(now.adopted),
    }
    if not now.kinds:
        return [paragraph(said), paragraph(_("Ingen gevinster er planlagt."))]
    return [paragraph(said), by_type(now.kinds)]


PART = Part(
    "gevinster",
    gettext_lazy("Gevinster"),
    gettext_lazy("Målt til nå, hver type for seg, og hva som er tatt i bruk."),
    read,
    write,
)
