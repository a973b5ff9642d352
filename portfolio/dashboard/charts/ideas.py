"""Ideas by the month they came in."""

from django.utils import formats
from django.utils.translation import gettext as _

from organisation.web.charts import Bars, Series
from portfolio.dashboard.board import Board
from portfolio.dashboard.ideas import Period


def make(board: Board) -> Bars | None:
    ideas = board.ideas
    if not ideas.count:
        return None
    periods = ideas.periods

    def urls(shown: str) -> list[str]:
        ask = board.selection
        return [
            ask.url("portfolio:behind", "ideer", maned=period.key, vis=shown) for period in periods
        ]

    return Bars(
        name="ideer",
        title=_("Idéer per måned"),
        summary=_("%(n)s idéer, %(waiting)s venter på svar.")
        % {"n": ideas.count, "waiting": sum(ideas.waiting.values())},
        heading=_("År") if periods[0].is_year else _("Måned"),
        categories=[words_of(period) for period in periods],
        series=[
            Series(_("Besvart"), [ideas.answered[each] for each in periods], urls=urls("besvart")),
            Series(
                _("Venter på svar"),
                [ideas.waiting[each] for each in periods],
                fill="outline",
                urls=urls("venter"),
            ),
        ],
        keyed=True,
        width=560,
        height=190,
        caption=caption(board),
    )


def words_of(period: Period) -> str:
    if period.is_year:
        return period.key
    return formats.date_format(period.first, "M").lower().rstrip(".")


def caption(board: Board) -> str:
    if not board.selection.narrows_ideas:
        return ""
    return _("Idéene følger bare filtrene enhet, tjenesteområde, floke og år.")
