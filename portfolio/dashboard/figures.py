"""The key figures. Each leads to a list with as many rows as it says, or the same sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.web.components import Figure
from organisation.web.wording import number
from portfolio.dashboard import ages, gates
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts.common import ASKED_AS
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.status import STALE


@dataclass(frozen=True)
class Waiting:
    """Decisions that wait: all, those past their day, and those that wait for the reader."""

    count: int
    late: int
    mine: int
    coming: int


def waiting_of(board: Board) -> Waiting:
    rows = board.gates.values()
    return Waiting(
        count=sum(row["waiting"] for row in rows),
        late=sum(row["late"] for row in rows),
        mine=sum(row["mine"] for row in rows),
        coming=sum(row["coming"] for row in rows),
    )


def overdue_reports(board: Board) -> int:
    return sum(fact.late for fact in board.under_way)


def read(board: Board, waiting: Waiting) -> list[Figure]:
    return [*of_projects(board, waiting), *of_money(board), *of_results(board)]


def leading(count: int, url: str) -> str:
    """Nothing leads nowhere: an empty list tells no more than the zero does."""
    return url if count else ""


def of_projects(board: Board, waiting: Waiting) -> list[Figure]:
    ask, marks = board.selection, board.marks
    late = overdue_reports(board)
    reported = ages.reported(board)
    return [
        Figure(
            value=number(len(board.under_way)),
            label=_("prosjekter pågår"),
            url=leading(len(board.under_way), ask.under_way()),
            note=_("%(n)s av dem på vent") % {"n": board.states[ProjectState.PAUSED]},
        ),
        Figure(
            value=number(marks["act"]),
            label=_("trenger tiltak"),
            url=leading(marks["act"], ask.under_way(light=ASKED_AS["act"])),
            late=bool(marks["act"]),
            note=_("av %(n)s som pågår") % {"n": len(board.under_way)},
            age=reported,
        ),
        Figure(
            value=number(marks["watch"]),
            label=_("å følge med på"),
            url=leading(marks["watch"], ask.under_way(light=ASKED_AS["watch"])),
            note=_("%(n)s på plan, %(old)s uten fersk rapport")
            % {"n": marks["plan"], "old": marks[STALE] + marks[""]},
            age=reported,
        ),
        Figure(
            value=number(waiting.count),
            label=_("avgjørelser venter"),
            url=leading(waiting.count, ask.url("portfolio:behind", "avgjorelser")),
            note=_("%(mine)s er dine, %(late)s over frist")
            % {"mine": waiting.mine, "late": waiting.late},
        ),
        Figure(
            value=number(waiting.coming),
            label=_("beslutningspunkter"),
            url=leading(waiting.coming, ask.url("portfolio:behind", "beslutningspunkter")),
            note=_("neste %(days)s dager") % {"days": gates.AHEAD},
        ),
        Figure(
            value=number(late),
            label=_("statusrapporter"),
            url=leading(late, ask.under_way(report="over")),
            late=bool(late),
            note=_("over fristen"),
        ),
    ]


def in_years(years: Sequence[int]) -> str:
    """`2026`, `2024–2026` when they follow each other, else one by one."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def of_money(board: Board) -> list[Figure]:
    ask, money, years = board.selection, board.money, in_years(board.years)
    booked = ages.booked(board)
    funds = ask.url("portfolio:behind", "fond")
    projects = ask.url("portfolio:behind", "penger")
    released, spent = money.sum_of("released_nok"), money.sum_of("spent_nok")
    return [
        Figure(
            value=number(money.frame_nok, 0),
            label=_("kr i ramme %(years)s") % {"years": years},
            url=leading(bool(money.frame_nok), funds),
            note=_("alle fond"),
        ),
        Figure(
            value=number(released, 0),
            label=_("kr frigitt %(years)s") % {"years": years},
            url=leading(bool(released), projects),
            note=_("til disse prosjektene"),
            age=booked,
        ),
        Figure(
            value=number(spent, 0),
            label=_("kr brukt %(years)s") % {"years": years},
            url=leading(bool(spent), projects),
            note=_("av disse prosjektene"),
            age=booked,
        ),
        Figure(
            value=number(money.free_nok, 0),
            label=_("kr fritt %(years)s") % {"years": years},
            url=leading(bool(money.free_nok), funds),
            note=_("kan frigis til flere"),
            age=booked,
        ),
    ]


def of_results(board: Board) -> list[Figure]:
    ask, ideas = board.selection, board.ideas
    planned, measured = board.benefit_counts.count, board.benefit_counts.measured
    return [
        Figure(
            value=_("%(measured)s av %(planned)s") % {"measured": measured, "planned": planned},
            label=_("gevinster målt"),
            url=leading(planned, ask.url("portfolio:behind", "gevinster")),
            note=_("%(n)s ikke målt") % {"n": planned - measured},
            age=ages.measured(board),
        ),
        Figure(
            value=number(ideas.count),
            label=(
                _("idéer i %(years)s") % {"years": in_years(ask.years)}
                if ask.years
                else _("idéer siste år")
            ),
            url=leading(ideas.count, ask.url("portfolio:behind", "ideer")),
            note=(
                _("svar etter %(days)s dager, %(open)s venter")
                % {"days": number(ideas.days), "open": number(ideas.open)}
                if ideas.days is not None
                else _("%(open)s venter på svar") % {"open": number(ideas.open)}
            ),
        ),
    ]
