"""Projects under way that lack something."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import number
from portfolio.dashboard import incomplete
from portfolio.papers.blocks import Block, of_n, paragraph, table
from portfolio.papers.part import Part, Reading

MOST = 30


@dataclass(frozen=True)
class Lacking:
    rows: list[list[Any]]
    total: int
    under_way: int


def read(reading: Reading) -> Lacking:
    rows, total = incomplete.first(reading.board, MOST)
    return Lacking(
        [
            [
                f"{project.title}, {project.number}",
                project.leader.name if project.leader else "–",
                incomplete.in_short(incomplete.words_of(project.lacks), most=20),
            ]
            for project in rows
        ],
        total,
        len(reading.board.under_way),
    )


def write(now: Lacking, then: Lacking | None, since: date | None) -> list[Block]:
    if not now.total:
        return [paragraph(_("Alle prosjekter som pågår, har det som kreves av dem."))]
    said = _("%(n)s av %(all)s prosjekter som pågår, mangler noe slaget og profilen krever.") % {
        "n": number(now.total),
        "all": number(now.under_way),
    }
    if then is not None:
        said += " " + _("Før var det %(n)s av %(all)s.") % {
            "n": number(then.total),
            "all": number(then.under_way),
        }
    return [
        paragraph(said),
        table(
            _("Hva som mangler"),
            [_("Prosjekt"), _("Leder"), _("Mangler")],
            now.rows,
            note=of_n(len(now.rows), now.total),
        ),
    ]


PART = Part(
    "mangler",
    gettext_lazy("Mangler opplysninger"),
    gettext_lazy("Prosjekter som mangler noe de må ha."),
    read,
    write,
)
