"""The columns of the portfolio's table: which, and in what order, stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARAM = "kol"
CHOOSING = "velg"  # in the address while one chooses, so that the chooser stays open


@dataclass(frozen=True)
class Column:
    """`sort` is the order its heading gives; `noun` what has to be read for it."""

    name: str
    label: str | Promise
    sort: str = ""
    noun: str = ""


ALL = (
    Column("enhet", _("Enhet"), sort="enhet"),
    Column("fase", _("Fase")),
    Column("lys", _("Lys"), sort="lys"),
    Column("folk", _("Eier og leder")),
    Column("port", _("Neste beslutning"), sort="port"),
    Column("endret", _("Sist endret"), sort="endret"),
    Column("rapport", _("Neste statusrapport")),
    Column("slag", _("Slag og profil")),
    Column("program", _("Program")),
    Column("omrade", _("Tjenesteområde")),
    Column("penger", _("Brukt av frigitt"), noun="money"),
    Column("gevinster", _("Gevinster"), noun="benefit"),
    Column("risiko", _("Risiko"), noun="risk"),
    Column("bruk", _("Tatt i bruk"), noun="rollout"),
    Column("tiltak", _("Tiltak"), noun="action"),
)
BY_NAME = {column.name: column for column in ALL}
USUAL = ("enhet", "fase", "lys", "folk", "port", "endret")


@dataclass(frozen=True)
class Choice:
    """A column that stands in the table, and the addresses that move it or take it away."""

    column: Column
    earlier: str
    later: str
    without: str


@dataclass(frozen=True)
class Addition:
    column: Column
    url: str


class Columns:
    """What the address asks for; names it does not know are passed over."""

    def __init__(self, params: QueryDict) -> None:
        self.params = params
        asked = params.get(PARAM, "")
        names = dict.fromkeys(name for name in asked.split(",") if name in BY_NAME)
        self.names: tuple[str, ...] = tuple(names) or USUAL

    @property
    def shown(self) -> list[Column]:
        return [BY_NAME[name] for name in self.names]

    @property
    def nouns(self) -> tuple[str, ...]:
        """Nouns of the overview to read with the projects."""
        return tuple(column.noun for column in self.shown if column.noun)

    @property
    def is_own(self) -> bool:
        return self.names != USUAL

    def url(self, names: Sequence[str]) -> str:
        params = self.params.copy()
        params.pop(PARAM, None)
        params[CHOOSING] = "1"
        if tuple(names) != USUAL:
            params[PARAM] = ",".join(names)
        return f"?{params.urlencode(safe=',')}"

    @property
    def is_open(self) -> bool:
        return CHOOSING in self.params

    @property
    def usual_url(self) -> str:
        return self.url(USUAL)

    def moved(self, place: int, step: int) -> str:
        """The address with the column at `place` moved; empty where it stands first or last."""
        other = place + step
        if not 0 <= other < len(self.names):
            return ""
        names = list(self.names)
        names[place], names[other] = names[other], names[place]
        return self.url(names)

    @property
    def choices(self) -> list[Choice]:
        def without(place: int) -> str:
            rest = [*self.names[:place], *self.names[place + 1 :]]
            return self.url(rest) if rest else ""

        return [
            Choice(column, self.moved(place, -1), self.moved(place, 1), without(place))
            for place, column in enumerate(self.shown)
        ]

    @property
    def additions(self) -> list[Addition]:
        return [
            Addition(column, self.url([*self.names, column.name]))
            for column in ALL
            if column.name not in self.names
        ]
