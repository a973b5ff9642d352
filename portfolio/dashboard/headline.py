"""How things stand, in a sentence; and what is not shown, with the reason."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.wording import count_word, number
from portfolio.dashboard.board import Board
from portfolio.dashboard.figures import Waiting


def of(board: Board, waiting: Waiting) -> str:
    """`To prosjekter trenger tiltak. Én avgjørelse venter på deg.`"""
    return " ".join([of_lights(board.marks), of_decisions(waiting)])


def of_lights(marks: Counter[str]) -> str:
    act = marks["act"]
    if marks and not any(count for mark, count in marks.items() if mark):
        return _("Ingen prosjekter har meldt status.")
    if not act:
        return _("Ingen prosjekter trenger tiltak.")
    return ngettext("%(n)s prosjekt trenger tiltak.", "%(n)s prosjekter trenger tiltak.", act) % {
        "n": _("Ett") if act == 1 else count_word(act)
    }


def of_decisions(waiting: Waiting) -> str:
    if not waiting.count:
        return _("Ingen avgjørelser venter.")
    all_of = ngettext("%(n)s avgjørelse venter", "%(n)s avgjørelser venter", waiting.count) % {
        "n": count_word(waiting.count)
    }
    mine = waiting.mine
    if not mine:
        return _("%(all)s, ingen på deg.") % {"all": all_of}
    if mine == waiting.count:
        return _("%(all)s på deg.") % {"all": all_of}
    return _("%(all)s, %(mine)s på deg.") % {"all": all_of, "mine": count_word(mine).lower()}


def hidden(board: Board) -> list[str]:
    """Why projects are not among those shown; empty when all are."""
    seen, all_of = board.totals["seen"], board.totals["all"]
    reasons = []
    if filtered := seen - len(board.facts):
        names = ", ".join(label.lower() for label in board.selection.labels)
        reasons.append(
            _("%(n)s er filtrert bort av %(names)s") % {"n": number(filtered), "names": names}
        )
    if restricted := all_of - seen:
        reasons.append(_("%(n)s er skjermet for deg") % {"n": number(restricted)})
    return reasons
