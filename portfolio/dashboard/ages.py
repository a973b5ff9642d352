"""How old what is shown is, in words: reports, bookings and measurements have a day of their own,
the rest is counted from the register as it stands on the day that is shown.
"""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from organisation import days
from organisation.web.wording import day, number
from portfolio.dashboard.board import Board


def counted(board: Board) -> str:
    if not days.is_past():
        return _("Talt i dag")
    return _("Talt %(day)s") % {"day": day(board.on)}


def reported(board: Board) -> str:
    """From the oldest of the reports that the lights come from to the newest."""
    first, last = board.report_days
    if first is None or last is None:
        return _("Ingen rapporter")
    if first == last:
        return _("Meldt %(day)s") % {"day": day(last)}
    start = f"{first:%d.%m}." if first.year == last.year else day(first)
    return _("Meldt %(first)s–%(last)s") % {"first": start, "last": day(last)}


def undated(board: Board) -> str:
    """Of the figures that have no day of their own."""
    if not days.is_past():
        return _("Tall uten dato er talt i dag.")
    return _("Tall uten dato er slik de var %(day)s.") % {"day": day(board.on)}


def since(words: str, newest: date | None, otherwise: str) -> str:
    return words % {"day": day(newest)} if newest else otherwise


def booked(board: Board) -> str:
    return since(_("Sist ført %(day)s"), board.money.newest, _("Ingenting ført"))


def measured(board: Board) -> str:
    return since(_("Sist målt %(day)s"), board.benefit_counts.newest, _("Ingenting målt"))


def under_way(board: Board) -> str:
    return _("%(n)s av %(total)s pågår. %(counted)s") % {
        "n": number(len(board.under_way)),
        "total": number(len(board.facts)),
        "counted": counted(board),
    }


def finished(board: Board) -> str:
    newest = max((row["newest"] for row in board.phases if row["newest"]), default=None)
    return since(_("Siste fase ferdig %(day)s"), newest, counted(board))


# By the name of the chart; the others are counted.
OF_CHARTS: dict[str, Callable[[Board], str]] = {
    "lys": reported,
    "fasetrakt": under_way,
    "penger": booked,
    "gevinster": measured,
    "faser": finished,
}


def of_chart(board: Board, name: str) -> str:
    return OF_CHARTS.get(name, counted)(board)
