"""How long things take: days in each phase, and days a decision is waited for."""

from collections import Counter
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from organisation.web.charts import LyingBars, Series
from organisation.web.wording import number
from portfolio.dashboard.board import Board
from portfolio.dashboard.spans import Median, days_in
from portfolio.lifecycle import DecisionOrigin
from portfolio.models import GateDecision


def waited_for(board: Board) -> Any:
    """Decisions made on what was sent in, in the round it was sent in."""
    return (
        board.among(GateDecision.objects.current(), "gate__project")
        .filter(gate__submitted_at__isnull=False, round=F("gate__round"))
        .exclude(origin=DecisionOrigin.AFTERWARDS)
        .annotate(sent_on=TruncDate("gate__submitted_at"))
        .filter(decided_on__gte=F("sent_on"))
    )


def phases(board: Board) -> LyingBars | None:
    """The middle number of days of finished phases."""
    rows = [row for row in board.phases if row["done"]]
    if not rows:
        return None
    days = [days_in(row["took"]) for row in rows]
    return LyingBars(
        name="faser",
        title=_("Dager per fase"),
        summary=_("Midterste verdi av %(n)s ferdige faser.") % {"n": sum(r["done"] for r in rows)},
        heading=_("Fase"),
        categories=[row["name"] for row in rows],
        series=[Series(_("Dager"), days)],
        ends=[_("%(days)s dager") % {"days": number(each)} for each in days],
        urls=[board.selection.url("portfolio:behind", "faser", fase=r["kind"]) for r in rows],
        heads=[_("Dager"), _("Ferdige faser")],
        cells=[[number(day), number(row["done"])] for day, row in zip(days, rows, strict=True)],
        caption=_("Midterste verdi (median) av faser som er ferdige."),
    )


def waits(board: Board) -> LyingBars | None:
    """The middle number of days from sent in to decided, and who waits now; one query."""
    made = {
        row["gate__code"]: row
        for row in waited_for(board)
        .order_by()
        .values("gate__code")
        .annotate(n=Count("pk"), took=Median(F("decided_on") - F("sent_on")))
    }
    now = Counter({code: row["waiting"] for code, row in board.gates.items() if row["waiting"]})
    codes = sorted({*made, *now})
    if not codes:
        return None
    days = [days_in(made[code]["took"]) if code in made else 0 for code in codes]
    ends = [end_of(day, code in made, now[code]) for day, code in zip(days, codes, strict=True)]
    return LyingBars(
        name="ventetid",
        title=_("Ventedager per beslutningspunkt"),
        summary=_("Fra saken er sendt til den er avgjort. %(n)s venter nå.")
        % {"n": sum(now.values())},
        heading=_("Beslutningspunkt"),
        categories=[code.upper() for code in codes],
        series=[Series(_("Dager"), days)],
        ends=ends,
        urls=[board.selection.url("portfolio:behind", "ventetid", punkt=code) for code in codes],
        heads=[_("Ventedager"), _("Avgjort"), _("Venter nå")],
        cells=[
            [
                number(day) if code in made else "–",
                number(made[code]["n"] if code in made else 0),
                number(now[code]),
            ]
            for day, code in zip(days, codes, strict=True)
        ],
        caption=_("Fra grunnlaget er sendt til det er avgjort, midterste verdi (median)."),
    )


def end_of(days: int, is_known: bool, now: int) -> str:
    said = [_("%(days)s dager") % {"days": number(days)}] if is_known else []
    if now:
        said.append(_("%(n)s venter nå") % {"n": now})
    return ", ".join(said)
