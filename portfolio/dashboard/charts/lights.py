"""Where the red ones are: units against lights."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from organisation.web.charts import HeatColumn, HeatMap, HeatRow
from organisation.web.templatetags.ui import LIGHT_WORDS
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts.common import ASKED_AS, LIGHTS
from portfolio.dashboard.facts import LitFact

MOST_ROWS = 14


def make(board: Board) -> HeatMap | None:
    """Projects under way by the unit that carries them: the chosen ones, or the level below."""
    if not board.lit:
        return None
    rows: dict[str, list[LitFact]] = defaultdict(list)
    for fact in board.lit:
        rows[row_of(board, fact)].append(fact)
    units = board.selection.units
    shown = sorted(rows, key=lambda path: units.get(path.lstrip("="), ("", path))[1].casefold())
    if len(shown) > MOST_ROWS:
        shown = sorted(shown, key=lambda path: -sum(counts(rows[path])))[:MOST_ROWS]
    alone = len(rows) == 1
    return HeatMap(
        name="lys",
        title=_("Status per enhet"),
        summary=_("%(n)s prosjekter i %(units)s enheter.")
        % {"n": len(board.lit), "units": len(rows)},
        heading=_("Enhet"),
        columns=[HeatColumn(words(mark), mark) for mark in LIGHTS],
        rows=[row(board, path, rows[path]) for path in shown],
        sums=None if alone else HeatRow(_("Alle"), counts(board.lit), sum_urls(board)),
        caption=_("Viser de %(n)s enhetene med flest prosjekter, av %(all)s.")
        % {"n": MOST_ROWS, "all": len(rows)}
        if len(rows) > MOST_ROWS
        else "",
    )


def words(mark: str) -> str:
    return LIGHT_WORDS[mark]() if mark else _("Ingen rapport")


def row_of(board: Board, fact: LitFact) -> str:
    """The path of the row; with "=" before it when the project is the chosen unit's own."""
    chosen = board.selection.unit_paths
    if len(chosen) > 1:
        return next(
            (path for path in chosen if f"{fact.path}.".startswith(f"{path}.")), f"={fact.path}"
        )
    top = chosen[0] if chosen else fact.path.split(".")[0]
    if not fact.path.startswith(f"{top}."):
        # Carried by the top itself, or by another that only lets the chosen one take part.
        return f"={fact.path}"
    rest = fact.path[len(top) + 1 :]
    return f"{top}.{rest.split('.')[0]}"


def counts(facts: Iterable[LitFact]) -> list[int]:
    """How many of the projects have each light."""
    found: Counter[str] = Counter()
    for fact in facts:
        found[fact.mark] += fact.count
    return [found[mark] for mark in LIGHTS]


def row(board: Board, path: str, facts: list[LitFact]) -> HeatRow:
    pk, name = board.selection.units.get(path.lstrip("="), ("", _("Annen enhet")))
    carrier = f"={pk}" if path.startswith("=") else pk
    return HeatRow(
        label=name,
        counts=counts(facts),
        urls=[
            board.selection.under_way(light=ASKED_AS[mark], carrier=carrier) if pk else ""
            for mark in LIGHTS
        ],
    )


def sum_urls(board: Board) -> list[str]:
    return [board.selection.under_way(light=ASKED_AS[mark]) for mark in LIGHTS]
