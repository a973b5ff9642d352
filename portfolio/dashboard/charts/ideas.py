"""Ideas by the month they came in."""

from django.utils import formats
from django.utils.translation import gettext as _

from organisation.web.charts import Bars, Series
from portfolio.dashboard.board import Board


def make(board: Board) -> Bars | None:
    ideas = board.ideas
    if not ideas.count:
        return None
    months = ideas.months

    def urls(shown: str) -> list[str]:
        ask = board.selection
        return [
            ask.url("portfolio:behind", "ideer", maned=f"{month:%Y-%m}", vis=shown)
            for month in months
        ]

    return Bars(
        name="ideer",
        title=_("Idéer per måned"),
        summary=_("%(n)s idéer, %(waiting)s venter på svar.")
        % {"n": ideas.count, "waiting": sum(ideas.waiting.values())},
        heading=_("Måned"),
        categories=[formats.date_format(month, "M").lower().rstrip(".") for month in months],
        series=[
            Series(_("Besvart"), [ideas.answered[month] for month in months], urls=urls("besvart")),
            Series(
                _("Venter på svar"),
                [ideas.waiting[month] for month in months],
                fill="outline",
                urls=urls("venter"),
            ),
        ],
        keyed=True,
        width=560,
        height=190,
        caption=caption(board),
    )


def caption(board: Board) -> str:
    if not board.selection.narrows_ideas:
        return ""
    return _("Idéene følger bare filtrene enhet, tjenesteområde, floke og år.")
