"""Parts that are charts and lists of the dashboard, one after another."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.papers import listed
from portfolio.papers.blocks import Block
from portfolio.papers.part import Part, Reading

WIDE = 1120  # fills a page that lies down


def shows(
    *names: str, lists: Sequence[str] = (), width: int | None = None
) -> Callable[[Reading], list[Block]]:
    """Reads these charts and then these lists of the dashboard."""

    def read(reading: Reading) -> list[Block]:
        board = reading.board
        return [
            *(listed.chart(board, name, width) for name in names),
            *(listed.rows_of(board, name) for name in lists),
        ]

    return read


def as_read(now: list[Block], then: Any, since: date | None) -> list[Block]:
    return now


ROADMAP = Part(
    "veikart",
    gettext_lazy("Veikart"),
    gettext_lazy("Faser og beslutningspunkter to år rundt dagen."),
    shows("veikart", width=WIDE),
    as_read,
    is_wide=True,
)
PHASES = Part(
    "faser",
    gettext_lazy("Faser og tempo"),
    gettext_lazy("Fasetrakt, dager per fase og ventetid på beslutninger."),
    shows("fasetrakt", "faser", "ventetid"),
    as_read,
)
VALUE = Part(
    "verdi",
    gettext_lazy("Verdi og balanse"),
    gettext_lazy("Verdi mot gjennomførbarhet, og drift mot utvikling og innovasjon."),
    shows("verdi", "balanse"),
    as_read,
)
IDEAS = Part(
    "ideer",
    gettext_lazy("Idéer"),
    gettext_lazy("Idéer per måned, besvart og ubesvart."),
    shows("ideer"),
    as_read,
)
USE = Part(
    "nyttiggjort",
    gettext_lazy("Tatt i bruk"),
    gettext_lazy("Andel tatt i bruk, og hvilke enheter som bruker hva."),
    shows("nyttiggjort", "enheter"),
    as_read,
)


def read_gates(reading: Reading) -> list[Block]:
    """What waits, what comes, and conditions past their day."""
    board = reading.board
    late = [listed.rows_of(board, "vilkar")] if board.late_conditions else []
    return [
        listed.rows_of(board, "avgjorelser"),
        listed.rows_of(board, "beslutningspunkter"),
        *late,
    ]


GATES = Part(
    "avgjorelser",
    gettext_lazy("Avgjørelser"),
    gettext_lazy("Det som venter på avgjørelse, det som kommer, og vilkår over frist."),
    read_gates,
    as_read,
)


def read_benefits(reading: Reading) -> list[Block]:
    board = reading.board
    return [
        listed.chart(board, "gevinster"),
        listed.rows_of(board, "gevinster", _("Gevinstene, planlagt og målt")),
    ]


BENEFITS = Part(
    "gevinster",
    gettext_lazy("Gevinster"),
    gettext_lazy("Planlagt og målt, hver type for seg."),
    read_benefits,
    as_read,
)
