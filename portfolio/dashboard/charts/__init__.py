"""The charts of the dashboard, one module each: it reads, and makes the drawing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisation.web.charts import Drawing
from portfolio.dashboard import ages
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import (
    balance,
    benefits,
    bubbles,
    funnel,
    ideas,
    lights,
    money,
    pace,
    roadmap,
    use,
)


@dataclass(frozen=True)
class Entry:
    """A chart by its name in addresses, what it is called, and what is said when it is empty."""

    name: str
    title: str | Promise
    make: Callable[[Board], Drawing | None]
    empty: str | Promise


ENTRIES = (
    Entry("lys", _("Status per enhet"), lights.make, _("Ingen prosjekter pågår.")),
    Entry("fasetrakt", _("Fasetrakt"), funnel.make, _("Ingen prosjekter har startet en fase.")),
    Entry("veikart", _("Veikart"), roadmap.make, _("Ingen prosjekter pågår.")),
    Entry(
        "verdi",
        _("Verdi og gjennomførbarhet"),
        bubbles.make,
        _(
            "Ingen prosjekter er vurdert på begge. Verdien kommer fra nytt og nyttig, "
            "gjennomførbarheten fra svarene på beslutningspunktene."
        ),
    ),
    Entry(
        "penger", _("Penger per fond og år"), money.make, _("Ingen fond har penger disse årene.")
    ),
    Entry("gevinster", _("Gevinster, planlagt og målt"), benefits.make, _("Ingen gevinster.")),
    Entry("ideer", _("Idéer per måned"), ideas.make, _("Ingen idéer i disse månedene.")),
    Entry("balanse", _("Drift, utvikling og innovasjon"), balance.make, _("Ingenting å veie.")),
    Entry("faser", _("Dager per fase"), pace.phases, _("Ingen faser er ferdige.")),
    Entry(
        "ventetid",
        _("Ventedager per beslutningspunkt"),
        pace.waits,
        _("Ingen beslutninger er ventet på."),
    ),
    Entry("nyttiggjort", _("Andel tatt i bruk"), use.shares, _("Ingen innføring er planlagt.")),
    Entry("enheter", _("Enheter som bruker hva"), use.places, _("Ingen innføring er planlagt.")),
)
BY_NAME = {entry.name: entry for entry in ENTRIES}


@dataclass
class Shown:
    """A chart on the page: drawn when it is asked for, with the address of its file."""

    entry: Entry
    board: Board

    @cached_property
    def drawing(self) -> Drawing | None:
        return self.entry.make(self.board)

    @property
    def age(self) -> str:
        return ages.of_chart(self.board, self.entry.name)

    @property
    def file_url(self) -> str:
        return self.board.selection.url("portfolio:chart_file", self.entry.name)


def all_of(board: Board) -> dict[str, Any]:
    """Every chart by its name."""
    return {entry.name: Shown(entry, board) for entry in ENTRIES}
