"""Benefits measured so far, type by type, and what is still to be measured."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import number
from portfolio.papers import listed
from portfolio.papers.benefit_sums import by_type
from portfolio.papers.blocks import Block, paragraph
from portfolio.papers.part import Part, Reading
from portfolio.queries.benefit import KindSum


@dataclass(frozen=True)
class Benefits:
    kinds: list[KindSum]
    rows: Block


def read(reading: Reading) -> Benefits:
    board = reading.board
    return Benefits(board.benefits, listed.rows_of(board, "gevinster", _("Gevinstene")))


def write(now: Benefits, then: Any, since: date | None) -> list[Block]:
    if not now.kinds:
        return [paragraph(_("Ingen gevinster er planlagt."))]
    count = sum(kind.count for kind in now.kinds)
    measured = sum(kind.measured for kind in now.kinds)
    said = _("%(measured)s av %(count)s gevinster er målt.") % {
        "measured": number(measured),
        "count": number(count),
    }
    added = [
        _("%(type)s: %(done)s av %(planned)s %(unit)s.")
        % {
            "type": kind.kind.label,
            "done": number(kind.realised or 0),
            "planned": number(kind.planned),
            "unit": kind.unit,
        }
        for kind in now.kinds
        if kind.planned
    ]
    return [paragraph(" ".join([said, *added])), by_type(now.kinds), now.rows]


PART = Part(
    "gevinster",
    gettext_lazy("Gevinster målt til nå"),
    gettext_lazy("Hver type for seg, aldri lagt sammen."),
    read,
    write,
)
